import { AppWindow, BookOpen, Paperclip, type LucideIcon } from 'lucide-react'
import { builtinPreset } from '../../lib/chat/preset'
import { defaultPreset } from '../../lib/settings/presets'
import { openSettings } from '../hooks/open-settings'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession } from '../hooks/use-chat'
import { useSettings } from '../hooks/use-settings'
import styles from './EmptyState.module.css'

type ClosedStart = { id: string; icon: LucideIcon; label: string; act: () => void }

/** Where the page at hand may not be read, as on a new tab: what else can be asked about. */
export function ClosedStarts() {
  const { chat } = useChatSession()
  const attempt = useAttempt()
  // Whoever has connected a model has seen how it goes.
  const isNew = defaultPreset(useSettings()).id === builtinPreset.id
  const starts: ClosedStart[] = [
    ...(isNew
      ? [
          {
            id: 'sample',
            icon: BookOpen,
            label: 'Try it on a little sample page',
            act: () => attempt(() => openSettings('welcome')),
          },
        ]
      : []),
    {
      id: 'tab',
      icon: AppWindow,
      label: 'Ask about another tab',
      act: () => {
        chat.setText(`${chat.store.getState().text} @`.trimStart())
        chat.focusComposer()
      },
    },
    {
      id: 'file',
      icon: Paperclip,
      label: 'Ask about a file',
      // The same field as in the menu: what is chosen there is read by it.
      act: () => document.querySelector<HTMLElement>('[data-testid="attach-files"]')?.click(),
    },
  ]
  return starts.map(({ id, icon: Icon, label, act }) => (
    <button key={id} type="button" className={styles.start} data-testid="closed-start" data-action={id} onClick={act}>
      <Icon size={17} aria-hidden />
      {label}
    </button>
  ))
}
