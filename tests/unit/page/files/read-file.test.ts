import { describe, expect, it } from 'vitest'
import { readFile } from '../../../../lib/page/files/read-file'
import { docxFile, docxParagraph, zipFile } from '../../../helpers/docx-file'
import { linesOfPage, pdfFile } from '../../../helpers/pdf-file'

const options = {
  signal: new AbortController().signal,
  askPassword: () => Promise.resolve(null),
  onProgress: () => undefined,
}

const read = (content: BlobPart, name: string, type = '') => readFile(new File([content], name, { type }), options)

describe('a file', () => {
  it('of text or markdown is taken as it is, under its name', async () => {
    const snapshot = await read('# Margins\r\n\r\nA *note*.\r\n', 'notes.md')
    expect(snapshot).toMatchObject({ kind: 'file', title: 'notes.md', url: '', text: '# Margins\n\nA *note*.' })
    expect((await read('plain', 'README')).text).toBe('plain')
  })

  it.each([
    ['UTF-8 with a mark', [0xef, 0xbb, 0xbf, 0x67, 0xc3, 0xbc]],
    ['UTF-16 of Windows', [0xff, 0xfe, 0x67, 0x00, 0xfc, 0x00]],
    ['UTF-16 the other way round', [0xfe, 0xff, 0x00, 0x67, 0x00, 0xfc]],
    ['UTF-8', [0x67, 0xc3, 0xbc]],
    ['windows-1252', [0x67, 0xfc]],
  ])('in %s is read right', async (_name, bytes) => {
    expect((await read(new Uint8Array(bytes), 'a.txt')).text).toBe('gü')
  })

  it('of code or JSON is a block in its language', async () => {
    expect((await read('print("a")\n', 'a.py')).text).toBe('```python\nprint("a")\n```')
    expect((await read('{"a": 1}', 'data', 'application/json')).text).toBe('```json\n{"a": 1}\n```')
    expect((await read('Use ```\nfences\n```', 'odd.js')).text).toBe('````js\nUse ```\nfences\n```\n````')
  })

  it('of values is a table when it is small, and text when it is not', async () => {
    const csv = 'Name,Says\r\nAnna,"a, b"\r\nBert,"x | ""y"""\r\n'
    expect((await read(csv, 'a.csv')).text).toBe(
      '| Name | Says |\n| --- | --- |\n| Anna | a, b |\n| Bert | x \\| "y" |',
    )
    expect((await read('Wort;Zahl\neins;1,5', 'a.csv')).text).toBe('| Wort | Zahl |\n| --- | --- |\n| eins | 1,5 |')
    expect((await read('a\tb\n1\t2', 'a.tsv')).text).toContain('| 1 | 2 |')
    const long = Array.from({ length: 2_000 }, (_row, index) => `${index},x`).join('\n')
    expect((await read(long, 'a.csv')).text).toBe(`\`\`\`csv\n${long}\n\`\`\``)
  })

  it('loses what cannot be seen', async () => {
    expect((await read('be\u200bfore\u{e0041}\u{e0042} after', 'a.txt')).text).toBe('before after')
  })

  it('that is a PDF by its content is read as one, whatever its name', async () => {
    const snapshot = await read(pdfFile([linesOfPage(['Some words'])]), 'scan.txt')
    expect(snapshot).toMatchObject({ kind: 'pdf', title: 'scan.txt', places: [{ from: 0, page: 1 }] })
  })

  it.each([
    ['a program', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 1]), 'tool', /“tool”.*none of what Gloss reads/],
    [
      'noise',
      Uint8Array.from({ length: 400 }, (_byte, index) => (index % 31) + 1),
      'x.dat',
      /none of what Gloss reads/,
    ],
    ['a sheet', zipFile({ a: 'b' }), 'sums.xlsx', /“sums.xlsx”.*as CSV/],
    ['an archive', zipFile({ a: 'b' }), 'all.zip', /Unpack it/],
    ['a Word file that is none', zipFile({ a: 'b' }), 'a.docx', /no Word document/],
    ['a broken package', new TextEncoder().encode('PK\u0003\u0004 and no more'), 'a.docx', /damaged/],
    ['a damaged PDF', '%PDF-1.7 and no more', 'a.pdf', /“a.pdf”.*damaged/],
    ['nothing', '', 'a.txt', /empty/],
    ['blanks', ' \n ', 'a.txt', /no text/],
  ])('that is %s is refused in a sentence that names it', async (_what, content, name, sentence) => {
    await expect(read(content, name)).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringMatching(sentence),
    })
  })

  it('that is too large is refused before it is read', async () => {
    const file = new File(['x'], 'big.log')
    Object.defineProperty(file, 'size', { value: 30_000_000 })
    await expect(readFile(file, options)).rejects.toMatchObject({
      kind: 'bad-request',
      message: expect.stringMatching(/30 MB/),
    })
  })
})

describe('a Word document', () => {
  it('keeps headings, lists, tables, links and notes', async () => {
    const item = (text: string, level: number) =>
      docxParagraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="5"/></w:numPr>`)
    const cell = (text: string) => `<w:tc>${docxParagraph(text)}</w:tc>`
    const body = [
      docxParagraph('On margins', '<w:pStyle w:val="berschrift1"/>'),
      '<w:p><w:r><w:t>See </w:t></w:r><w:hyperlink r:id="rId7"><w:r><w:t>this</w:t></w:r></w:hyperlink>',
      '<w:r><w:t> &amp; that</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
      docxParagraph('A part', '<w:pStyle w:val="Sub"/>'),
      item('first', 0),
      item('below', 1),
      item('second', 0),
      `<w:tbl><w:tr>${cell('Year')}${cell('Books')}</w:tr><w:tr>${cell('1450')}${cell('a|b')}</w:tr></w:tbl>`,
    ]
    const footnotes = `<w:footnotes><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>
      <w:footnote w:id="2">${docxParagraph('A note.')}</w:footnote></w:footnotes>`
    const { text, kind, title } = await read(
      docxFile(body.join(''), { 'word/footnotes.xml': footnotes }),
      'margins.docx',
    )
    expect([kind, title]).toEqual(['file', 'margins.docx'])
    expect(text).toBe(
      [
        '# On margins',
        'See [this](https://example.com/a%28b%29) & that[^2]',
        '### A part',
        '1. first\n   - below\n2. second',
        '| Year | Books |\n| --- | --- |\n| 1450 | a\\|b |',
        '[^2]: A note.',
      ].join('\n\n'),
    )
  })

  it('leaves out what was deleted and what nobody can see, and counts the latter', async () => {
    const run = (text: string, properties: string) => `<w:r><w:rPr>${properties}</w:rPr><w:t>${text}</w:t></w:r>`
    const body = `<w:p>${run('seen ', '')}<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>${run(
      'secret order',
      '<w:vanish/>',
    )}${run('white', '<w:color w:val="FFFFFF"/>')}${run('tiny', '<w:sz w:val="2"/>')}<w:ins>${run('new', '')}</w:ins></w:p>`
    const snapshot = await read(docxFile(body), 'a.docx')
    expect(snapshot.text).toBe('seen new')
    expect(snapshot.hiddenCharacters).toBe('secretorderwhitetiny'.length)
    expect(snapshot.hiddenText).toBe('secret order white tiny')
  })

  it('is not fooled by entities that grow or elements that nest without end', async () => {
    const deep = '<w:sdt><w:sdtContent>'.repeat(5_000)
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa">]>${docxParagraph('&a;&a; kept')}`
    expect((await read(docxFile(`${bomb}${deep}`), 'a.docx')).text).toContain('&a;&a; kept')
  })
})
