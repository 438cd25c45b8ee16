import { readdir, readFile } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { characterMap } from '../../../../lib/page/pdf/character-maps'
import { packedCharacterMaps } from '../../../../scripts/lib/character-maps'

it('the tables of characters come out as they went in, asked for once', async () => {
  const asked = vi.fn(async () => new Response(await packedCharacterMaps()))
  vi.stubGlobal('fetch', asked)
  const folder = new URL('../../../../node_modules/pdfjs-dist/cmaps/', import.meta.url)
  const files = (await readdir(folder)).filter((file) => file.endsWith('.bcmap') && !/UTF8|UTF32/.test(file))
  expect(files.length).toBeGreaterThan(100)
  const wrong: string[] = []
  for (const file of files) {
    const map = await characterMap(file)
    if (!map || Buffer.compare(map, await readFile(new URL(file, folder))) !== 0) wrong.push(file)
  }
  expect(wrong).toEqual([])
  expect(await characterMap('UniJIS-UTF32-H.bcmap')).toBeUndefined()
  expect(asked.mock.calls).toEqual([['/character-maps.bin']])
})
