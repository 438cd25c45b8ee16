import type { Attachment } from '../../lib/chat/attachment'
import { isSamePage } from '../../lib/panel/page-tab'
import { useChatSession, useChatState, type PageDescription } from '../hooks/use-chat'
import { usePage } from '../hooks/use-page'
import styles from './ContextBar.module.css'

/** Says that the reader has gone to another page than those that are attached: nothing follows by itself. */
export function OtherPage({ attached }: { attached: readonly Attachment[] }) {
  const { chat } = useChatSession()
  const reading = useChatState((state) => state.reading !== null)
  const page = usePage()
  const pages = attached.filter(({ url }) => url !== '')
  if (!page || page.restricted || reading || pages.length === 0) return null
  if (pages.some((attachment) => isOf(attachment, page))) return null
  return (
    <p className={styles.other} data-testid="other-page">
      <span className={styles.where}>
        You are now on {page.title === undefined ? 'another page' : <cite>{page.title}</cite>}.
      </span>
      <button type="button" className={styles.attach} onClick={() => void chat.read('page')}>
        Attach it
      </button>
    </p>
  )
}

/** Without access the browser hides a tab's address; then the same tab has to do for the same page. */
function isOf({ url, tabId }: Attachment, page: PageDescription): boolean {
  return page.url === undefined ? tabId === page.tabId : isSamePage(url, page.url)
}
