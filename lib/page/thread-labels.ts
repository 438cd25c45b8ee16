import { linesOf, wordsOf, type Line } from './text-lines'
import { readsLikeProse } from './text-weights'
import { alike, isSign } from './thread-posts'

/** A count and what is counted, in characters. */
const longestCount = 30
/** A place or a rank behind its label may be longer. In characters. */
const longestValue = 60
/** A label that stands in fewer posts than this share of the commonest one is somebody's own. */
const leastShare = 0.25
const longestLine = 90
const longestSignature = 300

const year = /(19|20)\d\d/
const timeOfDay = /\d:\d\d/
const countAlone = /^\d[\d.,\s]*$/
const elapsed = /(^| )(ago|vor \d.*|il y a \d.*|hace \d.*|há \d.*|\d.* fa|geleden|sedan|temu|назад)$|[前전]$/
const labelled = /^(\p{L}[^:：\d]{0,24})[:：] ?(.*)$/u
/** Who speaks, and when. */
const telling = new RegExp(
  `^(${[
    '((re)?posted|written|sent|submitted|asked|answered|replied|created|published|said|message|post|reply|answer|comment)?( ?(by|on|at|from))?|author|poster|name|user|username|nickname|date|time|when',
    '(geschrieben|verfasst|erstellt|gesendet|beitrag)?( ?(von|am|um))?|autor|autorin|verfasser|verfasserin|benutzer|benutzername|datum|uhrzeit|zeit',
    '(posté|publié|écrit|envoyé)?( ?(par|le))?|de|auteur|autrice|pseudo|nom',
    '(publicado|enviado|escrito|postado)?( ?(por|el|em))?|autora?|usuario|usuário|nombre|nome|fecha|data|hora',
    '(scritto|inviato|pubblicato)?( ?(da|il))?|autore|utente|(geplaatst|geschreven)?( ?(door|op))?|naam|(skrivet|skickat|publicerad)?( ?av)?|namn|(napisan[yo]|wysłan[yo]|dodan[yo])?( ?przez)?|użytkownik',
    'автор|от|имя|дата|время|добавлено|написано|отправлено|投稿者|投稿日時?|名前|日時|作者|发表于|發表於|发布于|时间|時間|작성자|작성일|이름|الكاتب|كتب|التاريخ|מאת|נכתב|תאריך',
  ].join('|')})$`,
)
/** Stands above a quotation. */
const speaking =
  /(^| )(wrote|said|writes|says|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał(a|\(a\))?|писала?|написала?)$/

/**
 * Takes out of a discussion what each post tells again of its author or counts of itself: labels that recur beside
 * what is said, with their values. Who speaks and when stays.
 */
export function removeRepeatedLabels(root: HTMLElement): void {
  const lines = linesOf(root)
  removeSignatures(lines)
  removeRepeatedRows(lines)
  const said = saidAmong(lines, root)
  const beside = lines.filter(({ block }) => !said(block))
  const pieces = piecesOf(beside)
  const isTime = ({ texts }: Line) => timeOfDay.test(wordsOf(texts).slice(0, longestLine))
  const times = root.querySelectorAll('time').length + lines.filter(isTime).length
  const groups = alike(pieces, labelKind)
  const commonest = Math.max(...groups.map((group) => group.length))
  for (const group of groups) {
    if (group.length < commonest * leastShare) continue
    // A date may be all that tells when something was said.
    if (times < group.length && group.some(isDated)) continue
    for (const text of group.flat()) text.remove()
  }
}

/** What an author says below each post, under a rule of its own. */
function removeSignatures(lines: readonly Line[]): void {
  for (const [index, { block, texts }] of lines.entries()) {
    if (!/^(_{5,}|--)$/.test(wordsOf(texts))) continue
    let end = index + 1
    const below: Text[] = []
    for (let line = lines[end]; line?.block === block; line = lines[end]) {
      below.push(...line.texts)
      end += 1
    }
    const next = lines[end]
    const isLast = next === undefined || !block.contains(next.block)
    if (isLast && wordsOf(below).length <= longestSignature) for (const text of [...texts, ...below]) text.remove()
  }
}

/** Lines of nothing but the same links to other places: two are enough to tell that they are buttons. */
function removeRepeatedRows(lines: readonly Line[]): void {
  const rows = lines.filter(({ texts }) => linksOf(texts).size > 1)
  for (const row of alike(rows, ({ texts }) => wordsOf(texts), 2)) {
    const targets = new Set(row.flatMap(({ texts }) => [...linksOf(texts)].map((link) => link.getAttribute('href'))))
    if (targets.size < row.reduce((sum, { texts }) => sum + linksOf(texts).size, 0)) continue
    for (const text of row.flatMap(({ texts }) => texts)) text.remove()
  }
}

/** The links that a line consists of; none where there is anything else. */
function linksOf(texts: readonly Text[]): Set<Element> {
  const links = texts.map((text) => text.parentElement?.closest('a[href]'))
  return new Set(links.every((link) => link !== null && link !== undefined) ? links : [])
}

