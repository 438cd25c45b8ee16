import { useEffect, useRef } from 'react'
import type { QuickAction } from '../../lib/chat/quick-action'
import shared from '../ui/picker.module.css'
import { ActionIcon } from './ActionIcon'
import styles from './ActionPicker.module.css'
import type { ActionPicker as Picker } from './use-action-picker'

export const actionListId = 'action-list'
export const actionOptionId = ({ id }: QuickAction) => `action-option-${id}`

/** Over the composer, while a `/name` is being typed: the quick actions that fit. The focus stays in the composer. */
export function ActionPicker({ picker }: { picker: Picker }) {
  const { found, active } = picker
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keeps the cursor in the composer
    <div className={shared.picker} data-testid="action-picker" onMouseDown={(event) => event.preventDefault()}>
      <div
        ref={list}
        id={actionListId}
        role="listbox"
        aria-label="Quick actions"
        // It scrolls, and whatever scrolls has to be reachable.
        tabIndex={0}
        className={shared.list}
      >
        {found.map((action, index) => (
          // The composer keeps the focus and the keys.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
          <div
            key={action.id}
            id={actionOptionId(action)}
            role="option"
            aria-selected={index === active}
            className={`${shared.option} ${index === active ? shared.active : ''}`}
            data-testid="action-option"
            data-action={action.id}
            {...picker.onPoint(index)}
            onClick={() => picker.choose(action)}
          >
            <span className={styles.icon}>
              <ActionIcon name={action.icon} />
            </span>
            <span className={shared.words}>
              <span className={shared.name} dir="auto">
                {action.name} <span className={styles.slug}>/{action.slug}</span>
              </span>
              {action.description !== '' && (
                <span className={shared.more} dir="auto">
                  {action.description}
                </span>
              )}
            </span>
          </div>
        ))}
      </div>
      <p className={shared.foot}>
        <kbd>Enter</kbd> asks · <kbd>Tab</kbd> adds words · <kbd>Esc</kbd> leaves
      </p>
    </div>
  )
}
