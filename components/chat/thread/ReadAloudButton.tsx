import { Square, Volume2 } from 'lucide-react'
import { useReadAloud } from '../../hooks/use-read-aloud'
import { IconButton } from '../../ui/Button'

/** Reads an answer aloud, and stops that. */
export function ReadAloudButton({ messageId, text }: { messageId: string; text: string }) {
  const { reading, toggle } = useReadAloud(messageId, text)
  return (
    <IconButton
      label={reading ? 'Stop reading' : 'Read aloud'}
      aria-pressed={reading}
      data-testid="message-read-aloud"
      onClick={toggle}
    >
      {reading ? <Square size={12} fill="currentColor" aria-hidden /> : <Volume2 size={16} aria-hidden />}
    </IconButton>
  )
}
