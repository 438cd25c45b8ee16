import { afterEach, describe, expect, it, vi } from 'vitest'
import { findQuote, indexText, readQuote } from '../../../../lib/page/quotes/quote-index'

const paragraph = (number: number) =>
  `## Part ${number}\n\nThe **first hand** made the [book](https://a.example/${number}); the second, in year ` +
  `${1000 + number}, made it a conversation – and “now”, 手写 and soft\u00adly, it corrects a date.\n\n`
const text = Array.from({ length: 600 }, (_, number) => paragraph(number)).join('')

/** How often the text's own characters are looked at, and how often marks are looked for. */
function counting<Value>(act: () => Value): { value: Value; looks: number; marks: number; forms: number } {
  const looks = vi.spyOn(String.prototype, 'charCodeAt')
  const marks = vi.spyOn(RegExp.prototype, 'exec')
  const forms = vi.spyOn(String.prototype, 'normalize')
  const value = act()
  const counts = {
    value,
    looks: looks.mock.calls.length,
    marks: marks.mock.calls.length,
    forms: forms.mock.calls.length,
  }
  vi.restoreAllMocks()
  return counts
}

/** A megabyte has to be ready for its first quote in less than 50 ms: what counts is what is done for each character. */
describe('what a long text costs', () => {
  afterEach(() => void vi.restoreAllMocks())

  it('is a look or two at each character, marks where a line begins, and one form of each letter', () => {
    const { value, looks, marks, forms } = counting(() => indexText(text))
    expect(value.folded.text.length).toBeGreaterThan(text.length / 2)
    expect(looks).toBeLessThan(text.length * 1.5)
    expect(marks).toBeLessThan(text.split('\n').length * 3)
    expect(forms).toBeLessThan(new Set(text).size * 2)
  })

  it('is paid once: looking up a quote, or one that is not there, looks at next to nothing of it', () => {
    const index = indexText(text)
    for (const [words, isThere] of [
      ['in year 1599, made it a conversation', true],
      ['in year 1599, spoiled the conversation', false],
    ] as const) {
      const { value, looks } = counting(() => {
        const quote = readQuote(words)
        return quote && findQuote(index, quote)
      })
      expect(value !== undefined).toBe(isThere)
      expect(looks).toBeLessThan(1_000)
    }
  })
})
