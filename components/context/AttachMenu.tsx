import {
  AppWindow,
  Camera,
  Captions,
  Crop,
  Eye,
  FileText,
  Paperclip,
  Plus,
  SquareDashedMousePointer,
  TextQuote,
} from 'lucide-react'
import { useState } from 'react'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useShortcuts } from '../hooks/use-shortcuts'
import { useVision } from '../hooks/use-vision'
import { Menu, type MenuItem } from '../ui/Menu'
import styles from './AttachMenu.module.css'

const icon = { size: 16, 'aria-hidden': true } as const

/** What can be attached to the next question. */
export function AttachMenu({ onPickTabs }: { onPickTabs: () => void }) {
  const { chat, captures, readVisible, sources } = useChatSession()
  const reading = useChatState((state) => state.reading)
  const [files, setFiles] = useState<HTMLInputElement | null>(null)
  const [hasTranscript, setHasTranscript] = useState(false)
  const shortcuts = useShortcuts()
  const { vision } = useVision()
  const isBlind = vision === 'blind'

  const page: MenuItem[] = [
    {
      id: 'page',
      label: 'This page',
      hint: 'Its main text, as it is now',
      icon: <FileText {...icon} />,
      onSelect: () => void chat.read('page'),
    },
    {
      id: 'visible',
      label: 'Everything visible',
      hint: 'With menus, margins and comments',
      icon: <Eye {...icon} />,
      onSelect: () => void chat.take('page', readVisible),
    },
    {
      id: 'selection',
      label: 'Selection',
      hint: 'What you marked on the page',
      icon: <TextQuote {...icon} />,
      shortcut: shortcuts.get('ask-about-selection'),
      onSelect: () => void chat.read('selection'),
    },
    {
      id: 'element',
      label: 'Pick a part…',
      hint: 'Point at it with the mouse',
      icon: <SquareDashedMousePointer {...icon} />,
      onSelect: () => void chat.take('element', captures.element),
    },
    ...(hasTranscript
      ? [
          {
            id: 'transcript',
            label: 'Transcript',
            hint: 'What is said in the video',
            icon: <Captions {...icon} />,
            onSelect: () => void chat.take('transcript', captures.transcript),
          },
        ]
      : []),
  ]
  const blindHint = 'The chosen model sees no pictures'
  const pictures: MenuItem[] = [
    {
      id: 'screenshot',
      label: 'Screenshot',
      hint: isBlind ? blindHint : 'What the page shows now',
      icon: <Camera {...icon} />,
      disabled: isBlind,
      onSelect: () => void chat.take('image', captures.screenshot),
    },
    {
      id: 'region',
      label: 'Region…',
      hint: isBlind ? blindHint : 'A rectangle that you draw',
      icon: <Crop {...icon} />,
      disabled: isBlind,
      onSelect: () => void chat.take('image', captures.region),
    },
  ]
  const elsewhere: MenuItem[] = [
    {
      id: 'tabs',
      label: 'Other tabs…',
      hint: 'One or several',
      icon: <AppWindow {...icon} />,
      shortcut: '@',
      onSelect: onPickTabs,
    },
    {
      id: 'files',
      label: 'Files…',
      hint: 'Or drop or paste them here',
      icon: <Paperclip {...icon} />,
      onSelect: () => files?.click(),
    },
  ]

  const lookForTranscript = () => {
    captures.hasTranscript().then(setHasTranscript, () => setHasTranscript(false))
  }
  return (
    <>
      <Menu
        label="Attach"
        testId="attach-menu"
        icon={<Plus size={18} aria-hidden />}
        disabled={reading !== null}
        onOpen={lookForTranscript}
        items={[
          ...grouped('From this page', page),
          ...grouped('A picture of it', pictures),
          ...grouped('From elsewhere', elsewhere),
        ]}
      />
      <input
        ref={setFiles}
        className={styles.files}
        type="file"
        multiple
        tabIndex={-1}
        aria-label="Files to attach"
        data-testid="attach-files"
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])]
          // The same file again must count as a change.
          event.currentTarget.value = ''
          void sources.addFiles(chosen)
        }}
      />
    </>
  )
}

const grouped = (group: string, items: readonly MenuItem[]) => items.map((item) => ({ ...item, group }))
