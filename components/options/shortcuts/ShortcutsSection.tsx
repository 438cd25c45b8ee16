import { browser } from 'wxt/browser'
import { updateSettings, useSettings } from '../../hooks/use-settings'
import { isMac } from '../../shortcuts/mac'
import { commandsWithKeys, panelCommands, shownKeys } from '../../shortcuts/panel-commands'
import { useBrowserCommands } from '../../shortcuts/use-browser-commands'
import { Button } from '../../ui/Button'
import { useOptions } from '../options-context'
import sections from '../sections.module.css'
import { KeysField } from './KeysField'
import styles from './ShortcutsSection.module.css'

/** The keys of everything in the panel, and where those of the browser are set. */
export function ShortcutsSection() {
  const { shortcuts } = useSettings()
  const { report } = useOptions()
  const browserCommands = useBrowserCommands()
  const commands = commandsWithKeys(shortcuts)
  const save = (id: string, keys: string) => {
    const original = panelCommands.find((command) => command.id === id)?.keys
    const { [id]: _, ...others } = shortcuts
    updateSettings({ shortcuts: keys === original ? others : { ...others, [id]: keys } }).catch(report)
  }

  return (
    <div className={styles.parts}>
      <section aria-labelledby="panel-keys" className={sections.group}>
        <h2 id="panel-keys" className={sections.title}>
          In the panel
        </h2>
        <p className={sections.introduction}>
          They work while the panel has the keyboard. Quick actions have theirs in their own form.
        </p>
        <ul className={sections.list}>
          {commands.map(({ id, label, keys }) => (
            <li key={id} className={styles.row}>
              <span id={`keys-of-${id}`}>{label}</span>
              <KeysField
                labelledBy={`keys-of-${id}`}
                id={id}
                ownerId={id}
                keys={keys}
                original={panelCommands.find((command) => command.id === id)?.keys ?? ''}
                onChange={(wished) => save(id, wished)}
              />
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="browser-keys" className={sections.group}>
        <h2 id="browser-keys" className={sections.title}>
          Anywhere in the browser
        </h2>
        <p className={sections.introduction}>The browser gives these keys, and only it can change them.</p>
        <ul className={sections.list}>
          {browserCommands.map(({ id, label, keys }) => (
            <li key={id} className={styles.row}>
              <span>{label}</span>
              {keys === '' ? <span className={styles.none}>No keys</span> : <kbd>{shownKeys(keys, isMac)}</kbd>}
            </li>
          ))}
        </ul>
        <Button
          className={styles.change ?? ''}
          data-testid="browser-shortcuts"
          onClick={() => void openBrowserShortcuts().catch(report)}
        >
          Change them in the browser
        </Button>
      </section>
    </div>
  )
}

/** Firefox has a call for its page; of Chromium's the address is known. */
async function openBrowserShortcuts(): Promise<void> {
  const { commands } = browser
  if ('openShortcutSettings' in commands && typeof commands.openShortcutSettings === 'function') {
    await commands.openShortcutSettings()
    return
  }
  await browser.tabs.create({ url: 'chrome://extensions/shortcuts' })
}
