import { Check, Copy, Ellipsis, Pencil, RotateCcw, Shuffle, Trash } from 'lucide-react'
import { useState } from 'react'
import { textOf, type Message } from '../../../lib/chat/message'
import { useAttempt } from '../../hooks/use-attempt'
import { useChatSession, useChatState } from '../../hooks/use-chat'
import { useCopied } from '../../hooks/use-copied'
import { IconButton } from '../../ui/Button'
import { Menu } from '../../ui/Menu'
import { PresetDialog } from './PresetDialog'
import styles from '../Message.module.css'

type QuestionActionsProps = { question: Message; onEdit: () => void }

/** What can be done with a question that was asked. */
export function QuestionActions({ question, onEdit }: QuestionActionsProps) {
  const { chat } = useChatSession()
  const busy = useChatState(() => chat.busy)
  const [copied, copy] = useCopied()
  const [choosing, setChoosing] = useState(false)
  const attempt = useAttempt()
  const text = textOf(question)
  const icon = { size: 16, 'aria-hidden': true } as const
  const wait = busy ? { disabled: true, hint: 'Wait for the answer, or stop it' } : {}

  return (
    <div className={`${styles.tools} ${styles.floating}`}>
      {text !== '' && (
        <IconButton
          label={copied ? 'Copied' : 'Copy the question'}
          data-testid="question-copy"
          onClick={() => attempt(() => copy(text))}
        >
          {copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
        </IconButton>
      )}
      <IconButton label="Edit the question" data-testid="question-edit" onClick={onEdit}>
        <Pencil size={14} aria-hidden />
      </IconButton>
      <Menu
        label="More for this question"
        testId="question-more"
        icon={<Ellipsis size={15} aria-hidden />}
        items={[
          {
            id: 'retry',
            label: 'Answer again',
            icon: <RotateCcw {...icon} />,
            ...wait,
            onSelect: () => void chat.retry(question.id),
          },
          {
            id: 'retry-with',
            label: 'Answer again with…',
            icon: <Shuffle {...icon} />,
            ...wait,
            onSelect: () => setChoosing(true),
          },
          {
            id: 'delete',
            label: 'Delete',
            hint: 'With what follows',
            icon: <Trash {...icon} />,
            onSelect: () => void chat.branches.remove(question.id, 'question'),
          },
        ]}
      />
      {choosing && (
        <PresetDialog
          onChoose={(presetId) => void chat.retry(question.id, { presetId })}
          onClose={() => setChoosing(false)}
        />
      )}
    </div>
  )
}
