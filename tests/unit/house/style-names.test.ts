import { glob } from 'node:fs/promises'
import { basename } from 'node:path'
import { expect, it } from 'vitest'

it('no two style sheets have one name: their classes are named after them', async () => {
  const names: string[] = []
  for await (const path of glob('components/**/*.module.css', {
    cwd: new URL('../../../', import.meta.url).pathname,
  })) {
    names.push(basename(path))
  }
  expect(names.length).toBeGreaterThan(20)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})
