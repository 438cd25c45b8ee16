import { glob, readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'

// For each such rule the browser works out one more style of every element that there is: a dozen took more than half of the
// time in which a thread is styled.
it('no style sheet styles a part of every element, but of those that it names', async () => {
  const root = new URL('../../../', import.meta.url).pathname
  const found: string[] = []
  let parts = 0
  for await (const path of glob('components/**/*.css', { cwd: root })) {
    const css = (await readFile(root + path, 'utf8')).replaceAll(/\/\*.*?\*\//gs, '')
    parts += css.match(/::(?:before|highlight)/g)?.length ?? 0
    for (const [, part] of css.matchAll(/(?<=^|[{},(])\s*\*?(::(?!view-transition)[a-z-]+)/g))
      found.push(`${path} ${part}`)
  }
  expect(parts).toBeGreaterThan(12)
  expect(found).toEqual([])
})
