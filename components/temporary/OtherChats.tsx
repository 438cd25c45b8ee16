import { useLiveQuery } from 'dexie-react-hooks'
import { ChevronDown } from 'lucide-react'
import { listTemporary } from '../../lib/db/conversations'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { Menu } from '../ui/Menu'

/** The way to temporary chats that no window leads to: one that goes on from another, or of a window that was closed. */
export function OtherChats() {
  const { readToShow } = useChatSession()
  const attempt = useAttempt()
  const shownId = useChatState(({ conversationId }) => conversationId)
  const others = useLiveQuery(listTemporary)?.filter(({ id }) => id !== shownId)
  if (!others || others.length === 0) return null
  const items = others.map(({ id, title }) => ({
    id,
    label: title || 'Untitled',
    onSelect: () => attempt(async () => (await readToShow(id))()),
  }))
  return (
    <Menu
      label="Other temporary chats"
      icon={<ChevronDown size={16} aria-hidden />}
      testId="temporary-others"
      items={items}
    />
  )
}
