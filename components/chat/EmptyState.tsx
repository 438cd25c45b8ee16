import { FileText, ListTree, TextQuote } from 'lucide-react'
import type { ReactNode } from 'react'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { usePage } from '../hooks/use-page'
import { Connected } from './Connected'
import styles from './EmptyState.module.css'

/** A new chat: three useful starts for the page at hand, and what is connected. */
export function EmptyState() {
  const { chat } = useChatSession()
  const { title, restricted = false } = usePage() ?? {}
  const reading = useChatState((state) => state.reading !== null)
  return (
    <section className={styles.empty} aria-labelledby="empty-title">
      <img src="/icon.svg" alt="" width={44} height={44} className={styles.mark} />
      <h2 id="empty-title" className={styles.heading}>
        What would you like to know?
      </h2>
      {restricted ? (
        <p className={styles.page}>The browser keeps this page closed to extensions. You can still ask without it.</p>
      ) : (
        title !== undefined && (
          <p className={styles.page}>
            You are reading <cite>{title}</cite>
          </p>
        )
      )}
      <div className={styles.starts}>
        <Start
          id="summarize"
          icon={<ListTree size={17} aria-hidden />}
          label="Summarize this page"
          disabled={reading || restricted}
          onClick={() => void chat.ask('Summarize this page.', 'summarize')}
        />
        <Start
          id="ask-page"
          icon={<FileText size={17} aria-hidden />}
          label="Ask about this page"
          disabled={reading || restricted}
          onClick={() => void chat.read('page')}
        />
        <Start
          id="ask-selection"
          icon={<TextQuote size={17} aria-hidden />}
          label="Ask about the selected text"
          disabled={reading || restricted}
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
