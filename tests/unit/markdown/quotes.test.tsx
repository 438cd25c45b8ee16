import { parseHTML } from 'linkedom'
import { act, createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Markdown } from '../../../components/markdown/Markdown'
import { QuoteContext, type Quotes } from '../../../components/quotes/quote-context'
import type { Attachment } from '../../../lib/chat/attachment'
import { QuoteChecker } from '../../../lib/page/quotes/quote-checker'
import { reactRoot } from '../../helpers/react-root'

const page = {
  id: 'a',
  kind: 'page',
  url: 'https://a.example/',
  title: 'A page',
  capturedAt: 1,
  hash: '',
  text: 'The **first hand** made the book. It said “go away” to us, and calls `makeBook()` first.\n\nThe second made it a conversation.',
} as const

const quotesOn = (attachment: Attachment = page): Quotes => ({
  checker: new QuoteChecker({ attachments: [attachment], questions: [] }),
  source: 'on the page',
  open: () => undefined,
})

const markup = (text: string, streaming = false, attachment?: Attachment) =>
  renderToStaticMarkup(
    <QuoteContext value={quotesOn(attachment)}>
      <Markdown text={text} streaming={streaming} />
    </QuoteContext>,
  )

/** The chips of an answer: what is in them, and whether it was found. */
function chips(text: string, streaming = false): [string, boolean][] {
  const { document } = parseHTML(`<html><body>${markup(text, streaming)}</body></html>`)
  return [...document.querySelectorAll('[data-testid=quote-chip]')].map((chip) => [
    chip.textContent,
    chip.getAttribute('data-verified') === 'true',
  ])
}

describe('quotes in an answer', () => {
  it.each([
    ['prose', 'It says “The first hand made the book.”', [['“The first hand made the book.”', true]]],
    ['prose, wrongly', 'It says "The first hand sold the book".', [['"The first hand sold the book"', false]]],
    ['marks of its own', 'It says “The **first** hand *made* it”.', [['“The first hand made it”', false]]],
    ['bold that begins in it', 'It says “The first **hand made” it**.', [['“The first hand made”', true]]],
    [
      'a list',
      '- “The first hand made”\n- "made it a conversation"',
      [
        ['“The first hand made”', true],
        ['"made it a conversation"', true],
      ],
    ],
    ['a table', '| a |\n| - |\n| "first hand made the" |', [['"first hand made the"', true]]],
    ['a heading', '## “The first hand made”', [['“The first hand made”', true]]],
    ['a block', '> The first hand made the book.', [['The first hand made the book.', true]]],
    ['a block, wrongly', '> The first hand sold the book.', [['The first hand sold the book.', false]]],
    [
      'a block, half wrongly',
      '> The first hand made the book. The third burnt it down.',
      [
        ['The first hand made the book.', true],
        ['The third burnt it down.', false],
      ],
    ],
    [
      'a block with marks and a source',
      '> “The first hand made the book”\n>\n> — A page',
      [['“The first hand made the book”', true]],
    ],
    ['a block that itself quotes', '> It said “go away” to us', [['It said “go away” to us', true]]],
    ['words around code', 'It “calls `makeBook()` first”.', [['“calls makeBook() first”', true]]],
    ['a word', 'The "book" and the "page" of "it".', [['"book"', true]]],
    ['single marks', "It's 'first hand made the' and 'first hand sold the'.", [["'first hand made the'", true]]],
    [
      'inner marks, where the outer are no quote',
      '“So then, ‘first hand made the book’ it is”',
      [['‘first hand made the book’', true]],
    ],
  ] satisfies [string, string, [string, boolean][]][])('are found in %s', (_, text, expected) => {
    expect(chips(text)).toEqual(expected)
  })

  it('are not looked for in code', () => {
    expect(chips('`"The first hand made the book"`')).toEqual([])
    expect(chips('```\n"The first hand made the book"\n```')).toEqual([])
    expect(chips('> [!NOTE]\n> Something else that is long enough.')).toEqual([])
  })

  it('keep every word and mark of the answer', () => {
    const text =
      'A **“first hand** made the” [link “made it a conversation”](https://b.example) `"x"`[^1] end.\n\n[^1]: Note.'
    const words = (html: string) =>
      html.replace(/<span class="[^"]*" aria-hidden="true">.*?<\/span>/g, '').replace(/<[^>]+>/g, '')
    const plain = renderToStaticMarkup(<Markdown text={text} streaming={false} />)
    expect(words(markup(text))).toBe(words(plain))
  })

  it('hold no link and no other button', () => {
    const html = markup('“The [first hand](https://b.example) made[^1] the book”\n\n[^1]: Note.')
    const chip = /<span role="button".*?<\/span><\/span>/.exec(html)?.[0] ?? ''
    expect(chip).toContain('first hand')
    expect(chip).not.toMatch(/<a |<button/)
  })

  it('are named for those who do not see them', () => {
    expect(markup('“The first hand made”')).toContain('aria-label="Quote, found on the page: The first hand made"')
    expect(markup('“The first hand sold”')).toContain('aria-label="Quote, not found on the page: The first hand sold"')
  })

  it('name the page of a PDF and the time of a video', () => {
    const paged = markup('“The first hand made”', false, { ...page, places: [{ from: 0, page: 7 }] })
    expect(paged).toContain('aria-label="Quote, found on page 7: The first hand made"')
    expect(paged).toContain('data-words="p. 7"')
    const timed = markup('“The first hand made”', false, { ...page, places: [{ from: 0, seconds: 3_723.5 }] })
    expect(timed).toContain('aria-label="Quote, found at 1:02:03: The first hand made"')
  })
})

describe('an answer that streams', () => {
  let root: Root
  let container: HTMLElement
  let unmount: () => void

  beforeEach(async () => {
    ;({ root, container, unmount } = await reactRoot())
  })

  afterEach(() => unmount())

  const text =
    'It says “The first hand made the book.” and, “The first hand sold”, too.\n\n' +
    '> The second made it a conversation.\n\n- "made it a conversation" is "first hand made" of it\n- done'

  it('shows a quote once it is complete, and never takes it back', () => {
    const quotes = quotesOn()
    const show = (part: string, streaming: boolean) =>
      act(() =>
        root.render(createElement(QuoteContext, { value: quotes }, createElement(Markdown, { text: part, streaming }))),
      )
    const seen: string[] = []
    for (let end = 1; end <= text.length; end += 1) {
      show(text.slice(0, end), true)
      const now = [...container.querySelectorAll('[data-testid=quote-chip]')].map((chip) => chip.outerHTML)
      expect(now.slice(0, seen.length)).toEqual(seen)
      seen.push(...now.slice(seen.length))
    }
    show(text, false)
    expect(container.querySelectorAll('[data-testid=quote-chip]')).toHaveLength(5)
    expect(seen).toHaveLength(5)
  })
})
