import { createRoot } from 'react-dom/client'
import { ChatPanel } from '../../components/chat/ChatPanel'
import type { EarlyField } from '../../components/chat/composer/early-field'
import { startChat } from '../../components/chat/start-chat'
import { ChatContext } from '../../components/hooks/use-chat'
import { loadSettings } from '../../components/hooks/use-settings'
import { StartFailure } from '../../components/options/StartFailure'
import { keepFocus } from '../../components/ui/keep-focus'

/** Puts the whole panel in the place of what was drawn early. */
export async function showPanel(place: HTMLElement, early: EarlyField): Promise<void> {
  const root = createRoot(place)
  keepFocus()
  // Begun before the settings are there: neither waits for the other.
  const session = startChat(location.search, early)
  session.catch(() => undefined)
  try {
    await loadSettings()
  } catch (error) {
    root.render(<StartFailure error={error} />)
    return
  }
  try {
    const started = await session
    await early.whole()
    root.render(
      <ChatContext value={started}>
        <ChatPanel />
      </ChatContext>,
    )
  } catch (error) {
    const { RescuePanel } = await import('../../components/chat/RescuePanel')
    root.render(<RescuePanel error={error} written={early.take()?.text ?? ''} />)
  }
}
