import { describe, expect, it } from 'vitest'
import { logicalOrder } from '../../../../lib/page/pdf/logical-order'
import { linesOf } from '../../../../lib/page/pdf/pdf-lines'
import { readPdf, type PdfOptions } from '../../../../lib/page/pdf/read-pdf'
import { japanesePdf, linesOfPage, pdfFile } from '../../../helpers/pdf-file'

const facts = { title: 'report.pdf', url: '' }

function options(changes: Partial<PdfOptions> = {}): PdfOptions {
  return {
    signal: new AbortController().signal,
    askPassword: () => Promise.resolve(null),
    onProgress: () => undefined,
    ...changes,
  }
}

describe('lines', () => {
  const piece = (text: string, x: number, y: number, width: number) => ({
    text,
    x,
    y,
    width,
    size: 10,
    endsLine: false,
  })

  it('that were stretched to the width of their column have no cells', () => {
    const stretched = [piece('two', 0, 86, 20), piece('words', 70, 86, 30)]
    expect(linesOf([piece('a full line', 0, 100, 100), ...stretched])[1]?.text).toBe('two words')
    expect(linesOf([piece('a longer full line', 0, 100, 160), ...stretched])[1]?.text).toBe('two\twords')
  })

  it('keep raised letters, and begin anew in the next column', () => {
    const pieces = [
      piece('ten', 0, 100, 15),
      { ...piece('9', 15.2, 104, 4), size: 6 },
      piece('other column', 200, 700, 60),
    ]
    expect(linesOf(pieces).map(({ text }) => text)).toEqual(['ten9', 'other column'])
  })
})

describe('a line of Arabic', () => {
  it('that is drawn in shapes from the left is read from the right', () => {
    expect(logicalOrder('ﺔﻴﺑﺮﻌﻟا ﺔﻐﻠﻟﺎﺑ')).toBe('باللغة العربية')
    expect(logicalOrder('(2026) ﺺﻧ')).toBe('نص (2026)')
  })

  it('that names letters is in order already, as everything else', () => {
    expect(logicalOrder('نص باللغة')).toBe('نص باللغة')
    expect(logicalOrder('A line (of 3).')).toBe('A line (of 3).')
  })
})

