import type { PortableSettings } from '../../lib/chat/settings'
import type { Bundle } from '../../lib/transfer/bundle'
import type { ImportSource } from '../../lib/transfer/import-types'
import { counted } from '../chat/measure-words'

export const sourceNames: Record<ImportSource, string> = {
  gloss: 'A backup of Gloss',
  chatgpt: 'An export of ChatGPT',
  'open-webui': 'An export of Open WebUI',
  'page-assist': 'An export of Page Assist',
}

/** `214 conversations, 3,120 messages, 12 attachments`. */
export function contentWords(bundles: readonly Bundle[]): string {
  const messages = bundles.reduce((sum, one) => sum + one.messages.length, 0)
  const attachments = bundles.reduce((sum, one) => sum + one.attachments.length, 0)
  const words = [counted(bundles.length, 'conversation'), counted(messages, 'message')]
  if (attachments > 0) words.push(counted(attachments, 'attachment'))
  return words.join(', ')
}

/** `2 presets, 1 server, and 3 quick actions`, or empty. */
export function settingsWords(settings: PortableSettings | undefined): string {
  if (!settings) return ''
  const parts = [
    ...(settings.presets.length > 0 ? [counted(settings.presets.length, 'preset')] : []),
    ...(settings.customProviders.length > 0 ? [counted(settings.customProviders.length, 'server')] : []),
    ...(settings.quickActions.length > 0 ? [counted(settings.quickActions.length, 'quick action')] : []),
  ]
  return new Intl.ListFormat('en').format(parts)
}

/** Where questions would go: it is for the reader to know them. */
export function serverWords({ customProviders }: PortableSettings): string {
  return customProviders.map(({ name, baseUrl }) => `${name} (${baseUrl})`).join(', ')
}

export function isAre(count: number): string {
  return count === 1 ? 'is' : 'are'
}
