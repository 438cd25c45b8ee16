import { isLoopback } from '../../lib/chat/base-url'
import type { Message } from '../../lib/chat/message'
import { builtinPreset, type Preset } from '../../lib/chat/preset'
import type { ReadingPlan } from '../../lib/chat/reading-plan'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { threadTo } from '../../lib/chat/message'
import type { Settings } from '../../lib/chat/settings'
import { promptTokens } from '../../lib/chat/tokens'
import { getAttachments } from '../../lib/db/attachments'
import { getConversation } from '../../lib/db/conversations'
import { listMessages } from '../../lib/db/messages'
import { getModelList } from '../../lib/db/model-lists'
import { listRuns } from '../../lib/db/runs'
import { sectionsOf } from '../../lib/page/sections-of'
import type { PlannedQuestion } from '../../lib/panel/planning'
import { estimate, fitsIn, paceOf, roomIn, sectionsAtOnce } from '../../lib/policy/reading-plan'
import { buildRequest } from '../../lib/prompts/build-request'
import { textsOf, tokensBesides } from '../../lib/prompts/reading'
import { providerRow } from '../../lib/providers'

/** From the careful guess to the likely figure. */
const likely = likelyTokens('aaa')
/** Of the room for text, what parts without their neighbours can take. */
const partsShare = 0.9

/**
 * What can be done with a question whose attachments are longer than the model holds. Undefined where it fits, as far as
 * can be known, or where nothing is attached that could be read in sections. The question of an answer that a server
 * found too long is planned in any case.
 */
export async function planReading(
  question: PlannedQuestion,
  preset: Preset,
  settings: Settings,
): Promise<ReadingPlan | undefined> {
  if (preset.providerId === builtinPreset.providerId) return undefined
  const [thread, list] = await Promise.all([threadWith(question), getModelList(preset.providerId)])
  const attachments = await getAttachments(thread.flatMap(({ attachmentIds }) => attachmentIds))
  if (attachments.every(({ text }) => text === '')) return undefined
  const listed = list?.models ?? []
  const contextWindow = listed.find(({ id }) => id === preset.model)?.contextWindow
  const refused = 'answerId' in question
  if (contextWindow === undefined && !refused) return undefined

  // The length of a nonce is what counts here.
  const source = { thread, attachments, preset, nonce: '0'.repeat(36) }
  const baseUrl = baseUrlOf(settings, preset.providerId)
  const local = baseUrl !== '' && isLoopback(baseUrl)
  const model = { contextWindow, maxOutputTokens: preset.parameters.maxOutputTokens, local }
  const tokens = promptTokens(buildRequest(source))
  if (!refused && fitsIn(model, tokens)) return undefined

  const besides = tokensBesides(source)
  const room = roomIn(model, besides)
  const texts = textsOf(source)
  const sections = sectionsOf(texts, room.section)
  const parts = sectionsOf(texts, room.part)
  const sizes = new Map(texts.map(({ attachment, text }) => [attachment.id, text.length]))
  const [largestId = ''] = [...sizes.keys()].sort((one, other) => (sizes.get(other) ?? 0) - (sizes.get(one) ?? 0))
  const whole = parts.reduce((sum, part) => sum + part.tokens, 0)
  const fitting = Math.min(whole, room.text * partsShare)
  const known = {
    model: preset.model,
    prices: { own: settings.providers[preset.providerId]?.prices ?? {}, listed },
    pace: paceOf(
      (await listRuns()).map(({ run }) => run),
      preset.providerId,
      preset.model,
    ),
    atOnce: sectionsAtOnce(local),
  }
  return {
    presetName: preset.name,
    ...(contextWindow === undefined ? {} : { contextWindow }),
    tokens: Math.round(tokens * likely),
    largestId,
    everything: {
      sections: sections.length,
      of: sections.length,
      ...estimate({ sections: sections.map((section) => section.tokens), once: 0, besides }, known),
    },
    relevant: {
      sections: Math.min(parts.length, Math.max(1, Math.floor((fitting / whole) * parts.length))),
      of: parts.length,
      ...estimate({ sections: [], once: fitting, besides }, known),
    },
  }
}

/** The thread that the question ends, as if it had been asked. */
async function threadWith(question: PlannedQuestion): Promise<Message[]> {
  const { conversationId } = question
  const [messages, conversation] = await Promise.all([listMessages(conversationId), getConversation(conversationId)])
  if ('answerId' in question) {
    return threadTo(messages, messages.find(({ id }) => id === question.answerId)?.parentId ?? null)
  }
  const leafId = conversation?.leafId ?? null
  const asked: Message = {
    id: 'planned',
    conversationId,
    parentId: leafId,
    role: 'user',
    parts: [{ type: 'text', text: question.text }],
    status: 'complete',
    createdAt: 0,
    attachmentIds: question.attachmentIds,
  }
  return [...threadTo(messages, leafId), asked]
}

/** The address of a provider as it is set; empty where there is none. */
export function baseUrlOf(settings: Settings, providerId: string): string {
  const custom = settings.customProviders.find(({ id }) => id === providerId)
  return settings.providers[providerId]?.baseUrl ?? custom?.baseUrl ?? providerRow(providerId)?.baseUrl ?? ''
}
