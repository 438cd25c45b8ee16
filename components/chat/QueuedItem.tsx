import { ChevronDown, ChevronUp, Paperclip, Pencil, X } from 'lucide-react'
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { QueuedQuestion } from '../../lib/chat/queued-question'
import { findPreset } from '../../lib/settings/presets'
import { useSettings } from '../hooks/use-settings'
import { IconButton } from '../ui/Button'
import { QueuedEditor } from './QueuedEditor'
import styles from './Queue.module.css'

type QueuedItemProps = {
  question: QueuedQuestion
  last: boolean
  onMove: (by: number) => void
  onRemove: () => void
}

/** One question that waits. The arrow keys with Alt move it, from any of its buttons. */
export function QueuedItem({ question, last, onMove, onRemove }: QueuedItemProps) {
  const [editing, setEditing] = useState(false)
  const { text, attachmentIds, place } = question
  const settings = useSettings()
  const names = [question.presetId, ...(question.comparedPresetIds ?? [])].flatMap(
    (id) => findPreset(settings, id)?.name ?? [],
  )
  const compared = names.length > 1 ? `Compares ${new Intl.ListFormat('en').format(names)}` : undefined
  const item = useFocusKept(place)
  const first = place === 0

  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || editing) return
    const by = event.key === 'ArrowUp' && !first ? -1 : event.key === 'ArrowDown' && !last ? 1 : 0
    if (by === 0) return
    event.preventDefault()
    onMove(by)
  }

  if (editing) {
    return (
      <li className={styles.item} data-testid="queued" data-queued-id={question.id}>
        <QueuedEditor question={question} onClose={() => setEditing(false)} />
      </li>
    )
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the keys are those of the buttons in it
    <li ref={item} className={styles.item} data-testid="queued" data-queued-id={question.id} onKeyDown={onKeyDown}>
      <div className={styles.body}>
        <p className={styles.text} dir="auto" title={text}>
          {text || 'A question without words'}
        </p>
        {attachmentIds.length > 0 && (
          <span className={styles.attached}>
            <Paperclip size={12} aria-hidden />
            {attachmentIds.length === 1 ? '1 attachment' : `${attachmentIds.length} attachments`}
          </span>
        )}
        {compared !== undefined && (
          <span className={styles.compared} title={compared} data-testid="queued-compared">
            {compared}
          </span>
        )}
      </div>
      <div className={styles.tools}>
        {!(first && last) && (
          <>
            <IconButton
              label="Ask it earlier"
              aria-keyshortcuts="Alt+ArrowUp"
              data-testid="queued-up"
              aria-disabled={first}
              onClick={() => !first && onMove(-1)}
            >
              <ChevronUp size={15} aria-hidden />
            </IconButton>
            <IconButton
              label="Ask it later"
              aria-keyshortcuts="Alt+ArrowDown"
              data-testid="queued-down"
              aria-disabled={last}
              onClick={() => !last && onMove(1)}
            >
              <ChevronDown size={15} aria-hidden />
            </IconButton>
          </>
        )}
        <IconButton label="Edit" data-testid="queued-edit" onClick={() => setEditing(true)}>
          <Pencil size={14} aria-hidden />
        </IconButton>
        <IconButton label="Remove" data-testid="queued-remove" onClick={onRemove}>
          <X size={15} aria-hidden />
        </IconButton>
      </div>
    </li>
  )
}

/** A list item that is put elsewhere loses the focus: the button that moved it gets it back. */
function useFocusKept(place: number) {
  const item = useRef<HTMLLIElement>(null)
  const focused = useRef<HTMLElement | null>(null)
  useLayoutEffect(() => {
    const last = focused.current
    if (last && document.activeElement === document.body && item.current?.contains(last)) last.focus()
  }, [place])
  useLayoutEffect(() => {
    const element = item.current
    if (!element) return
    const note = (event: FocusEvent) => {
      focused.current = event.target instanceof HTMLElement ? event.target : null
    }
    const forget = (event: FocusEvent) => {
      // Without a next one, it may be the move itself that took the focus.
      if (event.relatedTarget !== null) focused.current = null
    }
    element.addEventListener('focusin', note)
    element.addEventListener('focusout', forget)
    return () => {
      element.removeEventListener('focusin', note)
      element.removeEventListener('focusout', forget)
    }
  })
  return item
}
