import { browser } from 'wxt/browser'
import type { ErrorInfo } from '../../lib/chat/chat-error'
import { remedyFor, type FailureRemedy } from '../../lib/chat/remedy'
import { openSettings } from './open-settings'
import { useAttempt } from './use-attempt'
import { useChatSession } from './use-chat'

/**
 * What the button under a failure does when it is pressed.
 * @param onTrim opens what can be trimmed of the question, where something can.
 */
export function useRemedy(error: ErrorInfo, onRetry: () => void, onTrim?: () => void): () => void {
  const { chat } = useChatSession()
  const attempt = useAttempt()

  const openOptions = (section: 'providers' | 'presets', id: string | undefined) => {
    attempt(() => openSettings(section, id))
  }
  const openProvider = () => openOptions('providers', error.providerId)
  const actions: Record<FailureRemedy, () => void> = {
    retry: onRetry,
    // The browser shows its prompt only when asked first thing in the click.
    grant: () => {
      const origins = error.originPattern === undefined ? [] : [error.originPattern]
      attempt(async () => {
        if (await browser.permissions.request({ origins })) onRetry()
      })
    },
    'open-provider': openProvider,
    'open-preset': () => openOptions('presets', error.presetId),
    'choose-model': openProvider,
    'new-chat': () => chat.newChat(),
    trim: () => onTrim?.(),
  }
  return actions[remedyFor(error, onTrim !== undefined)]
}
