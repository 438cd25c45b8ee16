import { Check, Globe, LockKeyhole } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { OpenTab } from '../../../lib/panel/tabs'
import { Button } from '../../ui/Button'
import shared from '../../ui/picker.module.css'
import type { TabPicker as Picker } from './use-tab-picker'
import styles from './TabPicker.module.css'

export const tabListId = 'tab-list'
export const tabOptionId = (tab: OpenTab) => `tab-option-${tab.id}`

/** Over the composer, while an `@word` is being typed: the open tabs that fit. The focus stays in the composer. */
export function TabPicker({ picker }: { picker: Picker }) {
  const { found, active, ticked, namesHidden } = picker
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' })
  }, [active])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keeps the cursor in the composer
    <div
      className={shared.picker}
      role="group"
      aria-label="Tabs to attach"
      data-testid="tab-picker"
      onMouseDown={(event) => event.preventDefault()}
      onKeyDown={(event) => {
        if (event.key === 'Escape') picker.leave()
      }}
    >
      <div ref={list} id={tabListId} role="listbox" aria-label="Open tabs" aria-multiselectable className={shared.list}>
        {found.map((tab, index) => (
          <Option key={tab.id} tab={tab} picker={picker} isActive={index === active} index={index} />
        ))}
      </div>
      {found.length === 0 && <p className={styles.nothing}>No open tab fits.</p>}
      {namesHidden && (
        <div className={`${shared.foot} ${styles.hidden}`}>
          <p>
            The browser hides the names of tabs that Gloss may not read. To list them it asks for your “browsing
            history”; Gloss looks at names and addresses only while this list is open.
          </p>
          <Button onClick={picker.askNames}>Show all tabs…</Button>
        </div>
      )}
      {found.length > 0 && (
        <div className={`${shared.foot} ${styles.foot}`}>
          <span>
            <kbd>Enter</kbd> attaches · <kbd>Tab</kbd> ticks · <kbd>Esc</kbd> leaves
          </span>
          {ticked.length > 0 && (
            <Button look="primary" onClick={picker.attachChosen}>
              Attach {ticked.length === 1 ? 'one tab' : `${ticked.length} tabs`}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

type OptionProps = { tab: OpenTab; picker: Picker; isActive: boolean; index: number }

function Option({ tab, picker, isActive, index }: OptionProps) {
  const isTicked = picker.ticked.some(({ id }) => id === tab.id)
  return (
    // The composer keeps the focus and the keys.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={tabOptionId(tab)}
      role="option"
      aria-selected={isTicked}
      className={`${shared.option} ${isActive ? shared.active : ''}`}
      data-testid="tab-option"
      {...picker.onPoint(index)}
      onClick={(event) => (event.ctrlKey || event.metaKey ? picker.tick(tab) : picker.choose(tab))}
    >
      <span
        className={`${styles.tick} ${isTicked ? styles.ticked : ''}`}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation()
          picker.tick(tab)
        }}
      >
        {isTicked && <Check size={12} />}
      </span>
      <Icon tab={tab} />
      <span className={shared.words}>
        <span className={shared.name} dir="auto">
          {tab.title}
        </span>
        <span className={`${shared.more} ${styles.more}`}>
          {tab.isCurrent ? `${tab.site} · this tab` : tab.site}
          {tab.needs !== undefined && (
            <>
              {' '}
              <LockKeyhole size={11} aria-hidden /> asks for access
            </>
          )}
        </span>
      </span>
    </div>
  )
}

/** The site's icon where the browser has it at hand, else its first letter. */
function Icon({ tab: { icon, site } }: { tab: OpenTab }) {
  if (icon !== undefined) return <img className={styles.icon} src={icon} alt="" />
  const letter = /[\p{L}\p{N}]/u.exec(site)?.[0]
  return (
    <span className={styles.letter} aria-hidden>
      {letter?.toUpperCase() ?? <Globe size={13} />}
    </span>
  )
}
