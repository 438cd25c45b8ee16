import { allActions } from '../../lib/chat/action-list'
import { useSettings } from '../hooks/use-settings'
import { openSettings } from '../hooks/open-settings'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { isMac } from './mac'
import { commandsWithKeys, shownKeys } from './panel-commands'
import { useBrowserCommands } from './use-browser-commands'
import styles from './ShortcutsDialog.module.css'

type Row = { label: string; keys: string }

/** Everything that keys do, as they are set now. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { shortcuts, quickActions, sendKey } = useSettings()
  const browserCommands = useBrowserCommands()
  const ctrlEnter = isMac ? '⌘Enter' : 'Ctrl+Enter'
  const panel = commandsWithKeys(shortcuts).map(({ label, keys }) => ({ label, keys: shownKeys(keys, isMac) }))
  const actions = allActions(quickActions).flatMap(({ name, shortcut, hidden }) =>
    shortcut === undefined || hidden ? [] : [{ label: name, keys: shownKeys(shortcut, isMac) }],
  )
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} testId="shortcuts">
      <Keys name="Anywhere in the browser" rows={browserCommands} />
      <Keys name="In the panel" rows={[...panel, { label: 'This list', keys: '?' }]} />
      <Keys name="Quick actions" rows={actions} />
      <Keys
        name="While writing"
        rows={[
          { label: 'Send', keys: sendKey === 'enter' ? 'Enter' : ctrlEnter },
          { label: 'New line', keys: sendKey === 'enter' ? 'Shift+Enter' : 'Enter' },
          { label: 'Earlier questions', keys: '↑' },
          { label: 'Quick actions', keys: '/' },
          { label: 'Other tabs', keys: '@' },
          { label: 'A waiting question, earlier or later', keys: `${shownKeys('Alt', isMac)} ↑ ↓` },
        ]}
      />
      <Keys
        name="In the history"
        rows={[
          { label: 'Search', keys: '/' },
          { label: 'Go through the list', keys: '↑ ↓' },
          { label: 'Open', keys: 'Enter' },
          { label: 'Rename', keys: 'F2' },
          { label: 'Delete', keys: 'Delete' },
          { label: 'Take back', keys: isMac ? '⌘Z' : 'Ctrl+Z' },
        ]}
      />
      <p className={styles.change}>
        <Button onClick={() => void openSettings('shortcuts')}>Change them</Button>
      </p>
    </Dialog>
  )
}

function Keys({ name, rows }: { name: string; rows: readonly Row[] }) {
  const known = rows.filter(({ keys }) => keys !== '')
  if (known.length === 0) return null
  return (
    <section className={styles.group}>
      <h3 className={styles.name}>{name}</h3>
      <dl className={styles.list}>
        {known.map(({ label, keys }) => (
          <div key={label} className={styles.row}>
            <dt>{label}</dt>
            <dd>
              <kbd>{keys}</kbd>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
