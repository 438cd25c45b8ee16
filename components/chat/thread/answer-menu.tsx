import { CaseSensitive, Columns2, Gauge, GitBranch, MessageSquarePlus, Shuffle, Text, Trash } from 'lucide-react'
import { mostCompared } from '../../../lib/chat/comparison'
import type { Message } from '../../../lib/chat/message'
import type { Chat } from '../../../lib/panel/chat-store'
import { plainText } from '../../markdown/plain-text'
import type { MenuItem } from '../../ui/Menu'

type AnswerMenuProps = {
  message: Message
  text: string
  /** An answer is being written in this conversation. */
  busy: boolean
  chat: Chat
  /** Does what may fail, and shows the failure. */
  attempt: (act: () => Promise<unknown>) => void
  copy: (text: string) => Promise<void>
  copyRich: (markdown: string) => Promise<void>
  open: (dialog: 'details' | 'presets' | 'compare') => void
}

const icon = { size: 16, 'aria-hidden': true } as const

/** What else can be done with an answer. */
export function answerMenu(props: AnswerMenuProps): MenuItem[] {
  const { message, text, busy, chat, attempt, copy, copyRich, open } = props
  const copies: MenuItem[] = [
    {
      id: 'copy-rich',
      label: 'Copy with formatting',
      icon: <CaseSensitive {...icon} />,
      onSelect: () => attempt(() => copyRich(text)),
    },
    {
      id: 'copy-plain',
      label: 'Copy as plain text',
      icon: <Text {...icon} />,
      onSelect: () => attempt(() => copy(plainText(text))),
    },
  ]
  return [
    ...(text === '' ? [] : copies),
    {
      id: 'retry-with',
      label: 'Answer again with…',
      icon: <Shuffle {...icon} />,
      ...(busy ? { disabled: true, hint: 'Wait for the answer, or stop it' } : {}),
      onSelect: () => open('presets'),
    },
    {
      id: 'compare',
      label: 'Compare with…',
      icon: <Columns2 {...icon} />,
      ...(busy ? { disabled: true, hint: 'Wait for the answer, or stop it' } : {}),
      ...(chat.comparing.beside(message.id).length >= mostCompared
        ? { disabled: true, hint: `${mostCompared} are compared already` }
        : {}),
      onSelect: () => open('compare'),
    },
    {
      id: 'branch',
      label: 'Branch from here',
      icon: <GitBranch {...icon} />,
      onSelect: () => void chat.branches.branchFrom(message.id),
    },
    {
      id: 'copy-path',
      label: 'New conversation from here',
      icon: <MessageSquarePlus {...icon} />,
      onSelect: () => void chat.branches.copy(message.id),
    },
    { id: 'details', label: 'Details', icon: <Gauge {...icon} />, onSelect: () => open('details') },
    {
      id: 'delete',
      label: 'Delete',
      hint: 'With what follows',
      icon: <Trash {...icon} />,
      onSelect: () => void chat.branches.remove(message.id, 'answer'),
    },
  ]
}
