import { glob, readFile, stat } from 'node:fs/promises'
import { posix } from 'node:path'
import { parseSync } from 'vite'

export const builds = ['chrome-mv3', 'firefox-mv3'] as const
export type Build = (typeof builds)[number]

const output = new URL('../../.output/', import.meta.url).pathname

/** Paths of a build's files, from its folder. */
export async function builtFiles(build: Build, pattern = '**/*'): Promise<string[]> {
  const files: string[] = []
  for await (const name of glob(pattern, { cwd: output + build })) {
    if ((await stat(`${output}${build}/${name}`)).isFile()) files.push(name.replaceAll('\\', '/'))
  }
  if (files.length === 0) throw new Error(`There is no ${pattern} in .output/${build}: build first.`)
  return files.sort()
}

export async function builtText(build: Build, path: string): Promise<string> {
  return readFile(`${output}${build}/${path}`, 'utf8')
}

export async function builtBytes(build: Build, path: string): Promise<Buffer> {
  return readFile(`${output}${build}/${path}`)
}

/** One directive of a content security policy to its sources. */
export function parsePolicy(policy: string): Record<string, string> {
  return Object.fromEntries(
    policy.split(';').map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/)
      return [name, sources.join(' ')]
    }),
  )
}

/** Every script that the browser loads before it shows a page: the named ones and what they import, not what they load later. */
export async function scriptsAtOpen(build: Build, page: string): Promise<string[]> {
  const html = await builtText(build, page)
  const named = [...html.matchAll(/<(?:script|link)\b[^>]*?\b(?:src|href)="([^"]+\.js)"/g)].flatMap(
    (match) => match[1] ?? [],
  )
  return scriptsOf(build, ...named.map((path) => path.replace(/^\//, '')))
}

/** These scripts and all that they import. */
export async function scriptsOf(build: Build, ...waiting: string[]): Promise<string[]> {
  const loaded = new Set<string>()
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue
    loaded.add(path)
    const { module } = parseSync(path, await builtText(build, path))
    const imported = [
      ...module.staticImports.map((found) => found.moduleRequest.value),
      ...module.staticExports.flatMap((found) => found.entries.map((entry) => entry.moduleRequest?.value)),
    ]
    for (const name of imported) if (name?.startsWith('.')) waiting.push(posix.join(posix.dirname(path), name))
  }
  return [...loaded].sort()
}
