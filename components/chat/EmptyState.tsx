import { FileText, ListTree, TextQuote } from 'lucide-react'
import { useEffect, useState, type ReactNode } from 'react'
import { browser } from 'wxt/browser'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { Connected } from './Connected'
import styles from './EmptyState.module.css'

/** A new chat: three useful starts for the page at hand, and what is connected. */
export function EmptyState() {
  const { chat } = useChatSession()
  const title = usePageTitle()
  const reading = useChatState((state) => state.reading !== null)
  return (
    <section className={styles.empty} aria-labelledby="empty-title">
      <img src="/icon.svg" alt="" width={44} height={44} className={styles.mark} />
      <h2 id="empty-title" className={styles.heading}>
        What would you like to know?
      </h2>
      {title !== '' && (
        <p className={styles.page}>
          You are reading <cite>{title}</cite>
        </p>
      )}
      <div className={styles.starts}>
        <Start
          id="summarize"
          icon={<ListTree size={17} aria-hidden />}
          label="Summarize this page"
          disabled={reading}
          onClick={() => void chat.ask('Summarize this page.', 'summarize')}
        />
        <Start
          id="ask-page"
          icon={<FileText size={17} aria-hidden />}
          label="Ask about this page"
          disabled={reading}
          onClick={() => void chat.read('page')}
        />
        <Start
          id="ask-selection"
          icon={<TextQuote size={17} aria-hidden />}
          label="Ask about the selected text"
          disabled={reading}
          onClick={() => void chat.read('selection')}
        />
      </div>
      <Connected />
    </section>
  )
}

type StartProps = { id: string; icon: ReactNode; label: string; disabled: boolean; onClick: () => void }

function Start({ id, icon, label, disabled, onClick }: StartProps) {
  return (
    <button
      type="button"
      className={styles.start}
      data-testid="quick-action"
      data-action={id}
      disabled={disabled}
      onClick={onClick}
    >
      {icon}
      {label}
    </button>
  )
}

/** The title of the page at hand, where the browser tells it; it follows the reader from tab to tab. */
function usePageTitle(): string {
  const { findTab } = useChatSession()
  const [title, setTitle] = useState('')
  useEffect(() => {
    const look = () =>
      void findTab().then(
        (tab) => setTitle(tab?.title ?? ''),
        () => setTitle(''),
      )
    look()
    browser.tabs.onActivated.addListener(look)
    browser.tabs.onUpdated.addListener(look)
    return () => {
      browser.tabs.onActivated.removeListener(look)
      browser.tabs.onUpdated.removeListener(look)
    }
  }, [findTab])
  return title
}
