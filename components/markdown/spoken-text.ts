import type { SpokenBlock } from '../../lib/panel/utterances'
import { counted } from '../chat/measure-words'
import { writeMarkdown, type Writer } from './write-markdown'

/** Begins a block in our own words. */
const ourWords = '\uE002'

/**
 * What is said when a Markdown text is read aloud: its words, block by block. Code and tables are named, since nobody
 * understands them letter by letter; addresses are left out.
 */
export function spokenText(markdown: string): SpokenBlock[] {
  const lines = writeMarkdown(markdown.replaceAll(ourWords, ''), writer).split('\n')
  return lines
    .map((line) => ({ words: line.replace(ourWords, '').trim(), ours: line.startsWith(ourWords) }))
    .filter(({ words }) => words !== '')
}

const asItIs = (text: string): string => text
const named = (words: string): string => `\n${ourWords}${words}\n`

const writer: Writer = {
  words: (text) => text.replace(/\s+/g, ' '),
  code: (text) => text.replace(/\s+/g, ' '),
  // Short ones are read; nobody understands the source of others.
  formula: ({ tex, display }) =>
    display ? named('A formula.') : /^[\p{L}\p{N}\s=+.,]{1,30}$/u.test(tex) ? tex : 'formula',
  lineBreak: () => '\n',
  formatted: (_kind, inner) => inner,
  // An address that stands for itself is spelled for minutes: its host is enough.
  link: (inner, address, target) => (address && inner === target ? address.host : inner),
  image: (name) => name,
  task: (done) => (done ? named('Done:') : named('To do:')),
  footnoteMark: () => '',
  paragraph: asItIs,
  heading: (_level, inner) => inner,
  line: asItIs,
  quote: asItIs,
  codeBlock: (code, info) => {
    const [language] = info.split(/\s/, 1)
    return named(`Code${language ? ` in ${language}` : ''}, ${counted(code.split('\n').length, 'line')}.`)
  },
  rule: () => '',
  list: (items, start) =>
    items.map((item, index) => (start === undefined ? item : `${start + index}: ${item}`)).join('\n'),
  table: (header, rows) => named(`A table of ${counted(header.length, 'column')} and ${counted(rows.length, 'row')}.`),
  footnote: (_label, inner) => inner,
  blocks: (blocks) => blocks.join('\n'),
}
