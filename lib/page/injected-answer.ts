import * as v from 'valibot'
import { ChatError } from '../chat/chat-error'
import { fieldKinds } from '../chat/write-back'
import { caps, type FoundField, type PageContent, type SelectionContent } from './page-content'
import { unreadable } from './read-failure'

/** Markdown and its escapes may outgrow the cap a little; what is far beyond it did not come from our script. */
const slack = 64
const short = (cap: number) => v.pipe(v.string(), v.maxLength(cap + slack))
const count = v.pipe(v.number(), v.integer(), v.minValue(0))

const common = {
  url: short(caps.url),
  title: short(caps.title),
  language: v.exactOptional(short(caps.language)),
  omittedCharacters: v.exactOptional(count),
  hiddenCharacters: v.exactOptional(count),
  hiddenText: v.exactOptional(short(caps.hiddenText)),
}

const pageContent: v.GenericSchema<unknown, PageContent> = v.object({
  ...common,
  text: short(caps.pageText),
  icon: v.exactOptional(v.pipe(short(caps.icon), v.startsWith('data:image/'))),
})

const field: v.GenericSchema<unknown, FoundField> = v.object({
  kind: v.picklist(fieldKinds),
  token: short(36),
  path: v.pipe(v.array(v.pipe(v.array(count), v.maxLength(1_000))), v.maxLength(100)),
  signature: short(300),
  start: count,
  text: short(caps.selectionText),
  before: short(80),
  after: short(80),
})

const selectionContent: v.GenericSchema<unknown, SelectionContent> = v.object({
  ...common,
  text: short(caps.selectionText),
  plain: short(caps.plain),
  context: v.object({
    heading: v.exactOptional(short(caps.heading)),
    paragraph: v.exactOptional(short(caps.paragraph)),
  }),
  field: v.exactOptional(field),
})

const refusal = v.object({
  ok: v.literal(false),
  reason: v.picklist(['pdf', 'empty', 'nothing-selected', 'failed']),
  message: v.string(),
})

/** The page's answer, believed only as far as its shape. @throws {ChatError} the refusal it holds, or `bad-response`. */
export const parsePageAnswer = (answer: unknown): PageContent => parseAnswer(answer, pageContent)
export const parseSelectionAnswer = (answer: unknown): SelectionContent => parseAnswer(answer, selectionContent)

function parseAnswer<Value>(answer: unknown, schema: v.GenericSchema<unknown, Value>): Value {
  const refused = v.safeParse(refusal, answer)
  if (refused.success) throw unreadable(refused.output.reason, refused.output.message)
  const accepted = v.safeParse(v.object({ ok: v.literal(true), value: schema }), answer)
  if (accepted.success) return accepted.output.value
  throw new ChatError('bad-response', 'The page gave an answer that Gloss does not understand.')
}
