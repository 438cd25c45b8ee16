import { fileURLToPath } from 'node:url'
import { build } from 'vite'

/**
 * A module as it ships. The runner reaches every import through a getter, which costs code that calls small functions a
 * million times several times what it costs by itself.
 * @param path from the project's folder.
 */
export async function bundled(path: string): Promise<unknown> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  const built = await build({
    root,
    configFile: false,
    logLevel: 'silent',
    build: { ssr: root + path, write: false, minify: false },
  })
  if (!('output' in built)) throw new Error(`${path} could not be bundled.`)
  const [{ code }] = built.output
  return import(/* @vite-ignore */ `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`)
}
