import { useId, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { IconButton } from './Button'
import styles from './Menu.module.css'

type MenuItem = { id: string; label: string; icon?: ReactNode; hint?: string; onSelect: () => void }

type MenuProps = { label: string; icon: ReactNode; items: MenuItem[]; testId?: string; disabled?: boolean }

/** A button with a list of actions: native popover, arrow keys, Home, End; Escape gives the focus back. */
export function Menu({ label, icon, items, testId, disabled = false }: MenuProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
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
    const target = targets[event.key]
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
        onToggle={(event) => {
          if (event.newState === 'open') list.current?.querySelector('button')?.focus()
        }}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="menuitem"
            className={styles.item}
            data-testid={`${testId ?? 'menu'}-${item.id}`}
            onClick={() => {
              list.current?.hidePopover()
              item.onSelect()
            }}
          >
            {item.icon}
            <span>
              {item.label}
              {item.hint && <small className={styles.hint}>{item.hint}</small>}
            </span>
          </button>
        ))}
      </div>
    </>
  )
}
