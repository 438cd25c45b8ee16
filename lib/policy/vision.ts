import type { Attachment } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import type { ModelInfo } from '../chat/model-info'
import { builtinPreset, type Preset } from '../chat/preset'

/** Whether a model sees pictures, as far as its provider says. */
export type Vision = 'sees' | 'blind' | 'unknown'

type Asked = Pick<Preset, 'providerId' | 'model'>

/** @param listed what the provider says of its models. */
export function visionOf({ providerId, model }: Asked, listed: readonly ModelInfo[]): Vision {
  if (providerId === builtinPreset.providerId) return 'blind'
  const vision = listed.find(({ id }) => id === model)?.vision
  return vision === undefined ? 'unknown' : vision ? 'sees' : 'blind'
}

/** What a model is called in a sentence that it cannot see. */
export function blindSentence({ providerId, model }: Asked): string {
  const name = providerId === builtinPreset.providerId ? 'The built-in reader' : model
  return `${name} cannot see pictures: choose a model that can.`
}

/**
 * Refuses pictures for a model that is known not to see them, before they travel: servers refuse them with words of
 * their own, or leave them out without any. Where nobody knows, the server is asked.
 * @throws {ChatError} `bad-request`.
 */
export function requireVision(asked: Asked, attachments: readonly Attachment[], listed: readonly ModelInfo[]): void {
  if (attachments.every(({ image }) => !image) || visionOf(asked, listed) !== 'blind') return
  throw new ChatError('bad-request', blindSentence(asked), { providerId: asked.providerId })
}
