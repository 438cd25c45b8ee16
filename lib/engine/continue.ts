import { ChatError } from '../chat/chat-error'
import { isContinuable, type Message } from '../chat/message'
import type { Preset } from '../chat/preset'
import type { Settings } from '../chat/settings'
import { getMessage } from '../db/messages'
import { defaultPreset, findPreset } from '../settings/presets'

/** @throws {ChatError} `bad-request` when there is nothing to go on from. */
export async function requireContinuable(messageId: string): Promise<Message> {
  const message = await getMessage(messageId)
  if (message && isContinuable(message)) return message
  throw new ChatError('bad-request', 'This answer cannot be continued: ask the question again.')
}

/** @throws {ChatError} `bad-request` when no such section of a written answer is left to be read. */
export async function requireSection(messageId: string, section: number): Promise<Message> {
  const message = await getMessage(messageId)
  if (message?.status === 'complete' && message.coverage?.sections[section]?.state === 'failed') return message
  throw new ChatError('bad-request', 'This section cannot be read by itself: ask the question again.')
}

/** Who goes on: the preset named, else the one that wrote the answer, else the one that new questions go to. */
export function presetToContinue(settings: Settings, kept: Message, presetId: string | undefined): Preset | undefined {
  if (presetId !== undefined) return findPreset(settings, presetId)
  return findPreset(settings, kept.presetId ?? '') ?? defaultPreset(settings)
}

/** The same message, being written again. How it had ended says nothing of it any more. */
export function reopened(kept: Message, preset: Preset): Message {
  const { error: _error, pause: _pause, finishReason: _reason, cost: _cost, interruption: _why, ...rest } = kept
  const { author: _author, fallbacks: _fallbacks, answeredBy: _answeredBy, ...anonymous } = rest
  return {
    ...(kept.presetId === preset.id ? rest : anonymous),
    status: 'streaming',
    // New thoughts are not the end of the old ones.
    parts: kept.parts.at(-1)?.type === 'reasoning' ? [...kept.parts, { type: 'text', text: '' }] : kept.parts,
    presetId: preset.id,
    providerId: preset.providerId,
    model: preset.model,
  }
}
