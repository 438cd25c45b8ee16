import { useEffect } from 'react'
import { ContextBar } from '../context/ContextBar'
import { LiveSelection } from '../context/LiveSelection'
import { VisionNotice } from '../context/VisionNotice'
import { PlanDialog } from '../coverage/PlanDialog'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useAppearance } from '../hooks/use-appearance'
import { useThread } from '../hooks/use-thread'
import { Composer } from './Composer'
import { EmptyState } from './EmptyState'
import { PanelProblem } from './PanelProblem'
import { Queue } from './Queue'
import { StorageNotice } from './StorageNotice'
import { Thread } from './Thread'
import { TopBar } from './TopBar'
import styles from './ChatPanel.module.css'

export function ChatPanel() {
  useAppearance()
  const { chat } = useChatSession()
  const { conversation, messages, all, loaded } = useThread()
  const sent = useChatState((state) => state.sent)
  const title = conversation?.title ?? 'New chat'

  useEffect(() => {
    document.title = `${title} · Gloss`
  }, [title])

  useEffect(() => {
    chat.focusComposer()
  }, [chat])

  const empty = loaded && messages.length === 0 && sent === null
  return (
    <div className={styles.panel}>
      <TopBar conversation={conversation} />
      <main className={styles.main}>{empty ? <EmptyState /> : <Thread messages={messages} all={all} />}</main>
      <footer className={styles.footer}>
        <StorageNotice />
        <PanelProblem />
        <Queue />
        <ContextBar messages={messages} />
        <VisionNotice messages={messages} />
        <LiveSelection />
        <Composer />
        <PlanDialog />
      </footer>
    </div>
  )
}
