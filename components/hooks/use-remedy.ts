import { browser } from 'wxt/browser'
import type { ErrorInfo } from '../../lib/chat/chat-error'
import { remedyFor, type Remedy } from '../../lib/chat/remedy'
import { useAttempt } from './use-attempt'
import { useChatSession } from './use-chat'

/** What the button under a failure does when it is pressed. */
export function useRemedy(error: ErrorInfo, onRetry: () => void): () => void {
  const { chat } = useChatSession()
  const attempt = useAttempt()

  const openProvider = () => {
    const hash = error.providerId === undefined ? '#providers' : `#providers/${error.providerId}`
    attempt(() => browser.tabs.create({ url: browser.runtime.getURL(`/options.html${hash}`) }))
  }
  const actions: Record<Remedy, () => void> = {
    retry: onRetry,
    // The browser shows its prompt only when asked first thing in the click.
    grant: () => {
      const origins = error.originPattern === undefined ? [] : [error.originPattern]
      attempt(async () => {
        if (await browser.permissions.request({ origins })) onRetry()
      })
    },
    'open-provider': openProvider,
    'choose-model': openProvider,
    'new-chat': () => chat.newChat(),
  }
  return actions[remedyFor(error)]
}
