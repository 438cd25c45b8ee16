import { Braces, Copy, Ellipsis, FileText, FolderInput, Globe, Pencil, Pin, PinOff } from 'lucide-react'
import type { Conversation } from '../../lib/chat/conversation'
import { copyableMarkdown, type ExportFormat } from '../../lib/transfer/export'
import { useAttempt } from '../hooks/use-attempt'
import { useExport } from '../hooks/use-export'
import { Menu } from '../ui/Menu'
import type { History } from './use-history'

type ConversationMenuProps = {
  conversation: Conversation
  history: History
  onRename: () => void
  onMove: () => void
}

/** What else can be done with a stored conversation: it has a place and a name, can leave as a file, or be copied. */
export function ConversationMenu({ conversation, history, onRename, onMove }: ConversationMenuProps) {
  const { start } = useExport()
  const attempt = useAttempt()
  const pinned = conversation.pinnedAt !== undefined
  const save = (format: ExportFormat) =>
    attempt(async () => {
      const choices = {
        format,
        conversationIds: [conversation.id],
        withAttachments: format === 'backup',
        withSettings: false,
      }
      const name = await start(choices)
      if (name !== undefined) history.say(`Saved as “${name}”.`)
    })
  const copy = () =>
    attempt(async () => {
      await navigator.clipboard.writeText(await copyableMarkdown(conversation))
      history.say('Copied as Markdown.')
    })
  const icon = { size: 16, 'aria-hidden': true } as const
  return (
    <Menu
      label={`More for “${conversation.title || 'Untitled'}”`}
      testId="history-more"
      icon={<Ellipsis size={15} aria-hidden />}
      items={[
        {
          id: 'pin',
          label: pinned ? 'Unpin' : 'Pin to the top',
          icon: pinned ? <PinOff {...icon} /> : <Pin {...icon} />,
          onSelect: () => history.pin([conversation], !pinned),
        },
        { id: 'rename', label: 'Rename', icon: <Pencil {...icon} />, onSelect: onRename },
        { id: 'move', label: 'Move to a folder', icon: <FolderInput {...icon} />, onSelect: onMove },
        {
          id: 'markdown',
          label: 'Export as Markdown',
          hint: 'The branch that is shown',
          icon: <FileText {...icon} />,
          onSelect: () => save('markdown'),
        },
        {
          id: 'html',
          label: 'Export as a web page',
          hint: 'The branch that is shown, to read or to print',
          icon: <Globe {...icon} />,
          onSelect: () => save('html'),
        },
        {
          id: 'backup',
          label: 'Export as a backup',
          hint: 'With all branches and attached pages',
          icon: <Braces {...icon} />,
          onSelect: () => save('backup'),
        },
        { id: 'copy', label: 'Copy as Markdown', icon: <Copy {...icon} />, onSelect: copy },
      ]}
    />
  )
}
