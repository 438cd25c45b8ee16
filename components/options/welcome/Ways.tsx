import { Keyboard, PanelRight, Puzzle, TextSelect } from 'lucide-react'
import { useBrowserCommands } from '../../shortcuts/use-browser-commands'
import styles from './WelcomeSection.module.css'

/** How the panel opens on any page. */
export function Ways() {
  const shortcut = useBrowserCommands().find(({ id }) => id === '_execute_action')?.keys ?? ''
  return (
    <section className={styles.block} aria-labelledby="ways">
      <h2 id="ways" className={styles.blockTitle}>
        On any page
      </h2>
      <ul className={styles.ways}>
        <li>
          <PanelRight size={19} aria-hidden />
          <span>Click the Gloss button in the toolbar</span>
        </li>
        <li>
          <Keyboard size={19} aria-hidden />
          {shortcut === '' ? (
            <span>Or a shortcut of your choice, set in the browser’s extension settings</span>
          ) : (
            <span>
              Press <kbd>{shortcut}</kbd>
            </span>
          )}
        </li>
        <li>
          <TextSelect size={19} aria-hidden />
          <span>Select some text, right-click it, and ask</span>
        </li>
        <li className={styles.hint}>
          <Puzzle size={19} aria-hidden />
          <span>No button there? Open the puzzle piece in the toolbar and press the pin beside Gloss</span>
        </li>
      </ul>
    </section>
  )
}
