import * as v from 'valibot'
import { attachmentKinds, imageTypes, type Attachment } from '../chat/attachment'
import { errorKinds, type ErrorInfo } from '../chat/chat-error'
import { mostCompared } from '../chat/comparison'
import { readings, settled, type SectionState } from '../chat/coverage'
import type { Interruption, Message, MessageStatus } from '../chat/message'
import type { FinishReason, UnifiedFinishReason } from '../chat/stream-event'
import { importLimits } from './import-limits'

/** Records as a file may bring them. Whoever adds a field to a record learns here, from the compiler, that it is read. */

const names = <Name extends string>(all: Record<Name, true>) => v.picklist(Object.keys(all) as Name[])
const text = (most: number) => v.pipe(v.string(), v.maxLength(most))
const name = text(2_000)
const identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const number = v.pipe(v.number(), v.finite())
const amount = v.pipe(number, v.minValue(0))
/** The latest moment that a date can hold. */
const moment = v.pipe(amount, v.maxValue(8.64e15))

const errorInfo: v.GenericSchema<unknown, ErrorInfo> = v.object({
  kind: v.picklist(errorKinds),
  message: name,
  detail: v.exactOptional(name),
  status: v.exactOptional(number),
  requestId: v.exactOptional(name),
  retryAfterMs: v.exactOptional(amount),
  retryable: v.exactOptional(v.boolean()),
  providerId: v.exactOptional(identifier),
  presetId: v.exactOptional(identifier),
  // Not `originPattern`: its button would ask the browser for whatever host a file names.
  webPage: v.exactOptional(v.literal(true)),
})

const finishReason: v.GenericSchema<unknown, FinishReason> = v.object({
  unified: names<UnifiedFinishReason>({
    stop: true,
    length: true,
    'content-filter': true,
    'tool-calls': true,
    error: true,
    other: true,
  }),
  raw: v.exactOptional(name),
})

const retriedFailure = v.object({
  kind: v.picklist(errorKinds),
  message: name,
  status: v.exactOptional(number),
  requestId: v.exactOptional(name),
  atMs: amount,
})

const character = v.pipe(number, v.integer(), v.minValue(0))

const coveredSection = v.object({
  attachmentId: identifier,
  from: character,
  to: character,
  title: name,
  tokens: amount,
  state: names<SectionState>({ waiting: true, reading: true, read: true, failed: true, 'left-out': true }),
  error: v.exactOptional(v.object({ kind: v.picklist(errorKinds), message: name })),
})

type OptionalFields<One> = { [Name in keyof One as object extends Pick<One, Name> ? Name : never]-?: One[Name] }
type Schemas<Fields> = { [Name in keyof Fields]: v.GenericSchema<unknown, Fields[Name]> }

/** What a message can do without: one that is damaged costs only itself. */
const messageExtras: Schemas<Omit<OptionalFields<Message>, 'pause' | 'deleted'>> = {
  action: identifier,
  comparison: v.object({
    answerIds: v.pipe(v.array(identifier), v.maxLength(mostCompared)),
    decided: v.exactOptional(v.literal(true)),
  }),
  presetId: identifier,
  providerId: identifier,
  model: name,
  answeredBy: name,
  author: v.object({ presetName: name, providerName: name }),
  fallbacks: v.pipe(
    v.array(v.object({ presetName: name, providerId: identifier, providerName: name, error: errorInfo })),
    v.maxLength(20),
  ),
  usage: v.object({
    inputTokens: v.exactOptional(amount),
    outputTokens: v.exactOptional(amount),
    cachedInputTokens: v.exactOptional(amount),
    cacheWriteInputTokens: v.exactOptional(amount),
    reasoningTokens: v.exactOptional(amount),
    costUsd: v.exactOptional(amount),
  }),
  cost: v.object({ usd: amount, source: v.picklist(['reported', 'own-prices', 'listed-prices']) }),
  finishReason,
  coverage: v.pipe(
    v.object({
      reading: v.picklist(readings),
      sections: v.pipe(v.array(coveredSection), v.maxLength(10_000)),
      combining: v.exactOptional(v.literal(true)),
      outdated: v.exactOptional(v.literal(true)),
    }),
    v.transform(settled),
  ),
  error: errorInfo,
  interruption: names<Interruption>({ worker: true, browser: true, update: true, reload: true, off: true }),
  metrics: v.object({
    headersMs: v.exactOptional(amount),
    firstByteMs: v.exactOptional(amount),
    firstTokenMs: v.exactOptional(amount),
    waitingMs: v.exactOptional(amount),
    pausedMs: v.exactOptional(amount),
    reasoningMs: v.exactOptional(amount),
    writingMs: v.exactOptional(amount),
    durationMs: v.exactOptional(amount),
    generatingMs: v.exactOptional(amount),
    longestSilenceMs: v.exactOptional(amount),
    longestByteSilenceMs: v.exactOptional(amount),
    deltas: v.exactOptional(amount),
    bytes: v.exactOptional(amount),
    pauses: v.exactOptional(amount),
    retries: v.exactOptional(v.pipe(v.array(retriedFailure), v.maxLength(100))),
    continuations: v.exactOptional(amount),
  }),
}

