import { useChatSession } from './use-chat'

/** Runs something that may fail and shows its failure above the composer. */
export function useAttempt(): (act: () => Promise<unknown>) => void {
  const { chat } = useChatSession()
  return (act) => {
    act().catch((error: unknown) => chat.report(error))
  }
}
