import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Servers on this machine, on any port. */
export const loopbackHosts = ['http://127.0.0.1/*', 'http://localhost/*']

/**
 * Copies a built extension, so that what is tested are the bytes that ship, but for one line of the manifest: hosts
 * that are granted from the start. With none, every permission must be asked for as on a reader's machine.
 */
export async function copyExtension(built: string, copy: string, hosts: readonly string[]): Promise<void> {
  await cp(built, copy, { recursive: true })
  if (hosts.length === 0) return
  const path = join(copy, 'manifest.json')
  const manifest: Record<string, unknown> = JSON.parse(await readFile(path, 'utf8'))
  await writeFile(path, JSON.stringify({ ...manifest, host_permissions: hosts }))
}
