import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Attachment } from '../../../lib/chat/attachment'
import { builtinPreset } from '../../../lib/chat/preset'
import { attachmentText, keptText, sentPieces, sortedCuts, withoutRepeated } from '../../../lib/prompts/attachment-text'
import { buildRequest } from '../../../lib/prompts/build-request'
import { attachment, message } from '../../helpers/messages'

const page = (differences: Partial<Attachment> = {}) => attachment({ kind: 'page', ...differences })
const placesIn = (text: string) => [...Array(text.length).keys()]
const range = fc.nat(60).chain((from) => fc.nat(60).map((length) => ({ from, to: from + length })))

describe('what is sent of an attachment', () => {
  it('is its text, to the letter, where nothing is left out', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(attachmentText(page({ text }))).toBe(text)
      }),
    )
  })

  it('says in place of each part that the reader took out how much it was', () => {
    const text = `# One\n\nFirst.\n\n# Two\n\n${'x'.repeat(1_196)}\n\n# Three\n\nLast.\n`
    const from = text.indexOf('# Two')
    const cuts = [{ from, to: text.indexOf('# Three') }]
    expect(attachmentText(page({ text, cuts }))).toBe(
      '# One\n\nFirst.\n\n[A part was left out here: 1,205 characters.]\n\n# Three\n\nLast.\n',
    )
    expect(keptText({ text, cuts })).toBe('# One\n\nFirst.\n\n# Three\n\nLast.')
  })

  it('is one line where everything was taken out', () => {
    expect(attachmentText(page({ text: 'All of it.', cuts: [{ from: 0, to: 10 }] }))).toBe(
      '[A part was left out here: 10 characters.]',
    )
  })

  it('holds every character that was not taken out, in order, and none that was', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 80 }), fc.array(range, { maxLength: 5 }), (text, cuts) => {
        const sent = page({ text, cuts })
        const own = sentPieces(sent).filter((piece) => piece.from !== undefined)
        const kept = placesIn(text).filter((at) => !cuts.some(({ from, to }) => from <= at && at < to))
        const places = own.flatMap((piece) => placesIn(piece.text).map((at) => (piece.from ?? 0) + at))
        expect(places).toEqual(kept)
        for (const piece of own) expect(text.startsWith(piece.text, piece.from)).toBe(true)
        expect(attachmentText(sent)).toBe(
          sentPieces(sent)
            .map((piece) => piece.text)
            .join(''),
        )
      }),
    )
  })

  it('names a picture and says nothing else', () => {
    const image = { mediaType: 'image/png', data: 'AAAA', width: 640, height: 480 } as const
    expect(attachmentText(attachment({ kind: 'image', title: 'A  map', text: '', image }))).toBe(
      '[An image follows: “A map”, 640 × 480 pixels.]',
    )
  })

  it('says of a file, not of a page, that it goes on', () => {
    expect(attachmentText(attachment({ kind: 'file', text: 'a', omittedCharacters: 5 }))).toBe(
      'a\n\n[The file goes on: 5 more characters were left out.]',
    )
  })
})

describe('sortedCuts', () => {
  it('are in order, apart and inside the text', () => {
    fc.assert(
      fc.property(fc.array(range), fc.nat(50), (cuts, length) => {
        let end = -1
        for (const { from, to } of sortedCuts(cuts, length)) {
          expect(from).toBeGreaterThan(end)
          expect(to).toBeGreaterThan(from)
          expect(to).toBeLessThanOrEqual(length)
          end = to
        }
      }),
    )
  })
})

describe('a request', () => {
  const ask = (text: string, attachmentIds: string[]) =>
    message({ role: 'user', status: 'complete', attachmentIds, parts: text === '' ? [] : [{ type: 'text', text }] })
  const request = (thread: ReturnType<typeof ask>[], attachments: Attachment[]) =>
    buildRequest({ thread, attachments, preset: builtinPreset, nonce: 'n0nce' })

  it('carries a picture behind the words that name it', () => {
    const image = { mediaType: 'image/png', data: 'AAAA', width: 2, height: 1 } as const
    const picture = attachment({ id: 'i', kind: 'image', title: 'Map', text: '', image })
    const { messages, documents } = request([ask('What is it?', ['i'])], [picture])
    expect(messages[0]?.parts.map(({ type }) => type)).toEqual(['text', 'image', 'text'])
    expect(messages[0]?.parts[0]).toMatchObject({ text: expect.stringContaining('“Map”, 2 × 1 pixels') })
    expect(messages[0]?.parts[1]).toEqual({ type: 'image', mediaType: 'image/png', data: 'AAAA' })
    expect(documents).toMatchObject([{ kind: 'image', text: '' }])
  })

  it('gives the built-in reader what was kept, without words of ours to quote', () => {
    const trimmed = page({ id: 'a', text: 'Keep. Drop. Keep too.', cuts: [{ from: 6, to: 12 }] })
    expect(request([ask('Why?', ['a'])], [trimmed]).documents[0]?.text).toBe('Keep.\n\nKeep too.')
  })

  it('sends a text once, in its newest form', () => {
    const whole = page({ id: 'a', text: 'One. Two.' })
    const trimmed = { ...whole, id: 'b', cuts: [{ from: 5, to: 9 }] }
    const other = page({ id: 'c', text: 'Other.', hash: 'b'.repeat(64) })
    expect(withoutRepeated([whole, other, trimmed])).toEqual([other, trimmed])
    const answer = message({ status: 'complete', parts: [{ type: 'text', text: 'Yes.' }] })
    const { messages, documents } = request(
      [ask('', ['a']), answer, ask('And now?', ['b', 'c'])],
      [whole, trimmed, other],
    )
    expect(messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user'])
    expect(JSON.stringify(messages)).not.toContain('One. Two.')
    expect(JSON.stringify(messages).split('One. ')).toHaveLength(2)
    expect(documents.map(({ attachmentId }) => attachmentId)).toEqual(['b', 'c'])
  })

  it('sends what two questions refer to once', () => {
    const { messages } = request([ask('A?', ['a']), ask('B?', ['a'])], [page({ id: 'a', text: 'Only once.' })])
    expect(JSON.stringify(messages).split('Only once.')).toHaveLength(2)
  })
})
