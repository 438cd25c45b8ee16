import { History, Settings, SquarePen } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { browser } from 'wxt/browser'
import type { Conversation } from '../../lib/chat/conversation'
import { FoundMark } from '../history/FoundMark'
import { useChatSession } from '../hooks/use-chat'
import { TemporaryButton } from '../temporary/TemporaryButton'
import { IconButton } from '../ui/Button'
import { Title } from './Title'
import styles from './TopBar.module.css'

// What few readers need at once is loaded when it is asked for.
const HistoryDialog = lazy(async () => ({ default: (await import('../history/HistoryDialog')).HistoryDialog }))

export function TopBar({ conversation }: { conversation: Conversation | undefined }) {
  const { chat } = useChatSession()
  const [historyOpen, setHistoryOpen] = useState(false)
  return (
    <header className={styles.bar}>
      {conversation ? (
        <Title key={conversation.id} conversation={conversation} />
      ) : (
        <h1 className={styles.name}>Gloss</h1>
      )}
      <IconButton label="New chat" data-testid="new-chat" onClick={() => chat.newChat()}>
        <SquarePen size={17} aria-hidden />
      </IconButton>
      <TemporaryButton />
      <IconButton label="History" data-testid="open-history" onClick={() => setHistoryOpen(true)}>
        <History size={17} aria-hidden />
      </IconButton>
      <IconButton label="Settings" data-testid="open-options" onClick={() => void browser.runtime.openOptionsPage()}>
        <Settings size={17} aria-hidden />
      </IconButton>
      <Suspense>{historyOpen && <HistoryDialog onClose={() => setHistoryOpen(false)} />}</Suspense>
      <FoundMark />
    </header>
  )
}
