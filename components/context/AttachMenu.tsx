import { FileText, Plus, TextQuote } from 'lucide-react'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { Menu } from '../ui/Menu'

/** What can be attached to the next question. */
export function AttachMenu() {
  const { chat } = useChatSession()
  const reading = useChatState((state) => state.reading)
  return (
    <Menu
      label="Attach"
      testId="attach-menu"
      icon={<Plus size={18} aria-hidden />}
      disabled={reading !== null}
      items={[
        {
          id: 'page',
          label: 'This page',
          hint: 'Its main text, as it is now',
          icon: <FileText size={16} aria-hidden />,
          onSelect: () => void chat.read('page'),
        },
        {
          id: 'selection',
          label: 'Selection',
          hint: 'What you marked on the page',
          icon: <TextQuote size={16} aria-hidden />,
          onSelect: () => void chat.read('selection'),
        },
      ]}
    />
  )
}
