import { describe, expect, it } from 'vitest'
import type { PassageNeedle } from '../../../../lib/chat/quote'
import { findWords, readWords } from '../../../../lib/page/quotes/page-words'
import { findQuote, indexText, needleOf, readQuote } from '../../../../lib/page/quotes/quote-index'
import { attributeSight, openPage } from '../open-page'

/** The words of a page that are lit for a quote from a snapshot, node by node. */
function lit(html: string, snapshot: string, words: string): string[] {
  const index = indexText(snapshot)
  const quote = readQuote(words)
  const needles: PassageNeedle[] = ((quote && findQuote(index, quote)) ?? []).map((part) => needleOf(index, part))
  const page = readWords(openPage(`<!doctype html><html><body>${html}</body></html>`), attributeSight)
  return findWords(page, needles).map((word) =>
    'from' in word ? word.node.data.slice(word.from, word.to) : `<${word.node.localName}>`,
  )
}

describe('the words of a snapshot on its page', () => {
  it('are found across elements', () => {
    const html = '<p>It writes <i>nota bene</i>, writes <a href="#">fal<b>se</b></a>.</p><p>Then it stops.</p>'
    const snapshot = 'It writes _nota bene_, writes [fal**se**](https://a.example/#).\n\nThen it stops.'
    expect(lit(html, snapshot, 'writes nota bene, writes false')).toEqual([
      'writes ',
      'nota bene',
      ', writes ',
      'fal',
      'se',
    ])
    expect(lit(html, snapshot, 'writes false. Then it stops')).toEqual(['writes ', 'fal', 'se', '.', 'Then it stops'])
  })

  it('are found without what cannot be seen', () => {
    const html = '<p>The first <span hidden>and only</span>hand <script>let a</script>made it.</p>'
    expect(lit(html, 'The first hand made it.', 'first hand made')).toEqual(['first ', 'hand ', 'made'])
  })

  it('are found where they stood, of several places', () => {
    const html = '<p>One: the same words here.</p><p>Two: the same words here.</p>'
    const snapshot = 'One: the same words here.\n\nTwo: the same words here.'
    const page = readWords(openPage(`<!doctype html><html><body>${html}</body></html>`), attributeSight)
    const index = indexText(snapshot)
    const start = index.folded.text.lastIndexOf('thesamewords')
    const [found] = findWords(page, [needleOf(index, { start, end: start + 12 })])
    expect(found && 'from' in found && found.node.data).toBe('Two: the same words here.')
  })

  it('are found around formulas, notes and pictures', () => {
    const html =
      '<p>As <math><annotation encoding="application/x-tex">E=mc^2</annotation></math> says<sup>[<a>1</a>]</sup>, ' +
      '<img alt="a picture"> energy is mass.</p>'
    const snapshot = 'As $E=mc^2$ says[[1]](https://a.example/#n), [image: a picture] energy is mass.'
    expect(lit(html, snapshot, 'As $E=mc^2$ says, energy is mass')).toEqual(
      expect.arrayContaining(['As ', '<math>', ' says', ' energy is mass']),
    )
  })

  it('are found part by part where a quote left some out', () => {
    const html = '<p>The first hand, steady and level, made the book.</p>'
    expect(lit(html, 'The first hand, steady and level, made the book.', 'The first hand … made the book')).toEqual([
      'The first hand',
      'made the book',
    ])
  })

  it('are not found where they have changed', () => {
    expect(lit('<p>It costs 3.6 euros.</p>', 'It costs 3.5 euros.', 'It costs 3.5 euros')).toEqual([])
  })
})
