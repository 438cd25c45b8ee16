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
import type { TranscriptOffer } from '../../lib/page/transcript'
import { askPermission } from '../hooks/ask-permission'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { useVision } from '../hooks/use-vision'
import { useBrowserCommands } from '../shortcuts/use-browser-commands'
import { Menu, type MenuItem } from '../ui/Menu'
import styles from './AttachMenu.module.css'

const icon = { size: 16, 'aria-hidden': true } as const

/** What can be attached to the next question. */
export function AttachMenu({ onPickTabs }: { onPickTabs: () => void }) {
  const { chat, captures, readVisible, sources } = useChatSession()
  const reading = useChatState((state) => state.reading)
  const [files, setFiles] = useState<HTMLInputElement | null>(null)
  const [transcript, setTranscript] = useState<TranscriptOffer>({ offered: false })
  const askKeys = useBrowserCommands().find(({ id }) => id === 'ask-about-selection')?.keys
  const { vision } = useVision()
  const isBlind = vision === 'blind'

  /** Must run in the click: the browser asks only then. Refused, the reading says what it may not. */
  const takeTranscript = (needs: string | undefined) => {
    const asked = needs === undefined ? Promise.resolve() : askPermission(needs)
    void asked.then(() => chat.take('transcript', captures.transcript))
  }

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
      shortcut: askKeys,
      onSelect: () => void chat.read('selection'),
    },
    {
      id: 'element',
      label: 'Pick a part…',
      hint: 'By the mouse or the arrow keys',
      icon: <SquareDashedMousePointer {...icon} />,
      onSelect: () => void chat.take('element', captures.element),
    },
    ...(transcript.offered
      ? [
          {
            id: 'transcript',
            label: 'Transcript',
            hint: 'What is said in the video',
            icon: <Captions {...icon} />,
            onSelect: () => takeTranscript(transcript.needs),
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
    captures.offersTranscript().then(setTranscript, () => setTranscript({ offered: false }))
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
