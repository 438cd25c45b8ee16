import { MessagesSquare } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { followUnseenConversations } from '../../lib/panel/unseen-conversations'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { holdHeight } from '../ui/hold-height'
import { HistoryList } from './HistoryList'
import { HistoryTools } from './HistoryTools'
import { MoveDialog } from './MoveDialog'
import { placeOf, SearchResults } from './SearchResults'
import { SearchStatus } from './SearchStatus'
import { SelectionBar } from './SelectionBar'
import { useHistory } from './use-history'
import { useKeys } from './use-keys'
import { useSearch, type Filter } from './use-search'
import styles from './HistoryDialog.module.css'

/** Every stored conversation: searched, filtered, by folder and by day, with how it stands. What is done can be undone. */
export function HistoryDialog({ onClose }: { onClose: () => void }) {
  const history = useHistory(onClose)
  const { stored } = history
  const [words, setWords] = useState('')
  const [filter, setFilter] = useState<Filter>({})
  const [selection, setSelection] = useState<ReadonlySet<string> | null>(null)
  const [moving, setMoving] = useState<Conversation[] | null>(null)
  const [unseen, setUnseen] = useState<ReadonlySet<string>>(new Set())
  const field = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const search = useSearch(stored?.conversations, words, filter)
  const { found, conversations } = search

  useEffect(() => followUnseenConversations(setUnseen), [])
  // After the dialog has opened, which puts the focus on its first button.
  useEffect(() => field.current?.focus(), [])

  const selected = (stored?.conversations ?? []).filter(({ id }) => selection?.has(id))
  const removeSelected = () => {
    history.remove(selected)
    setSelection(null)
  }
  const toggle = (id: string) => setSelection((now) => toggled(now ?? new Set(), id))
  const visible = found ? found.hits.map(({ conversation }) => conversation) : conversations

  /** Typing searches, wherever the focus is. */
  useKeys(frame, (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, target } = event
    if (target instanceof HTMLInputElement || target instanceof HTMLSelectElement) return
    if ((ctrlKey || metaKey) && !altKey && !shiftKey && key === 'z') history.takeBack()
    if (ctrlKey || metaKey || altKey) return
    if (key.length !== 1 || key === ' ') return
    if (key === '/') event.preventDefault()
    field.current?.focus()
  })
  const goToField = () => field.current?.focus()
  const goToFirst = () => frame.current?.querySelector<HTMLElement>('[data-row]')?.focus()
  // Who types quickly presses Enter before the search has come so far.
  const [hasEntered, setHasEntered] = useState(false)
  const isCurrent = found !== undefined && found.query === words
  const firstHit = isCurrent ? found.hits[0] : undefined
  useEffect(() => {
    // What was said a moment ago may not be read yet.
    if (!hasEntered || !isCurrent || (!firstHit && search.unread > 0)) return
    setHasEntered(false)
    if (firstHit) history.open(placeOf(firstHit, words))
  }, [hasEntered, isCurrent, firstHit, words, history, search.unread])

  const nothing = stored !== undefined && (found ? found.total === 0 : conversations.length === 0)
  const empty = stored !== undefined && stored.conversations.length === 0 && stored.folders.length === 0
  return (
    <Dialog title="History" onClose={onClose} testId="history" place="top">
      <div className={styles.frame} ref={frame}>
        <HistoryTools
          field={field}
          words={words}
          onWords={(typed) => {
            holdHeight(frame.current, typed !== '')
            setWords(typed)
            setHasEntered(false)
          }}
          onDown={goToFirst}
          onEnter={() => setHasEntered(words.trim() !== '')}
          filter={filter}
          onFilter={setFilter}
          search={search}
          selecting={selection !== null}
          onSelecting={(selecting) => setSelection(selecting ? new Set() : null)}
          onNewFolder={() => setMoving([])}
        />
        {history.undo && (
          <div className={styles.undo} data-testid="history-undo">
            <span>{history.undo.sentence}</span>
            <Button onClick={history.takeBack}>Undo</Button>
          </div>
        )}
        {/* It always stands here, so that screen readers hear it change. */}
        <p className={styles.done} role="status" data-testid="history-done">
          {history.done}
        </p>
        <SearchStatus
          search={search}
          words={words}
          filtered={filter.site !== undefined || filter.model !== undefined}
        />
        {empty && (
          <p className={styles.none}>
            <MessagesSquare size={28} aria-hidden />
            Conversations you have are kept here, on this computer.
          </p>
        )}
        {/* Like the one above. */}
        <div className={styles.nothing} role="status">
          {!empty && nothing && (
            <p className={styles.none} data-testid="history-nothing">
              {nothingWords(words, filter)}
            </p>
          )}
        </div>
        {found ? (
          <SearchResults
            found={found}
            history={history}
            unseen={unseen}
            onMore={search.more}
            onMove={setMoving}
            selection={selection}
            onToggle={toggle}
            onRemoveSelected={removeSelected}
            onUp={goToField}
          />
        ) : (
          stored && (
            <HistoryList
              conversations={conversations}
              filtered={conversations.length < stored.conversations.length}
              history={history}
              unseen={unseen}
              onMove={setMoving}
              selection={selection}
              onToggle={toggle}
              onRemoveSelected={removeSelected}
              onUp={goToField}
            />
          )
        )}
        {selection && (
          <SelectionBar
            selected={selected}
            history={history}
            onMove={() => setMoving(selected)}
            onAll={() => setSelection(new Set(visible.map(({ id }) => id)))}
            onNone={() => setSelection(new Set())}
            onRemove={removeSelected}
          />
        )}
      </div>
      {moving && stored && (
        <MoveDialog
          conversations={moving}
          folders={stored.folders}
          history={history}
          onClose={() => setMoving(null)}
          onMoved={() => setSelection(null)}
        />
      )}
    </Dialog>
  )
}

function toggled(selection: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(selection)
  if (!next.delete(id)) next.add(id)
  return next
}

function nothingWords(words: string, { site, model }: Filter): string {
  const where = [site === undefined ? '' : ` about ${site}`, model === undefined ? '' : ` answered by ${model}`].join(
    '',
  )
  if (words.trim() === '') return `No conversation${where}.`
  return `Nothing found for “${words.trim()}”${where === '' ? '' : ` in conversations${where}`}. Try fewer or shorter words.`
}
