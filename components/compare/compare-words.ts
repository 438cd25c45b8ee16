import type { Message, MessageStatus } from '../../lib/chat/message'
import type { Settings } from '../../lib/chat/settings'
import { findPreset } from '../../lib/settings/presets'

/** What the model of an answer is called where several stand side by side. */
export function nameOf({ presetId, model }: Pick<Message, 'presetId' | 'model'>, settings: Settings): string {
  return findPreset(settings, presetId ?? '')?.name ?? model ?? 'A model'
}

/** A name in two pieces: what another one begins with, too, and what tells it from that. */
export function toldApart(name: string, names: readonly string[]): { alike: string; own: string } {
  const lengths = names.map((other) => (other === name ? 0 : sharedLength(name, other)))
  const shared = name.slice(0, Math.min(Math.max(0, ...lengths), name.length - 1))
  // Whole words and numbers are told apart, not letters.
  const [alike = ''] = /^.*[\s/:._(-]/.exec(shared) ?? []
  return { alike, own: name.slice(alike.length) }
}

function sharedLength(one: string, other: string): number {
  let length = 0
  while (length < one.length && one[length] === other[length]) length += 1
  return length
}

/** How an answer ended, beside its model's name. */
export const statusWords: Record<MessageStatus, string> = {
  streaming: 'writing',
  complete: 'finished',
  stopped: 'stopped',
  interrupted: 'interrupted',
  failed: 'failed',
}

/** What becomes of a comparison that has come to its end. */
export function endWords({ name, followed }: { name: string; followed: boolean }): string {
  return followed
    ? `The conversation went on from ${name}.`
    : `Keep one, or write on: the conversation then goes on from ${name}.`
}

export function progressWords(ended: number, count: number): string {
  return `${ended} of ${count} finished`
}
