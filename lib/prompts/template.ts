import { attachmentNouns, type Attachment, type AttachmentKind } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import type { QuickAction } from '../chat/quick-action'
import { parseTemplate, variablesIn, type TemplateVariable } from '../chat/template'

/** What stands for each variable. Looked up once: braces in a value stay braces. */
export type TemplateValues = Record<TemplateVariable, string>

/** What an action is about, and what the reader said with it. */
export type ActionSubject = {
  /** What travels with the question, in order, without what was copied. */
  attachments: readonly Pick<Attachment, 'kind' | 'title' | 'url'>[]
  /** It was started on a link. */
  isLink?: boolean
  /** The page at hand, for an action that takes nothing along. */
  page?: { title?: string | undefined; url?: string | undefined }
  /** Behind the `/name`; empty when there are none. */
  words: string
  /** BCP 47 tag of the language to translate into. */
  languageTag: string
  /** Milliseconds since the epoch. */
  now: number
}

/** Characters of a page's own title and address that may stand in a question. */
const longestTitle = 200
const longestAddress = 1_000

/**
 * A template with its values.
 * @throws {ChatError} `bad-request` for a template that could not be saved today.
 */
export function fillTemplate(template: string, values: TemplateValues): string {
  const { pieces, problems } = parseTemplate(template)
  const [problem] = problems
  if (problem) throw new ChatError('bad-request', `This quick action cannot be used as it is. ${problem.message}`)
  return pieces
    .map((piece) => ('text' in piece ? piece.text : values[piece.variable]))
    .join('')
    .trim()
}

/**
 * The question that an action asks. What was read is named in words, and travels as an attachment: there it is marked as
 * material, can be looked at and trimmed, and quotes of it are found again.
 * @throws {ChatError} as `fillTemplate`.
 */
export function actionQuestion({ template }: Pick<QuickAction, 'template'>, subject: ActionSubject): string {
  const { attachments, isLink = false, page = {}, words, languageTag, now } = subject
  const used = variablesIn(template)
  const [first] = attachments
  const kinds = attachments.map(({ kind }) => kind)
  // Beside a page that is named by itself, the rest is what it is about.
  const parts = used.has('page') ? kinds.filter((kind) => !isWhole(kind)) : []
  const { language, rest } = used.has('language') && !used.has('input') ? languageIn(words) : { rest: words.trim() }
  const question = fillTemplate(template, {
    selection: isLink ? 'the link' : subjectWords(parts.length > 0 ? parts : kinds),
    page: pageWords(kinds),
    title: oneLine(first?.title ?? page.title ?? '', longestTitle),
    url: oneLine(first?.url ?? page.url ?? '', longestAddress),
    language: language ?? languageName(languageTag),
    date: new Intl.DateTimeFormat('en', { dateStyle: 'full' }).format(now),
    clipboard: 'the text from the clipboard',
    input: rest,
  })
  // Words that have no place of their own follow, so that none is lost.
  return used.has('input') || rest === '' ? question : `${question}\n\n${rest}`
}

/** `the selected text`, or what else it is that is attached. */
function subjectWords(kinds: readonly AttachmentKind[]): string {
  const [kind] = kinds
  if (kind === undefined) return 'the text'
  if (kinds.every((one) => one === 'selection')) return kinds.length > 1 ? 'the selected texts' : 'the selected text'
  return kinds.length > 1 ? 'what is attached' : `the ${attachmentNouns[kind]}`
}

function pageWords(kinds: readonly AttachmentKind[]): string {
  const kind = kinds.find((one) => one === 'page') ?? kinds.find((one) => isWhole(one))
  return `the ${attachmentNouns[kind ?? 'page']}`
}

/** Whether an attachment of this kind is all of a page. */
export function isWhole(kind: AttachmentKind): boolean {
  return ['page', 'pdf', 'transcript'].includes(kind)
}

/** A title stands outside of the envelope: it gets no line of its own there, and no room for a speech. */
function oneLine(text: string, most: number): string {
  const flat = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return flat.length > most ? `${flat.slice(0, most)}…` : flat
}

/** `to French` and `French` name a language; whatever else was said stays. */
function languageIn(words: string): { language?: string; rest: string } {
  const said = words.trim()
  const into = /^(?:in)?to\s+(\S.*)$/is.exec(said)?.[1]
  if (into !== undefined) return { language: into.replace(/\.$/, ''), rest: '' }
  const name = said.replace(/^in\s+/i, '')
  return isLanguageName(name) ? { language: name, rest: '' } : { rest: said }
}

const wellKnown =
  'ar bg bn ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv nl no pl pt ro ru sk sl sr sv sw ta th tr uk ur vi zh'

/** In English, or in the language itself. */
function isLanguageName(words: string): boolean {
  const said = words.toLocaleLowerCase()
  return wellKnown.split(' ').some((tag) =>
    ['en', tag].some((display) => {
      const name = new Intl.DisplayNames([display], { type: 'language' }).of(tag)
      return name?.toLocaleLowerCase() === said
    }),
  )
}

/** English, as the questions are; a tag that no list knows stands for itself. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag
  } catch (error) {
    if (error instanceof RangeError) return tag
    throw error
  }
}
