import { originPattern } from '../../lib/chat/base-url'
import { ChatError, toErrorInfo } from '../../lib/chat/chat-error'
import { builtinPreset } from '../../lib/chat/preset'
import { call } from '../../lib/messaging/calls'
import { defaultPreset } from '../../lib/settings/presets'
import { askPermission, permissionSentence } from './ask-permission'
import { currentSettings, updateSettings } from './use-settings'

/**
 * One click from an address, and a key where it takes one, to a model that answers: while new chats still start with the
 * built-in reader, they start with a model of this provider from then on. Must be called first thing in a click.
 * A first key that is refused is not kept.
 * @throws {ChatError} `permission`, `model-not-found`, or why the models could not be listed.
 */
export async function connectProvider(
  { id: providerId, baseUrl, hasKey = false }: { id: string; baseUrl: string; hasKey?: boolean },
  key = '',
): Promise<void> {
  const pattern = originPattern(baseUrl)
  const answer = await askPermission(pattern)
  if (answer !== 'granted') {
    const sentence = permissionSentence(answer, new URL(baseUrl).host)
    throw new ChatError('permission', sentence, { providerId, originPattern: pattern })
  }
  if (key !== '') await call('setKey', { providerId, key, plainHttp: false })
  try {
    await chooseModel(providerId)
  } catch (error) {
    // A key that the server does not take is none.
    if (key !== '' && !hasKey && toErrorInfo(error).kind === 'auth') await call('clearKey', { providerId })
    throw error
  }
}

async function chooseModel(providerId: string): Promise<void> {
  if (defaultPreset(currentSettings()).id !== builtinPreset.id) {
    await call('listModels', { providerId, refresh: true })
    return
  }
  const preset = await call('everydayPreset', { providerId })
  await updateSettings({ defaultPresetId: preset.id })
}
