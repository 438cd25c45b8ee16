import type { Search } from './use-search'
import styles from './HistoryDialog.module.css'

/** Fewer are read before anybody notices. */
const worthSaying = 20

/** Says how many were found, and how far the search has read. */
export function SearchStatus({ search, words, filtered }: { search: Search; words: string; filtered: boolean }) {
  const { found, conversations, unread, failed } = search
  const count = found ? found.total : filtered ? conversations.length : undefined
  return (
    <>
      <p className={styles.count} role="status" data-testid="history-count">
        {count === undefined || count === 0 ? '' : counted(count, found !== undefined && words.trim() !== '')}
      </p>
      {failed && (
        <p className={styles.problem} role="alert">
          The search did not work. Close the history and open it again; if that does not help, restart the browser.
        </p>
      )}
      {unread > worthSaying && (
        <p className={styles.progress} data-testid="history-unread">
          {unread.toLocaleString('en')} conversations are still being made ready for the search.
        </p>
      )}
    </>
  )
}

function counted(count: number, searched: boolean): string {
  const what = count === 1 ? '1 conversation' : `${count.toLocaleString('en')} conversations`
  return searched ? `Found in ${what}.` : `${what}.`
}
