import { createRoot } from 'react-dom/client'
import '../../components/ui/tokens.css'
import { startChat } from '../../components/chat/start-chat'
import { ChatPanel } from '../../components/chat/ChatPanel'
import { ChatContext } from '../../components/hooks/use-chat'
import { loadSettings } from '../../components/hooks/use-settings'

const root = document.getElementById('root')
if (!root) throw new Error('sidepanel.html has no #root')

await loadSettings()
const session = await startChat(location.search)

createRoot(root).render(
  <ChatContext value={session}>
    <ChatPanel />
  </ChatContext>,
)
