import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { IconButton } from './Button'
import styles from './Menu.module.css'

export type MenuItem = {
  id: string
  label: string
  icon?: ReactNode
  hint?: string
  /** The keys that do the same, as they are written on a keyboard. */
  shortcut?: string | undefined
  /** It stays reachable, so that its hint can say why. */
  disabled?: boolean
  /** Entries of one group stand together under its name. */
  group?: string
  onSelect: () => void
}

type MenuProps = {
  label: string
  icon: ReactNode
  items: MenuItem[]
  testId?: string
  disabled?: boolean
  onOpen?: () => void
}

/** A button with a list of actions: native popover, arrow keys, Home, End, first letters; Escape gives the focus back. */
export function Menu({ label, icon, items, testId, disabled = false, onOpen }: MenuProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  // Every message of a thread has menus, and few are ever opened.
  const [drawn, setDrawn] = useState(false)
  const anchor = `--menu-${id.replace(/[^a-zA-Z0-9]/g, '')}`

  const move = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const current = buttons.findIndex((button) => button === document.activeElement)
    const targets: Record<string, number> = {
      ArrowDown: (current + 1) % buttons.length,
      ArrowUp: (current - 1 + buttons.length) % buttons.length,
      Home: 0,
      End: buttons.length - 1,
    }
    const target = targets[event.key] ?? firstLetter(buttons, current, event)
    if (target === undefined) return
    event.preventDefault()
    buttons[target]?.focus()
  }

  return (
    <>
      <IconButton
        label={label}
        popoverTarget={id}
        style={{ anchorName: anchor }}
        aria-haspopup="menu"
        data-testid={testId}
        disabled={disabled}
      >
        {icon}
      </IconButton>
      <div
        id={id}
        ref={list}
        popover="auto"
        role="menu"
        tabIndex={-1}
        aria-label={label}
        className={styles.menu}
        style={{ positionAnchor: anchor }}
        onKeyDown={move}
        onBeforeToggle={(event) => {
          // Before it is shown: its place depends on its size.
          if (event.newState === 'open') flushSync(() => setDrawn(true))
        }}
        onToggle={(event) => {
          if (event.newState === 'open') onOpen?.()
          else setDrawn(false)
        }}
      >
        {[...Map.groupBy(drawn ? items : [], ({ group }) => group)].map(([group, entries]) => (
          <div
            key={group ?? ''}
            className={styles.group}
            {...(group === undefined ? {} : { role: 'group', 'aria-label': group })}
          >
            {group !== undefined && (
              <p className={styles.heading} aria-hidden>
                {group}
              </p>
            )}
            {entries.map((item) => (
              <button
                key={item.id}
                ref={item === items[0] ? takesFocus : undefined}
                type="button"
                role="menuitem"
                className={styles.item}
                aria-disabled={item.disabled}
                data-testid={`${testId ?? 'menu'}-${item.id}`}
                onClick={() => {
                  if (item.disabled) return
                  list.current?.hidePopover()
                  item.onSelect()
                }}
              >
                {item.icon}
                <span className={styles.words}>
                  {item.label}
                  {item.hint && <small className={styles.hint}>{item.hint}</small>}
                </span>
                {item.shortcut && <kbd className={styles.shortcut}>{item.shortcut}</kbd>}
              </button>
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

/**
 * As the menu is shown, and not in an event that comes later: a key that follows at once is for the entry. React writes no
 * such attribute.
 */
function takesFocus(entry: HTMLButtonElement | null): void {
  entry?.toggleAttribute('autofocus', true)
}

/** The next entry that begins with the letter, as in the menus of the system. */
function firstLetter(
  buttons: readonly HTMLElement[],
  current: number,
  { key, ctrlKey, altKey, metaKey }: KeyboardEvent,
): number | undefined {
  if (key.length !== 1 || key === ' ' || ctrlKey || altKey || metaKey) return undefined
  const order = buttons.map((_button, index) => (current + 1 + index) % buttons.length)
  return order.find((index) => buttons[index]?.textContent.toLowerCase().startsWith(key.toLowerCase()))
}
