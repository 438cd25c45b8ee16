import { describe, expect, it, vi } from 'vitest'
import { linesOf } from '../../../../lib/page/pdf/pdf-lines'
import { habitsOf, pageText } from '../../../../lib/page/pdf/pdf-paragraphs'
import { readPdf, type PdfOptions } from '../../../../lib/page/pdf/read-pdf'
import { packedCharacterMaps } from '../../../../scripts/lib/character-maps'
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

  it('of a table whose columns lie close have cells, as soon as three rows agree', () => {
    const row = (name: string, first: string, second: string, y: number) => [
      piece(name, 0, y, name.length * 5),
      piece(first, 48, y, 20),
      piece(second, 76, y, 15),
    ]
    const rows = [row('Leixoes', '1.99', '0.4', 100), row('Vigo', '1.87', '0.6', 86), row('Aveiro', '2.00', '0.8', 72)]
    const [first, , last] = linesOf(rows.flat())
    expect(first?.text).toBe('Leixoes\t1.99\t0.4')
    expect(last?.text).toBe('Aveiro\t2.00\t0.8')
    expect(linesOf(rows.slice(0, 1).flat())[0]?.text).toBe('Leixoes 1.99 0.4')
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

describe('a line that is read from the right', () => {
  /** Pieces that stand beside one another from the left, ten points for a letter. */
  function drawn(words: readonly string[]) {
    let x = 0
    return words.map((text) => {
      const piece = { text, x, y: 700, width: text.length * 10, size: 12, endsLine: false }
      x += piece.width
      return piece
    })
  }
  const read = (words: readonly string[]) => linesOf(drawn(words)).map(({ text }) => text)

  it('is so however its letters were drawn', () => {
    const letters = ['.', 'ارب', 'ﻮ', 'ﻗ', ' ', 'ﺔ', 'ﺛ', 'ﻼ', 'ﺛ']
    expect(read(letters)).toEqual(['ثلاثة قوارب.'])
    expect(linesOf(drawn(letters).toReversed()).map(({ text }) => text)).toEqual(['ثلاثة قوارب.'])
  })

  it('keeps numbers and Latin words in their order, with its brackets the right way round', () => {
    expect(read([',', '(', '2026', ')', ' ', 'בלבד', ' ', 'אחד'])).toEqual(['אחד בלבד (2026),'])
    expect(read(['חופשית', ' ', 'Open', ' ', 'Source', ' ', 'תוכנת'])).toEqual(['תוכנת Open Source חופשית'])
  })

  it('that is one piece is in order already, and a Latin line stays', () => {
    expect(read(['نص باللغة'])).toEqual(['نص باللغة'])
    expect(read(['A line (of 3).'])).toEqual(['A line (of 3).'])
    expect(read(['The word ', 'שלום', ' means peace.'])).toEqual(['The word שלום means peace.'])
  })
})

describe('code', () => {
  /** Lines in letters of six points each, at a distance of twelve. */
  const typed = (lines: readonly string[], top: number) =>
    lines.flatMap((line, index) => {
      const indent = line.length - line.trimStart().length
      const text = line.trimStart()
      const place = { x: 60 + indent * 6, y: top - index * 12, width: text.length * 6 }
      return text === '' ? [] : [{ ...place, text, size: 10, endsLine: true, fixed: true }]
    })
  const prose = (text: string, y: number) => ({ text, x: 60, y, width: text.length * 5, size: 10, endsLine: true })
  const write = (pieces: Parameters<typeof linesOf>[0]) => {
    const lines = linesOf(pieces)
    return pageText(lines, habitsOf([lines]))
  }

  it('keeps its lines, its indentation and its empty lines', () => {
    const code = ['if open:', '    close()', '', '    # done', 'else:', '    wait(1)']
    const before = [
      'A gate is told to close like this,',
      'and to wait for a while if it is',
      'not open at the time of asking:',
    ]
    const after = [
      'After that the water rises in the',
      'lock, and nobody has to do a thing',
      'until the keeper comes back again.',
    ]
    const pieces = [
      ...before.map((text, index) => prose(text, 700 - index * 12)),
      ...typed(code, 650),
      ...after.map((text, index) => prose(text, 550 - index * 12)),
    ]
    expect(write(pieces)).toContain(`asking:\n\n\`\`\`\n${code.join('\n')}\n\`\`\`\n\nAfter that`)
  })

  it('is none where everything was typed', () => {
    const letter = [
      'Dear Sir, I write to you on the machine',
      'that you sold me, which has no letter y',
      'any more, and hardly a comma.',
    ]
    expect(write(typed(letter, 700))).not.toContain('```')
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

  it('loses heads, feet and numbers that repeat on its pages, and says so', async () => {
    const page = (number: number) => [
      { text: 'Harbour Notes, volume 7', y: 810, size: 9 },
      { text: `Of gate number ${number} there is this to tell.`, y: 700 },
      { text: `And ${['a', 'b', 'c', 'd'][number - 1]} closes in the evening.`, y: 650 },
      { text: `${number}`, y: 40, size: 9 },
    ]
    const snapshot = await readPdf(pdfFile([1, 2, 3, 4].map(page)), facts, options())
    expect(snapshot.text).not.toContain('Harbour Notes')
    expect(snapshot.text).not.toMatch(/^\d$/m)
    for (const number of [1, 2, 3, 4]) expect(snapshot.text).toContain(`gate number ${number} there`)
    expect(snapshot.hiddenText?.split('\n').slice(0, 2)).toEqual(['Harbour Notes, volume 7', '1'])
    expect(snapshot.hiddenCharacters).toBe(4 * ('HarbourNotes,volume7'.length + 1))
  })

  it('keeps the first lines of two pages that begin alike', async () => {
    const alike = [
      { text: 'Agenda', y: 800 },
      { text: 'Words of the day.', y: 760 },
    ]
    const snapshot = await readPdf(pdfFile([alike, alike]), facts, options())
    expect(snapshot.text.match(/Agenda/g)).toHaveLength(2)
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
    await expect(readPdf(pdfFile([[], []]), facts, options())).rejects.toMatchObject({
      message: expect.stringMatching(/pictures of pages and no text/),
      info: { retryable: false },
    })
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
    vi.stubGlobal('fetch', async () => new Response(await packedCharacterMaps()))
    const { text } = await readPdf(japanesePdf('93FA967B8CEA82CC95B68FCD'), facts, options())
    expect(text).toBe('## Page 1\n\n日本語の文章')
  })

  it('from a tab without a title has its own', async () => {
    const pdf = pdfFile([[{ text: 'Some words', y: 700 }]], { title: 'On Margins' })
    const { title } = await readPdf(pdf, { title: '', url: 'https://books.example/a.pdf' }, options())
    expect(title).toBe('On Margins')
  })
})
