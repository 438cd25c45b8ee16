import { ChevronRight, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { Folder } from '../../lib/chat/conversation'
import { Menu } from '../ui/Menu'
import { NameField } from './NameField'
import type { History } from './use-history'
import { useRefocus } from './use-refocus'
import styles from './HistoryDialog.module.css'

/** A folder's name, which opens and closes it, and what can be done with it. */
export function FolderRow({ folder, count, history }: { folder: Folder; count: number; history: History }) {
  const [renaming, setRenaming] = useState(false)
  const { button, byKey } = useRefocus(renaming)
  if (renaming) {
    return (
      <NameField
        label="Name of the folder"
        value={folder.name}
        maxLength={100}
        onKeep={(name) => history.renameFolder(folder, name)}
        onEnd={(wasByKey) => {
          byKey.current = wasByKey
          setRenaming(false)
        }}
      />
    )
  }
  const icon = { size: 16, 'aria-hidden': true } as const
  return (
    <>
      <button
        type="button"
        ref={button}
        className={styles.folder}
        aria-expanded={folder.collapsed !== true}
        data-row
        data-testid="history-folder"
        onClick={() => history.collapse(folder, folder.collapsed !== true)}
      >
        <ChevronRight size={15} aria-hidden className={styles.chevron} />
        <span className={styles.title} dir="auto">
          {folder.name}
        </span>
        <span className={styles.state}>{count}</span>
      </button>
      <Menu
        label={`More for the folder “${folder.name}”`}
        testId="folder-more"
        icon={<Ellipsis size={15} aria-hidden />}
        items={[
          { id: 'rename', label: 'Rename', icon: <Pencil {...icon} />, onSelect: () => setRenaming(true) },
          {
            id: 'delete',
            label: 'Delete the folder',
            hint: 'Its conversations stay',
            icon: <Trash2 {...icon} />,
            onSelect: () => history.removeFolder(folder),
          },
        ]}
      />
    </>
  )
}
