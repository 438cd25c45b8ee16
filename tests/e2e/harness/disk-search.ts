import { randomBytes } from 'node:crypto'
import { glob, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Words that no packing makes shorter, so that they lie on a disk as they are written. */
export const canary = () => randomBytes(24).toString('base64url').replaceAll(/[-_]/g, 'x')

/** The files in which a good part of a word is found, in either of the ways in which the browser writes text. */
export async function filesWith(folder: string, word: string): Promise<string[]> {
  const parts = Array.from({ length: word.length - 11 }, (_, from) => word.slice(from, from + 12))
  const sought = parts.flatMap((part) => [Buffer.from(part), Buffer.from(part, 'utf16le')])
  const found: string[] = []
  for await (const name of glob('**/*', { cwd: folder })) {
    const path = join(folder, name)
    // The browser may be gone, and with it some of what it had put down.
    const bytes = await stat(path).then(
      (facts) => (facts.isFile() ? readFile(path) : undefined),
      () => undefined,
    )
    if (bytes && sought.some((part) => bytes.includes(part))) found.push(name)
  }
  return found
}
