import { createRoot } from 'react-dom/client'
import '../../components/ui/tokens.css'
import { startChat } from '../../components/chat/start-chat'
import { ChatPanel } from '../../components/chat/ChatPanel'
import { RescuePanel } from '../../components/chat/RescuePanel'
import { ChatContext } from '../../components/hooks/use-chat'
import { loadSettings } from '../../components/hooks/use-settings'
import { StartFailure } from '../../components/options/StartFailure'

const place = document.getElementById('root')
if (!place) throw new Error('sidepanel.html has no #root')
const root = createRoot(place)

// Begun before the settings are there: neither waits for the other.
const session = startChat(location.search)
session.catch(() => undefined)

try {
  await loadSettings()
  await start()
} catch (error) {
  root.render(<StartFailure error={error} />)
}

async function start(): Promise<void> {
  try {
    root.render(
      <ChatContext value={await session}>
        <ChatPanel />
      </ChatContext>,
    )
  } catch (error) {
    root.render(<RescuePanel error={error} />)
  }
}
