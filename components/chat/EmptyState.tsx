import { lazy, Suspense } from 'react'
import { Chips } from '../actions/ActionChips'
import { ActionIcon } from '../actions/ActionIcon'
import { useStarts } from '../actions/use-starts'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { usePage } from '../hooks/use-page'
import { ClosedStarts } from './ClosedStarts'
import { isTemporary } from '../../lib/chat/temporary'
import { Connected } from './Connected'
import { UnsentDraft } from './UnsentDraft'
import styles from './EmptyState.module.css'

// Few chats are temporary.
const TemporaryWords = lazy(async () => ({ default: (await import('../temporary/TemporaryBar')).TemporaryWords }))

/** A new chat: three useful starts for the page at hand, further quick actions, and what is connected. */
export function EmptyState() {
  const { actions: runner } = useChatSession()
  const page = usePage()
  const { title, restricted = false } = page ?? {}
  const reading = useChatState((state) => state.reading !== null)
  const isAttached = useChatState((state) => state.attachmentIds.length > 0)
  const temporary = useChatState((state) => isTemporary(state.conversationId))
  const starts = useStarts(page)
  return (
    <section className={styles.empty} aria-labelledby="empty-title">
      <img src="/icon.svg" alt="" width={44} height={44} className={styles.mark} />
      <h2 id="empty-title" className={styles.heading}>
        {temporary ? 'A temporary chat' : 'What would you like to know?'}
      </h2>
      {temporary && (
        <Suspense>
          <TemporaryWords />
        </Suspense>
      )}
      {restricted ? (
        <p className={styles.page}>
          The browser keeps this page closed to extensions. Open one that you want to read, or:
        </p>
      ) : (
        title !== undefined && (
          <p className={styles.page}>
            You are reading <cite>{title}</cite>
          </p>
        )
      )}
      <div className={styles.starts}>
        {restricted ? (
          <ClosedStarts />
        ) : (
          starts.map(({ id, actionId, icon, label, about }) => (
            <button
              key={id}
              type="button"
              className={styles.start}
              data-testid="quick-action"
              data-action={id}
              disabled={reading}
              onClick={() => void runner.run(actionId, about === undefined ? {} : { about })}
            >
              <ActionIcon name={icon} size={17} />
              {label}
            </button>
          ))
        )}
      </div>
      {/* Once something is attached they stand above the composer. */}
      {!restricted && !reading && !isAttached && <Chips except={starts.map(({ actionId }) => actionId)} />}
      {!temporary && <UnsentDraft />}
      <Connected />
    </section>
  )
}
