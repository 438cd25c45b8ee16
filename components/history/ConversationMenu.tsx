import { Braces, Copy, Ellipsis, FileText, Globe } from 'lucide-react'
import type { Conversation } from '../../lib/chat/conversation'
import { copyableMarkdown, type ExportFormat } from '../../lib/transfer/export'
import { useAttempt } from '../hooks/use-attempt'
import { useExport } from '../hooks/use-export'
import { Menu } from '../ui/Menu'

type ConversationMenuProps = {
  conversation: Conversation
  /** Says in one sentence what was done. */
  onDone: (sentence: string) => void
}

/** What else can be done with a stored conversation: it can leave as a file, or be copied. */
export function ConversationMenu({ conversation, onDone }: ConversationMenuProps) {
  const { start } = useExport()
  const attempt = useAttempt()
  const save = (format: ExportFormat) =>
    attempt(async () => {
      const choices = {
        format,
        conversationId: conversation.id,
        withAttachments: format === 'backup',
        withSettings: false,
      }
      const name = await start(choices)
      if (name !== undefined) onDone(`Saved as “${name}”.`)
    })
  const copy = () =>
    attempt(async () => {
      await navigator.clipboard.writeText(await copyableMarkdown(conversation))
      onDone('Copied as Markdown.')
    })
  const icon = { size: 16, 'aria-hidden': true } as const
  return (
    <Menu
      label={`More for “${conversation.title}”`}
      testId="history-more"
      icon={<Ellipsis size={15} aria-hidden />}
      items={[
        { id: 'markdown', label: 'Export as Markdown', icon: <FileText {...icon} />, onSelect: () => save('markdown') },
        {
          id: 'html',
          label: 'Export as a web page',
          hint: 'To read or to print',
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
