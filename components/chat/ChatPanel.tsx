import { lazy, Suspense, useEffect } from 'react'
import { ActionChips } from '../actions/ActionChips'
import { useActionKeys } from '../actions/use-action-keys'
import { Announcer } from '../announce/Announcer'
import { ContextBar } from '../context/ContextBar'
import { LiveSelection } from '../context/LiveSelection'
import { VisionNotice } from '../context/VisionNotice'
import { PlanDialog } from '../coverage/PlanDialog'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useAppearance } from '../hooks/use-appearance'
import { useThread } from '../hooks/use-thread'
import { ShortcutsButton } from '../shortcuts/ShortcutsButton'
import { usePanelShortcuts } from '../shortcuts/use-panel-shortcuts'
import { ControlKeys } from '../ui/control-keys'
import { DialogNews } from '../ui/Dialog'
import { Composer } from './Composer'
import { EmptyState } from './EmptyState'
import { isTemporary } from '../../lib/chat/temporary'
import { DialogProblem, PanelProblem } from './PanelProblem'
import { Queue } from './Queue'
import { StorageNotice } from './StorageNotice'
import { Thread } from './Thread'
import { BranchNote } from './thread/BranchNote'
import { EditNote } from './thread/EditNote'
import { RemovedNote } from './thread/RemovedNote'
import { TopBar } from './TopBar'
import styles from './ChatPanel.module.css'

// Few chats are temporary.
const TemporaryBar = lazy(async () => ({ default: (await import('../temporary/TemporaryBar')).TemporaryBar }))

// Drawn from nothing of the thread: being the same elements each time, they are not drawn again when it changes.
const notices = (
  <>
    <StorageNotice />
    <PanelProblem />
    <Queue />
    <RemovedNote />
  </>
)
const dialogNews = <DialogProblem />
const tools = (
  <>
    <ActionChips />
    <Composer />
    <PlanDialog />
    <ShortcutsButton />
  </>
)

export function ChatPanel() {
  useAppearance()
  const keys = usePanelShortcuts()
  useActionKeys()
  const { chat, takeEarlyKeys } = useChatSession()
  const { conversation, messages, all, loaded } = useThread()
  const sent = useChatState((state) => state.sent)
  const conversationId = useChatState((state) => state.conversationId)
  const temporary = isTemporary(conversationId)
  // Where the panel is a tab, the browser keeps the names of tabs.
  const title = temporary ? 'Temporary chat' : (conversation?.title ?? 'New chat')

  useEffect(() => {
    document.title = `${title} · Gloss`
  }, [title])

  useEffect(() => {
    chat.focusComposer()
    // Behind that: what they open keeps the focus. One that was heard meanwhile has its default prevented, and is not heard twice.
    setTimeout(() => {
      for (const event of takeEarlyKeys()) document.dispatchEvent(event)
    })
  }, [chat, takeEarlyKeys])

  const empty = loaded && messages.length === 0 && sent === null
  return (
    <ControlKeys value={keys}>
      <DialogNews value={dialogNews}>
        <div className={styles.panel} data-temporary={temporary || undefined}>
          <div>
            <TopBar conversation={conversation} />
            <Suspense>{temporary && <TemporaryBar isEmpty={conversation === undefined} />}</Suspense>
          </div>
          <main className={styles.main}>
            {empty ? <EmptyState /> : <Thread key={conversationId} messages={messages} all={all} />}
          </main>
          <footer className={styles.footer}>
            {notices}
            <EditNote key={conversationId} messages={messages} all={all} />
            <BranchNote messages={messages} all={all} />
            <ContextBar messages={messages} />
            <VisionNotice messages={messages} />
            <LiveSelection messages={messages} />
            {tools}
            <Announcer messages={messages} />
          </footer>
        </div>
      </DialogNews>
    </ControlKeys>
  )
}
