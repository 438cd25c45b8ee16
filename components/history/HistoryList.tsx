import { useEffect, useMemo, useRef, useState, type DragEvent } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { carry, carried } from './dragging'
import { FolderRow } from './FolderRow'
import { HistoryEntry } from './HistoryEntry'
import { historyRows, type HistoryRow } from './history-rows'
import type { History } from './use-history'
import { useKeys } from './use-keys'
import { useWindow } from './use-window'
import styles from './HistoryDialog.module.css'

type HistoryListProps = {
  conversations: Conversation[]
  /** Some are not shown: a folder with none of those that are is not shown either. */
  filtered: boolean
  history: History
  unseen: ReadonlySet<string>
  onMove: (conversations: Conversation[]) => void
  /** Null while nothing is being selected. */
  selection: ReadonlySet<string> | null
  onToggle: (conversationId: string) => void
  onRemoveSelected: () => void
  /** The reader goes up from the first row. */
  onUp: () => void
}

/** Pixels at the usual size of text. */
const rowHeights = { heading: 32, folder: 36, conversation: 36 }

/** The history by folder and by day. Only the rows that can be seen are drawn. */
export function HistoryList(props: HistoryListProps) {
  const { conversations, filtered, history, unseen, onMove, selection, onToggle, onRemoveSelected, onUp } = props
  const folders = history.stored?.folders
  const [openedAt] = useState(Date.now)
  const [renaming, setRenaming] = useState<string | null>(null)
  const scroller = useRef<HTMLDivElement>(null)
  /** The key of the row that gets the focus as soon as it is drawn. */
  const wanted = useRef<string>(null)
  const rows = useMemo(() => {
    const all = historyRows(conversations, folders ?? [], openedAt)
    return filtered ? all.filter((row) => row.kind !== 'folder' || row.count > 0) : all
  }, [conversations, folders, filtered, openedAt])
  const [scale] = useState(textScale)
  const heights = useMemo(() => rows.map(({ kind }) => rowHeights[kind] * scale), [rows, scale])
  const drawn = useWindow(scroller, heights)
  /** The row with the focus stays drawn when it is scrolled away: the focus would be lost with it. */
  const [held, setHeld] = useState<string | null>(null)
  const heldAt = held === null ? -1 : rows.findIndex(({ key }) => key === held)
  const indexes = Array.from({ length: drawn.to - drawn.from }, (_, offset) => drawn.from + offset)
  if (heldAt !== -1 && heldAt < drawn.from) indexes.unshift(heldAt)
  if (heldAt >= drawn.to) indexes.push(heldAt)

  const focusWanted = () => {
    if (wanted.current === null) return
    const row = scroller.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(wanted.current)}"] [data-row]`)
    if (!row) return
    row.focus({ preventScroll: true })
    wanted.current = null
  }
  useEffect(focusWanted)

  const goTo = (index: number, step: 1 | -1) => {
    let target = Math.min(Math.max(index, 0), rows.length - 1)
    while (rows[target]?.kind === 'heading') target += step
    const row = rows[target]
    if (!row) return onUp()
    wanted.current = row.key
    // The heading over the first row is never alone out of view.
    drawn.reveal(target === 1 ? 0 : target)
    focusWanted()
  }
  const remove = (conversation: Conversation, index: number) => {
    goTo(rows[index + 1]?.kind === 'conversation' ? index + 1 : index - 1, -1)
    history.remove([conversation])
  }

  useKeys(scroller, (event) => {
    if (event.target instanceof HTMLInputElement && event.target.type === 'text') return
    const index = indexOf(event.target)
    const row = rows[index]
    if (!row) return
    const last = rows.length - 1
    const targets: Record<string, [number, 1 | -1]> = {
      ArrowDown: [index + 1, 1],
      ArrowUp: [index - 1, -1],
      Home: [0, 1],
      End: [last, -1],
      PageDown: [Math.min(index + 10, last), -1],
      PageUp: [Math.max(index - 10, 0), 1],
    }
    const target = targets[event.key]
    const onRow = event.target instanceof HTMLElement && event.target.hasAttribute('data-row')
    if (event.key === 'ArrowUp' && onRow && index === 0) onUp()
    else if (target && onRow) goTo(...target)
    else if (event.key === 'Delete' && onRow && selection && selection.size > 0) onRemoveSelected()
    else if (event.key === 'Delete' && onRow && row.kind === 'conversation') remove(row.conversation, index)
    else if (event.key === 'F2' && row.kind === 'conversation') setRenaming(row.conversation.id)
    else return
    event.preventDefault()
  })

  const drop = (row: HistoryRow) => (event: DragEvent) => {
    const ids = carried(event)
    if (ids.length === 0) return
    event.preventDefault()
    const moved = conversations.filter(({ id }) => ids.includes(id))
    history.move(moved, row.kind === 'folder' ? row.folder : null)
  }
  const startDrag = (conversation: Conversation) => (event: DragEvent) =>
    carry(event, selection?.has(conversation.id) ? [...selection] : [conversation.id])

  return (
    <div
      ref={scroller}
      className={styles.scroller}
      data-testid="history-list"
      onFocus={({ target }) => setHeld(rows[indexOf(target)]?.key ?? null)}
      onBlur={() => setHeld(null)}
    >
      <div role="list" aria-label="Conversations" className={styles.rows} style={{ height: drawn.offsets.at(-1) ?? 0 }}>
        {indexes.map((index) => {
          const row = rows[index]
          if (!row) return null
          const place = {
            role: 'listitem',
            'data-index': index,
            'data-key': row.key,
            'aria-setsize': rows.length,
            'aria-posinset': index + 1,
            style: { top: drawn.offsets[index], height: heights[index] },
          }
          if (row.kind === 'heading') {
            return (
              <div key={row.key} {...place} className={styles.row} onDragOver={allow} onDrop={drop(row)}>
                <h3 className={styles.day}>{row.name}</h3>
              </div>
            )
          }
          if (row.kind === 'folder') {
            return (
              <div key={row.key} {...place} className={styles.row} onDragOver={allow} onDrop={drop(row)}>
                <FolderRow folder={row.folder} count={row.count} history={history} />
              </div>
            )
          }
          const { conversation } = row
          return (
            <div
              key={row.key}
              {...place}
              className={styles.row}
              data-inside={row.inFolder}
              draggable={renaming === null}
              onDragStart={startDrag(conversation)}
            >
              <HistoryEntry
                conversation={conversation}
                history={history}
                unseen={unseen.has(conversation.id)}
                renaming={renaming === conversation.id}
                onRenaming={(isRenamed) => setRenaming(isRenamed ? conversation.id : null)}
                onMove={() => onMove([conversation])}
                onRemove={() => remove(conversation, index)}
                selected={selection?.has(conversation.id)}
                onToggle={() => onToggle(conversation.id)}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function allow(event: DragEvent): void {
  if (carried(event, 'coming').length > 0) event.preventDefault()
}

function indexOf(target: EventTarget | null): number {
  const row = target instanceof Element ? target.closest('[data-index]') : null
  return row ? Number(row.getAttribute('data-index')) : -1
}

/** What the reader chose as the size of text. */
function textScale(): number {
  return Number(getComputedStyle(document.documentElement).getPropertyValue('--text-scale')) || 1
}
