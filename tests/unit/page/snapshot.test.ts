import { describe, expect, it } from 'vitest'
import { toSnapshot } from '../../../lib/page/snapshot'

const source = { url: 'https://press.example/', title: 'Press', text: 'abc' }

describe('toSnapshot', () => {
  it('pins the text with its time and its hash', async () => {
    expect(await toSnapshot(source, 'page', 7)).toEqual({
      ...source,
      kind: 'page',
      capturedAt: 7,
      hash: 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    })
  })

  it('carries language, context and what was omitted, and nothing that is empty', async () => {
    const full = { ...source, language: 'en', context: { heading: 'Top' }, omittedCharacters: 4 }
    expect(await toSnapshot(full, 'selection', 7)).toMatchObject({
      language: 'en',
      context: { heading: 'Top' },
      omittedCharacters: 4,
    })
    const bare = await toSnapshot({ ...source, context: {}, omittedCharacters: 0 }, 'selection', 7)
    expect(Object.keys(bare)).not.toContain('context')
    expect(Object.keys(bare)).not.toContain('omittedCharacters')
  })

  it('makes half characters whole before it hashes them', async () => {
    const snapshot = await toSnapshot({ ...source, text: 'a\uD83D' }, 'page', 7)
    expect(snapshot.text).toBe('a\uFFFD')
  })

  it('refuses an empty text', async () => {
    await expect(toSnapshot({ ...source, text: ' \n' }, 'page', 7)).rejects.toMatchObject({ kind: 'bad-request' })
  })
})