/** Tells whether a line of a box is what somebody said, as all is that stands among sentences. */
function saidAmong(lines: readonly Line[], root: Element): (block: Element) => boolean {
  const sentences = new Set(lines.filter(isSentence).map(({ block }) => block))
  const around = new Set<Element>([root])
  for (const block of sentences) {
    for (let box: Element | null = block; box && !around.has(box); box = box.parentElement) around.add(box)
  }
  // Beside paragraphs stand an author's own lists.
  const plain = new Set<Element | null>([...sentences].filter(isPlain).map((paragraph) => paragraph.parentElement))
  return (block) => {
    if (sentences.has(block) || plain.has(block)) return true
    const paragraph = block.closest('p, pre, blockquote, h1, h2, h3')
    if (paragraph) return !isByline(paragraph)
    let box = block
    while (box.parentElement && !around.has(box.parentElement)) box = box.parentElement
    return !hasClass(box) && plain.has(box.parentElement)
  }
}

/** Names, times and what has a label make none, however many stand in a line. */
function isSentence({ texts }: Line): boolean {
  const own = texts.filter((text) => !text.parentElement?.closest('a, time') && !isLabelled(text))
  return readsLikeProse(wordsOf(own).replace(/\s+/g, ''))
}

const isPlain = (box: Element): boolean => /^(p|div)$/.test(box.localName) && !hasClass(box)

const hasClass = (box: Element): boolean => /\S/.test(box.getAttribute('class') ?? '')

const isByline = (paragraph: Element): boolean =>
  paragraph.localName === 'p' &&
  (paragraph.querySelector('time') !== null || [...paragraph.querySelectorAll('[class]')].some(isSign))

/** Texts, each label in an element or a cell of its own together with what stands behind it. */
function piecesOf(lines: readonly Line[]): Text[][] {
  const pieces: Text[][] = []
  let label: Line | undefined
  for (const line of lines) {
    const isValue = label !== undefined && label.block.nextElementSibling === line.block
    if (label && isValue && /^(dd|td)$/.test(line.block.localName) && !line.texts.some(isLabelled)) {
      pieces.pop()
      pieces.push([...label.texts, ...line.texts])
      label = undefined
      continue
    }
    label = isLabelCell(line) ? line : undefined
    if (label) pieces.push(label.texts)
    else pieces.push(...inLine(line.texts))
  }
  return pieces
}

/** A name in such a cell is linked. */
const isLabelCell = ({ block, texts }: Line): boolean =>
  /^(dt|th)$/.test(block.localName) && block.querySelector('a') === null && wordsOf(texts).length <= longestCount

/** A label at the beginning of more is a sentence. */
const isLabelled = (text: Text): boolean => {
  const [, label, value] = labelled.exec(wordsOf([text])) ?? []
  return label !== undefined && value !== undefined && value.length <= longestValue
}

function inLine(texts: readonly Text[]): Text[][] {
  const pieces: Text[][] = []
  for (const text of texts) {
    const before = pieces.at(-1)
    if (before?.length === 1 && /[:：]$/.test(wordsOf(before)) && !isLabelled(text)) before.push(text)
    else pieces.push([text])
  }
  return pieces
}

/** Label and value, where there is a label. */
function split(texts: readonly Text[]): { label: string; value: string } | undefined {
  const [first, ...rest] = texts
  const cell = first?.parentElement?.closest('dt, th')
  if (first && cell && rest.length > 0) {
    const isLabel = (text: Text) => cell.contains(text)
    return {
      label: wordsOf(texts.filter(isLabel)).replace(/ ?[:：]$/, ''),
      value: wordsOf(rest.filter((text) => !isLabel(text))),
    }
  }
  const [, label, value] = labelled.exec(wordsOf(texts)) ?? []
  return label === undefined || value === undefined ? undefined : { label: label.trim(), value }
}

function labelKind(texts: readonly Text[]): string {
  const words = wordsOf(texts)
  if (words.length > longestLine || !/\p{L}/u.test(words) || timeOfDay.test(words) || elapsed.test(words)) return ''
  const isIn = (selector: string) => texts.some((text) => text.parentElement?.closest(selector))
  if (isIn('time, code')) return ''
  const { label, value } = split(texts) ?? {}
  if (label !== undefined && value !== undefined) {
    if (value.length > longestValue || telling.test(label) || speaking.test(label)) return ''
    // Names are linked.
    return isIn('a') && !countAlone.test(value) ? '' : `${label}:`
  }
  if (words.length > longestCount || year.test(words) || !/\s.*\d|\d.*\s/.test(words) || isIn('a')) return ''
  return words.replace(/[\d.,]+/g, '#')
}

/** A day; a month alone is never when something was said. */
function isDated(texts: readonly Text[]): boolean {
  const value = split(texts)?.value ?? ''
  return !countAlone.test(value) && year.test(value) && /\d/.test(value.replace(year, ''))
}