const messageCore = v.object({
  id: identifier,
  parentId: v.nullable(identifier),
  role: v.picklist(['user', 'assistant']),
  parts: v.pipe(
    v.array(v.object({ type: v.picklist(['text', 'reasoning']), text: text(importLimits.messageCharacters) })),
    v.maxLength(10_000),
  ),
  status: v.pipe(
    names<MessageStatus>({ streaming: true, complete: true, stopped: true, interrupted: true, failed: true }),
    // Nobody writes it any more.
    v.transform((status) => (status === 'streaming' ? 'interrupted' : status)),
  ),
  createdAt: moment,
  attachmentIds: v.pipe(v.array(identifier), v.maxLength(200)),
})

/** A message of a file; which conversation it belongs to is said by its place. */
export const messageSchema = v.pipe(
  v.looseObject({}),
  v.transform((raw) => ({ raw, core: raw })),
  v.object({ raw: v.looseObject({}), core: messageCore }),
  v.transform(({ raw, core }): Omit<Message, 'conversationId'> => ({ ...core, ...goodExtras(messageExtras, raw) })),
)

/** Tabs and fields are those of one browser, and an earlier snapshot need not have come along. */
const attachmentExtras: Schemas<Omit<OptionalFields<Attachment>, 'tabId' | 'field' | 'earlierId'>> = {
  language: text(100),
  context: v.object({ heading: v.exactOptional(text(100_000)), paragraph: v.exactOptional(text(100_000)) }),
  omittedCharacters: amount,
  hiddenCharacters: amount,
  hiddenText: text(100_000),
  cuts: v.pipe(v.array(v.object({ from: character, to: character })), v.maxLength(5_000)),
  places: v.pipe(
    v.array(
      v.union([
        v.object({ from: character, page: v.pipe(number, v.integer(), v.minValue(1)) }),
        v.object({ from: character, seconds: amount }),
      ]),
    ),
    v.maxLength(20_000),
  ),
  image: v.object({
    mediaType: v.picklist(imageTypes),
    data: v.pipe(text(importLimits.imageCharacters), v.base64()),
    width: v.pipe(number, v.integer(), v.minValue(1)),
    height: v.pipe(number, v.integer(), v.minValue(1)),
  }),
  scope: v.literal('visible'),
  icon: v.pipe(text(50_000), v.startsWith('data:image/')),
  leftOut: v.literal(true),
}

const attachmentCore = v.object({
  id: identifier,
  kind: v.picklist(attachmentKinds),
  // What is shown as a source can be clicked: an address that runs something is none.
  url: v.pipe(
    text(10_000),
    v.transform((url) => (/^(https?|file|ftp|about|chrome|view-source):/i.test(url) ? url : '')),
  ),
  title: name,
  capturedAt: moment,
  text: text(importLimits.attachmentCharacters),
  hash: text(200),
})

export const attachmentSchema = v.pipe(
  v.looseObject({}),
  v.transform((raw) => ({ raw, core: raw })),
  v.object({ raw: v.looseObject({}), core: attachmentCore }),
  v.transform(({ raw, core }): Attachment => ({ ...core, ...goodExtras(attachmentExtras, raw) })),
  v.check(({ text: words, image, leftOut }) => words !== '' || !!image || !!leftOut, 'There is nothing in it.'),
)

export const conversationSchema = v.object({
  id: identifier,
  title: v.string(),
  createdAt: moment,
  updatedAt: moment,
  leafId: v.nullable(identifier),
  // Damaged, it costs only itself.
  ends: v.exactOptional(v.fallback(v.pipe(v.array(identifier), v.maxLength(1_000)), [])),
  pinnedAt: v.exactOptional(v.fallback(moment, 0)),
  namedBy: v.exactOptional(v.fallback(v.picklist(['reader', 'model']), 'reader')),
})

/** The name of a folder, or nothing where it is none. */
export const folderSchema = v.exactOptional(v.fallback(v.pipe(v.string(), v.trim(), v.maxLength(100)), ''), '')

function goodExtras<Fields>(schemas: Schemas<Fields>, raw: object): Partial<Fields> {
  const fields = Object.entries<v.GenericSchema>(schemas).flatMap(([field, schema]) => {
    if (!Object.hasOwn(raw, field)) return []
    const result = v.safeParse(schema, (raw as Record<string, unknown>)[field])
    return result.success ? [[field, result.output] as const] : []
  })
  return Object.fromEntries(fields) as Partial<Fields>
}
