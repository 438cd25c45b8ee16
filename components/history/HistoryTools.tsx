import { FolderPlus, ListChecks, Search as SearchIcon, X } from 'lucide-react'
import type { KeyboardEvent, RefObject } from 'react'
import { IconButton } from '../ui/Button'
import { isComposing } from '../ui/is-composing'
import { FilterChoice } from './FilterChoice'
import type { Filter, Search } from './use-search'
import styles from './HistoryTools.module.css'

type HistoryToolsProps = {
  field: RefObject<HTMLInputElement | null>
  words: string
  onWords: (words: string) => void
  /** The reader goes on to the list. */
  onDown: () => void
  /** The reader wants the best of what is found. */
  onEnter: () => void
  filter: Filter
  onFilter: (filter: Filter) => void
  search: Search
  selecting: boolean
  onSelecting: (selecting: boolean) => void
  onNewFolder: () => void
}

/** Words to search for, what to filter by, and what can be done with the list as a whole. */
export function HistoryTools(props: HistoryToolsProps) {
  const { field, words, onWords, onDown, onEnter, filter, onFilter, search, selecting, onSelecting, onNewFolder } =
    props
  const { site, model } = filter
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event) || (event.key !== 'ArrowDown' && event.key !== 'Enter')) return
    event.preventDefault()
    if (event.key === 'Enter') onEnter()
    else onDown()
  }
  const showFilters = search.sites.length > 0 || search.models.length > 1
  return (
    <div className={styles.tools}>
      <div className={styles.row}>
        <div className={styles.field}>
          <SearchIcon size={15} aria-hidden />
          <input
            ref={field}
            type="text"
            role="searchbox"
            className={styles.input}
            aria-label="Search every conversation"
            placeholder="Search every message"
            value={words}
            maxLength={300}
            autoComplete="off"
            spellCheck={false}
            data-testid="history-search"
            onChange={(event) => onWords(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
          {words !== '' && (
            <IconButton
              label="Clear the search"
              className={styles.clear ?? ''}
              onClick={() => {
                onWords('')
                field.current?.focus()
              }}
            >
              <X size={14} aria-hidden />
            </IconButton>
          )}
        </div>
        <IconButton label="New folder" data-testid="history-new-folder" onClick={onNewFolder}>
          <FolderPlus size={17} aria-hidden />
        </IconButton>
        <IconButton
          label={selecting ? 'Stop selecting' : 'Select several'}
          aria-pressed={selecting}
          className={styles.toggle ?? ''}
          data-testid="history-select"
          onClick={() => onSelecting(!selecting)}
        >
          <ListChecks size={17} aria-hidden />
        </IconButton>
      </div>
      {showFilters && (
        <div className={styles.filters}>
          {search.sites.length > 0 && (
            <FilterChoice
              name="site"
              choices={search.sites}
              chosen={site}
              onChoose={(value) => onFilter(withFilter(filter, 'site', value))}
            />
          )}
          {search.models.length > 1 && (
            <FilterChoice
              name="model"
              choices={search.models}
              chosen={model}
              onChoose={(value) => onFilter(withFilter(filter, 'model', value))}
            />
          )}
        </div>
      )}
    </div>
  )
}

function withFilter(filter: Filter, name: keyof Filter, value: string | undefined): Filter {
  const { [name]: _, ...rest } = filter
  return value === undefined ? rest : { ...rest, [name]: value }
}
