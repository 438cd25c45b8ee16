import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { longestSegment, Segmenter, type Segment } from '../../../components/markdown/segmenter'
import { blocks } from './corpus'

const atOnce = (text: string) => new Segmenter().update(text)

const texts = (segments: readonly Segment[]) =>
  segments.map((segment) => (segment.kind === 'code' ? segment.code : segment.text.trim()))

/** Documents of blocks that stand apart, or follow at once. */
const documents = fc
  .array(fc.tuple(fc.constantFrom(...blocks), fc.constantFrom('\n', '\n\n', '\n\n\n', '\n \n', '\r\n\r\n')), {
    maxLength: 9,
  })
  .map((parts) => parts.map(([block, gap]) => block + gap).join(''))

/** The lengths of the pieces in which a document arrives. */
const pieces = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 30 })

function prefixes(text: string, lengths: readonly number[]): string[] {
  const ends: number[] = []
  for (let end = 0, turn = 0; end < text.length; turn += 1) {
    end = Math.min(text.length, end + (lengths[turn % lengths.length] ?? 1))
    ends.push(end)
  }
  return ends.map((end) => text.slice(0, end))
}

describe('segments', () => {
  it('part paragraphs, lists and headings', () => {
    const { finished, tail } = atOnce('One.\n\nTwo\ngoes on.\n\n- a\n\n- b\n\nThree\n# Four\nFive')
    expect(texts(finished)).toEqual(['One.', 'Two\ngoes on.', '- a\n\n- b', 'Three'])
    expect(tail).toMatchObject({ kind: 'text', text: '# Four\nFive' })
  })

  it('give a fence its own segment, whatever stands in it', () => {
    const { finished } = atOnce('Before\n```js title\na\n\n# b\n\nc\n```\nAfter\n\nEnd')
    expect(finished.map((segment) => segment.kind)).toEqual(['text', 'code', 'text'])
    expect(finished[1]).toEqual({ kind: 'code', key: 1, info: 'js title', code: 'a\n\n# b\n\nc' })
  })

  it('leave a fence in a list to its list', () => {
    const text = '- item\n  ```\n  code\n\n  more\n  ```\n- next\n\n'
    expect(texts(atOnce(`${text}Text`).finished)).toEqual([text.trim()])
  })

  it('close a fence only with as many marks of the same kind', () => {
    const { finished, tail } = atOnce('````\n```\n~~~~\n````\n~~~\nx\n```')
    expect(texts(finished)).toEqual(['```\n~~~~'])
    expect(tail).toMatchObject({ kind: 'code', code: 'x\n```' })
  })

  it('take the indent of a fence from its lines', () => {
    expect(atOnce('  ```\n  a\n    b\n c\n  ```\n').finished).toMatchObject([{ code: 'a\n  b\nc' }])
  })

  it('hold back the marks that may close the fence', () => {
    const { tail } = atOnce('```js\nlet a\n``')
    expect(tail).toMatchObject({ kind: 'code', info: 'js', code: 'let a' })
  })

  it('begin a block as soon as its first characters tell', () => {
    expect(texts(atOnce('One.\n\nT').finished)).toEqual(['One.'])
    expect(texts(atOnce('One.\n\n**b').finished)).toEqual(['One.'])
    expect(texts(atOnce('- One.\n\n-').finished)).toEqual([])
    expect(texts(atOnce('1. One.\n\n2').finished)).toEqual([])
    expect(texts(atOnce('1. One.\n\n2024 ').finished)).toEqual(['1. One.'])
  })

  it('bring a definition to the text that names it, before or after', () => {
    const { finished, tail } = atOnce('See [A  b].\n\nNot this.\n\n[a B]: https://x.y\n\nAnd [it][a b].')
    expect(finished[0]).toMatchObject({ definitions: '[a B]: https://x.y' })
    expect(finished[1]).toMatchObject({ definitions: '' })
    expect(tail).toMatchObject({ definitions: '[a B]: https://x.y' })
  })

  it('take a definition whose address stands on the next line', () => {
    expect(atOnce('See [a].\n\n[a]:\n  https://x.y\n\n').finished[0]).toMatchObject({
      definitions: '[a]: https://x.y',
    })
  })

  it('do not take for a definition what stands in code or goes on a paragraph', () => {
    const { finished } = atOnce('See [a] and [b].\n\n```\n[a]: https://x.y\n```\nText\n[b]: https://x.y\n\nEnd')
    expect(finished[0]).toMatchObject({ definitions: '' })
  })

  it('take a note that follows the lines of another, blank or indented', () => {
    const { finished } = atOnce('See [^a] and [^b].\n\n[^a]: One.\n\n    More.\n    And more.\n[^b]: Two.\n\nEnd')
    expect(finished[0]).toMatchObject({ definitions: '[^a]: One.\n[^b]: Two.' })
    const { finished: others } = atOnce('See [^b].\n\n[^a]: One.\n\nText\n[^b]: Two.\n\nEnd')
    expect(others[0]).toMatchObject({ definitions: '' })
  })

  it('stay short, whatever the text is', () => {
    const line = 'x'.repeat(longestSegment * 3)
    const list = '- an item of a list without end\n'.repeat(longestSegment / 8)
    for (const text of [line, list, `- a\n${line}\n\n${list}`]) {
      const { finished, tail } = atOnce(text)
      const segments = tail ? [...finished, tail] : finished
      for (const segment of segments) {
        expect(segment.kind === 'text' && segment.text.length).toBeLessThanOrEqual(longestSegment * 2)
      }
      expect(segments.map((segment) => (segment.kind === 'text' ? segment.text : '')).join('')).toBe(text)
    }
  })

  it('start afresh with another text', () => {
    const segmenter = new Segmenter()
    segmenter.update('One.\n\nTwo [a].\n\n[a]: https://x.y\n\nThree')
    expect(segmenter.update('Other [a].\n\nText')).toEqual(atOnce('Other [a].\n\nText'))
  })
})

describe('however a document arrives', () => {
  it('its segments are those of the whole', () => {
    fc.assert(
      fc.property(documents, pieces, (text, lengths) => {
        const segmenter = new Segmenter()
        for (const prefix of prefixes(text, lengths)) segmenter.update(prefix)
        expect(segmenter.update(text)).toEqual(atOnce(text))
      }),
      { numRuns: 400 },
    )
  })

  it('a finished segment stays the same object, but for its definitions', () => {
    fc.assert(
      fc.property(documents, pieces, (text, lengths) => {
        const segmenter = new Segmenter()
        let before: readonly Segment[] = []
        for (const prefix of prefixes(text, lengths)) {
          const { finished } = segmenter.update(prefix)
          before.forEach((segment, index) => {
            const now = finished[index]
            if (now === segment) return
            expect({ ...now, definitions: '' }).toEqual({ ...segment, definitions: '' })
            expect(now).not.toEqual(segment)
          })
          before = finished
        }
      }),
      { numRuns: 400 },
    )
  })

  it('nothing of it is lost', () => {
    fc.assert(
      fc.property(documents, (text) => {
        const { finished, tail } = atOnce(text)
        const words = (part: string) => part.match(/[\p{L}\p{N}]+/gu) ?? []
        const kept = [...finished, ...(tail ? [tail] : [])].flatMap((segment) =>
          segment.kind === 'code' ? [...words(segment.info), ...words(segment.code)] : words(segment.text),
        )
        expect(kept).toEqual(words(text))
      }),
      { numRuns: 400 },
    )
  })
})
