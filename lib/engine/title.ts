import { toErrorInfo, type ErrorInfo } from '../chat/chat-error'
import { titleFrom } from '../chat/conversation'
import { textOf, type Message } from '../chat/message'
import { builtinPreset } from '../chat/preset'
import type { ChatRequest } from '../chat/request'
import { likelyTokens } from '../chat/run-metrics'
import type { RunRecord } from '../chat/run-record'
import { mergeUsage, type Usage } from '../chat/usage'
import { getConversation, nameConversation } from '../db/conversations'
import { getMessage, questionOf } from '../db/messages'
import { getReceipt, saveReceipt } from '../db/receipts'
import { createReceipt } from '../policy/receipt'
import { findPreset } from '../settings/presets'
import { readSettings } from '../settings/settings'
import type { Dispatch } from './dispatch'

/** Characters of the question, and of the answer, that a title is made of. */
const readCharacters = 1_500
/** Characters of a reply after which it is no title. */
const mostCharacters = 400
const longestTitle = 60
/** Nobody waits for a title. */
const limitMs = 60_000
/** Room for a model that thinks first. */
const mostTokens = 400

const instructions =
  'You name conversations. Write a title of at most six words for the one below, in the language of its question. ' +
  'Write the title alone: no quotation marks, no full stop, nothing before or after it.'

export type TitleDependencies = {
  dispatch: Pick<Dispatch, 'chat'>
  saveRun: (run: RunRecord) => Promise<unknown>
  /** Milliseconds since the epoch. */
  now: () => number
}

/**
 * Lets the model that gave the first answer name its conversation, where the reader wishes that. The request stands on that
 * answer's receipt and among the runs; when it fails the first words stay, and the runs tell why.
 */
export async function nameByModel(answerId: string, { dispatch, saveRun, now }: TitleDependencies): Promise<void> {
  const settings = await readSettings()
  if (settings.titles !== 'model') return
  const answer = await getMessage(answerId)
  const preset = answer?.presetId === undefined ? undefined : findPreset(settings, answer.presetId)
  const firstWords = answer && (await unnamedTitle(answer))
  if (!answer || !preset || firstWords === undefined) return
  const { conversationId, providerId = preset.providerId, model = preset.model } = answer
  const asked = { ...preset, providerId, model }
  const receipt = createReceipt(answer, asked, [], await getReceipt(answerId))
  receipt.noted('After the answer, the model was asked for a name of this conversation.')

  const startedAt = now()
  let reply = ''
  let usage: Usage | undefined
  let error: ErrorInfo | undefined
  const saves: Promise<unknown>[] = []
  try {
    const events = dispatch.chat(
      providerId,
      titleRequest(model, await questionOf(answerId), answer),
      AbortSignal.timeout(limitMs),
      { onSend: (sent) => void saves.push(saveReceipt(receipt.sent(sent, now()))) },
    )
    for await (const event of events) {
      if (event.type === 'text-delta') reply += event.text
      if (event.type === 'usage') usage = mergeUsage(usage, event.usage)
      if (reply.length > mostCharacters) break
    }
    const title = cleanTitle(reply)
    if (title !== '') await nameConversation(conversationId, title, firstWords)
    else error = { kind: 'bad-response', message: 'The model gave no name for the conversation.' }
    await Promise.all(saves)
  } catch (cause) {
    error = toErrorInfo(cause)
  }
  await saveRun({
    messageId: `title-${conversationId}`,
    conversationId,
    purpose: 'title',
    startedAt,
    updatedAt: now(),
    status: error ? 'failed' : 'complete',
    phase: 'writing',
    providerId,
    model,
    characters: reply.length,
    likelyTokens: likelyTokens(reply),
    ...(usage?.outputTokens === undefined ? {} : { outputTokens: usage.outputTokens }),
    fallbacks: 0,
    metrics: { durationMs: now() - startedAt },
    ...(error ? { error: { kind: error.kind, message: error.message } } : {}),
  })
}

/** The first words that still stand as the title of a conversation whose first answer this is. */
async function unnamedTitle(answer: Message): Promise<string | undefined> {
  if (answer.role !== 'assistant' || answer.status !== 'complete') return undefined
  if (answer.providerId === builtinPreset.providerId) return undefined
  const question = await questionOf(answer.id)
  const conversation = await getConversation(answer.conversationId)
  if (question.parentId !== null || !conversation || conversation.namedBy !== undefined) return undefined
  const firstWords = titleFrom(textOf(question))
  return conversation.title === firstWords ? firstWords : undefined
}

function titleRequest(model: string, question: Message, answer: Message): ChatRequest {
  const asked = textOf(question).slice(0, readCharacters)
  const text = `Question:\n${asked}\n\nAnswer:\n${textOf(answer).slice(0, readCharacters)}\n\nTitle:`
  return {
    model,
    system: instructions,
    messages: [{ role: 'user', parts: [{ type: 'text', text }] }],
    parameters: { maxOutputTokens: mostTokens },
    question: text,
    documents: [],
  }
}

/** One short line without the ornaments that models put around a title; empty where there is no word in it. */
export function cleanTitle(reply: string): string {
  const lines = reply.replace(/<think>[\s\S]*?(<\/think>|$)/g, '').split('\n')
  const line = lines.map(withoutOrnaments).find((one) => /[\p{L}\p{N}]/u.test(one)) ?? ''
  if (line.length <= longestTitle) return line
  const cut = Array.from(line.slice(0, longestTitle - 1))
    .join('')
    .toWellFormed()
    .replace(/\uFFFD$/, '')
  const space = cut.lastIndexOf(' ')
  return `${(space > longestTitle / 2 ? cut.slice(0, space) : cut).trimEnd()}…`
}

function withoutOrnaments(line: string): string {
  return line
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^#+ /, '')
    .replace(/^[*_"'“”„«»‘’`「『]+|[*_"'“”„«»‘’`」』]+$/g, '')
    .replace(/^(title|titel|titre|título)\s*[:：]\s*/i, '')
    .replace(/^[*_"'“”„«»‘’`「『]+|[*_"'“”„«»‘’`」』]+$/g, '')
    .replace(/[.。]$/, '')
    .trim()
}