describe('a PDF', () => {
  it('is read page by page, with the places where pages begin', async () => {
    const pdf = pdfFile([
      [
        { text: 'The first hand', y: 770, size: 20 },
        { text: 'made the book.', y: 730 },
      ],
      [{ text: 'The second hand explained it.', y: 770 }],
    ])
    const snapshot = await readPdf(pdf, facts, options())
    expect(snapshot.kind).toBe('pdf')
    expect(snapshot.text).toBe(
      '## Page 1\n\n### The first hand\n\nmade the book.\n\n## Page 2\n\nThe second hand explained it.',
    )
    const starts = snapshot.places?.map((place) => snapshot.text.slice(place.from, place.from + 9))
    expect(starts).toEqual(['## Page 1', '## Page 2'])
  })

  it('has paragraphs in one piece, words broken at line ends whole, and hyphens that belong to a word', async () => {
    const lines = [
      'In the margins of old books there is often more writing than in the ',
      'text that they surround, since paper was dear and readers were con-',
      'scientious. A well-known example is kept in the north, and it is well-',
      'known because nobody could ever read the whole of what it says here.',
      '',
      'A second paragraph begins after a wider space and goes on for longer,',
      'as paragraphs do.',
    ]
    const { text } = await readPdf(pdfFile([linesOfPage(lines)]), facts, options())
    expect(text.split('\n\n')).toEqual([
      '## Page 1',
      'In the margins of old books there is often more writing than in the text that they surround, since paper was ' +
        'dear and readers were conscientious. A well-known example is kept in the north, and it is well-known because ' +
        'nobody could ever read the whole of what it says here.',
      'A second paragraph begins after a wider space and goes on for longer, as paragraphs do.',
    ])
  })

  it('keeps the rows of a table as lines and the items of a list apart', async () => {
    const row = (y: number, ...cells: string[]) => cells.map((text, index) => ({ text, x: 72 + index * 150, y }))
    const pdf = pdfFile([
      [...row(770, 'Year', 'Books'), ...row(756, '1450', '12'), ...row(742, '1460', '340')],
      linesOfPage(['- one thing', '- another thing']),
    ])
    const { text } = await readPdf(pdf, facts, options())
    expect(text).toContain('Year\tBooks\n1450\t12\n1460\t340')
    expect(text).toContain('- one thing\n- another thing')
  })

  it('reads the left column to its end before the right one', async () => {
    const column = (x: number, words: string) =>
      [0, 1, 2].map((line) => ({ text: `${words} ${line}`, x, y: 770 - line * 14 }))
    const { text } = await readPdf(
      pdfFile([[...column(72, 'left line'), ...column(320, 'right line')]]),
      facts,
      options(),
    )
    expect(text.indexOf('left line 2')).toBeLessThan(text.indexOf('right line 0'))
  })

  it('gives a great first letter back to its word', async () => {
    const pdf = pdfFile([[{ text: 'O', y: 760, size: 40 }, ...linesOfPage(['pen an old book.'], { top: 760 })]])
    expect((await readPdf(pdf, facts, options())).text).toBe('## Page 1\n\nOpen an old book.')
  })

  it('is opened with its password, asked again when it was wrong', async () => {
    const asked: boolean[] = []
    const answers = ['wrong', 'sesame']
    const askPassword = (wrong: boolean) => {
      asked.push(wrong)
      return Promise.resolve(answers.shift() ?? null)
    }
    const pdf = pdfFile([[{ text: 'A secret in the margin', y: 770 }]], { password: 'sesame' })
    const { text } = await readPdf(pdf, facts, options({ askPassword }))
    expect(text).toContain('A secret in the margin')
    expect(asked).toEqual([false, true])
  })

  it('stays closed when the reader has no password', async () => {
    const pdf = pdfFile([[{ text: 'A secret', y: 770 }]], { password: 'sesame' })
    await expect(readPdf(pdf, facts, options())).rejects.toMatchObject({ kind: 'aborted' })
  })

  it('that is damaged is called so', async () => {
    const bytes = new TextEncoder().encode('%PDF-1.4\nnothing of a PDF follows')
    await expect(readPdf(bytes, facts, options())).rejects.toMatchObject({
      kind: 'bad-request',
      message: 'The PDF is damaged and cannot be opened.',
    })
  })

  it('of pictures alone says so, and one page without text is no failure', async () => {
    await expect(readPdf(pdfFile([[], []]), facts, options())).rejects.toThrow(/pictures of pages and no text/)
    const { text } = await readPdf(pdfFile([[], [{ text: 'Some words', y: 700 }]]), facts, options())
    expect(text).toBe('## Page 1\n\n## Page 2\n\nSome words')
  })

  it('of many pages tells how far it is, and can be given up', async () => {
    const pages = Array.from({ length: 40 }, (_page, index) => [{ text: `This is page ${index + 1}`, y: 700 }])
    const seen: number[] = []
    await readPdf(pdfFile(pages), facts, options({ onProgress: (done, of) => seen.push(done / of) }))
    expect(seen).toHaveLength(40)
    expect(seen.at(-1)).toBe(1)

    const controller = new AbortController()
    const reading = readPdf(
      pdfFile(pages),
      facts,
      options({ signal: controller.signal, onProgress: (done) => done === 5 && controller.abort() }),
    )
    await expect(reading).rejects.toMatchObject({ kind: 'aborted' })
  })

  it('that names its characters in an old way of Japanese is read', async () => {
    const { text } = await readPdf(japanesePdf('93FA967B8CEA82CC95B68FCD'), facts, options())
    expect(text).toBe('## Page 1\n\n日本語の文章')
  })

  it('from a tab without a title has its own', async () => {
    const pdf = pdfFile([[{ text: 'Some words', y: 700 }]], { title: 'On Margins' })
    const { title } = await readPdf(pdf, { title: '', url: 'https://books.example/a.pdf' }, options())
    expect(title).toBe('On Margins')
  })
})
