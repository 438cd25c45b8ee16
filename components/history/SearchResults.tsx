import { useRef, useState } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import type { SearchHit } from '../../lib/db/search-hits'
import type { Segment } from '../../lib/chat/search-snippet'
import { Button } from '../ui/Button'
import { HistoryEntry } from './HistoryEntry'
import type { History, Place } from './use-history'
import { useKeys } from './use-keys'
import type { Found } from './use-search'
import styles from './HistoryDialog.module.css'

type SearchResultsProps = {
  found: Found
  history: History
  unseen: ReadonlySet<string>
  onMore: () => void
  onMove: (conversations: Conversation[]) => void
  selection: ReadonlySet<string> | null
  onToggle: (conversationId: string) => void
  onRemoveSelected: () => void
  /** The reader goes up from the first row. */
  onUp: () => void
}

/** What was found, best first, each with the sentence that says it. A click leads there. */
export function SearchResults(props: SearchResultsProps) {
  const { found, history, unseen, onMore, onMove, selection, onToggle, onRemoveSelected, onUp } = props
  const [renaming, setRenaming] = useState<string | null>(null)
  const list = useRef<HTMLUListElement>(null)
  const { hits, total, query } = found
  useKeys(list, (event) => {
    const { target, key } = event
    if (!(target instanceof HTMLElement) || !target.hasAttribute('data-row')) return
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
    const index = rows.indexOf(target)
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: rows.length - 1,
      PageDown: index + 5,
      PageUp: index - 5,
    }
    const step = steps[key]
    const conversation = hits[index]?.conversation
    if (key === 'ArrowUp' && index === 0) onUp()
    else if (step !== undefined) rows[Math.min(Math.max(step, 0), rows.length - 1)]?.focus()
    else if (key === 'F2' && conversation) setRenaming(conversation.id)
    else if (key === 'Delete' && selection && selection.size > 0) onRemoveSelected()
    else if (key === 'Delete') remove(index)
    else return
    event.preventDefault()
  })
  const remove = (index: number) => {
    const rows = list.current?.querySelectorAll<HTMLElement>('[data-row]') ?? []
    rows[index + 1 < rows.length ? index + 1 : index - 1]?.focus()
    const conversation = hits[index]?.conversation
    if (conversation) history.remove([conversation])
  }
  return (
    <div className={styles.scroller} data-testid="history-results">
      <ul ref={list} className={styles.hits} aria-label="Found conversations">
        {hits.map((hit, index) => {
          const { conversation } = hit
          return (
            <li key={conversation.id} className={styles.hit}>
              <HistoryEntry
                conversation={conversation}
                history={history}
                unseen={unseen.has(conversation.id)}
                renaming={renaming === conversation.id}
                onRenaming={(isRenamed) => setRenaming(isRenamed ? conversation.id : null)}
                onMove={() => onMove([conversation])}
                onRemove={() => remove(index)}
                selected={selection?.has(conversation.id)}
                onToggle={() => onToggle(conversation.id)}
                place={placeOf(hit, query)}
              >
                <HitText hit={hit} />
              </HistoryEntry>
            </li>
          )
        })}
      </ul>
      {total > hits.length && (
        <Button look="quiet" className={styles.more ?? ''} onClick={onMore}>
          Show more
        </Button>
      )}
    </div>
  )
}

/** Where a hit leads: to the message that says it, where one does. */
export function placeOf({ conversation, messageId }: SearchHit, words: string): Place {
  return { conversationId: conversation.id, ...(messageId === undefined ? {} : { messageId, words }) }
}

function HitText({ hit: { conversation, title, snippet } }: { hit: SearchHit }) {
  return (
    <span className={styles.hitText}>
      <span className={styles.hitHead}>
        <span className={styles.title} dir="auto">
          {conversation.title === '' ? 'Untitled' : <Marked segments={title} />}
        </span>
        <time className={styles.date} dateTime={new Date(conversation.updatedAt).toISOString()}>
          {dateOf(conversation.updatedAt)}
        </time>
      </span>
      {snippet.length > 0 && (
        <span className={styles.snippet} dir="auto" data-testid="history-snippet">
          <Marked segments={snippet} />
        </span>
      )}
    </span>
  )
}

function Marked({ segments }: { segments: readonly Segment[] }) {
  // Pieces of one text have no identity but their place.
  return segments.map(({ text, hit }, index) => (hit ? <mark key={index}>{text}</mark> : text))
}

// Made once: each new one would cost as much as drawing the row.
const inThisYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const inAnother = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' })

function dateOf(time: number): string {
  const isThisYear = new Date(time).getFullYear() === new Date().getFullYear()
  return (isThisYear ? inThisYear : inAnother).format(time)
}
