import { TextCursorInput } from 'lucide-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import type { Message } from '../../lib/chat/message'
import type { MenuItem } from '../ui/Menu'
import { useWritable } from './use-writable'

// Opened by few, and not before there is an answer.
const WriteBackDialog = lazy(async () => ({ default: (await import('./WriteBackDialog')).WriteBackDialog }))

/**
 * The entry of an answer's menu that puts it into the page, where something of its thread came from a field, and the
 * dialog that it opens.
 * @param thread from the conversation's start to the question.
 */
export function useWriteBackItem(thread: readonly Message[], text: string): { items: MenuItem[]; dialog: ReactNode } {
  const attachment = useWritable(thread)
  const [open, setOpen] = useState(false)
  if (!attachment || text === '') return { items: [], dialog: null }
  const item: MenuItem = {
    id: 'write-back',
    label: 'Put into the page…',
    icon: <TextCursorInput size={16} aria-hidden />,
    onSelect: () => setOpen(true),
  }
  return {
    items: [item],
    dialog: open && (
      <Suspense>
        <WriteBackDialog attachment={attachment} answer={text} onClose={() => setOpen(false)} />
      </Suspense>
    ),
  }
}
