import { ArrowDown, ArrowUp, Copy, Ellipsis, Eye, EyeOff, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import { useLayoutEffect, useRef } from 'react'
import { isChanged } from '../../../lib/chat/action-list'
import { builtinAction } from '../../../lib/chat/builtin-actions'
import type { QuickAction } from '../../../lib/chat/quick-action'
import { call } from '../../../lib/messaging/calls'
import { ActionIcon } from '../../actions/ActionIcon'
import { useSettings } from '../../hooks/use-settings'
import { isMac } from '../../shortcuts/mac'
import { shownKeys } from '../../shortcuts/panel-commands'
import { IconButton } from '../../ui/Button'
import { Menu } from '../../ui/Menu'
import { actionListId } from '../element-ids'
import { useOptions } from '../options-context'
import { routeHash } from '../route'
import rows from '../RowList.module.css'
import styles from './Actions.module.css'
import { copyOf } from './new-action'

type ActionRowProps = {
  action: QuickAction
  index: number
  count: number
  /** Says where it stands now. */
  onMoved: (sentence: string) => void
}

/** One quick action: a link to its form, two buttons for its place, and a menu of everything else. */
export function ActionRow({ action, index, count, onMoved }: ActionRowProps) {
  const { report } = useOptions()
  const { id, name, slug, description, icon, hidden, shortcut } = action
  const buttons = useRef<HTMLSpanElement>(null)
  const pressed = useRef<'up' | 'down'>(undefined)
  useLayoutEffect(() => {
    if (pressed.current === undefined) return
    // A row that is moved loses the focus, and at an end of the list its button cannot have it.
    const wished = buttons.current?.querySelector<HTMLElement>(`[data-move=${pressed.current}]:not(:disabled)`)
    const button = wished ?? buttons.current?.querySelector<HTMLElement>('[data-move]:not(:disabled)')
    button?.focus()
    pressed.current = undefined
    onMoved(`${name} is now number ${index + 1} of ${count}.`)
  }, [index, count, name, onMoved])

  const move = (by: 1 | -1) => {
    pressed.current = by === 1 ? 'down' : 'up'
    call('moveAction', { actionId: id, by }).catch(report)
  }
  return (
    <li className={rows.row} data-testid="action-row" data-action={id} data-off={hidden === true}>
      <a className={rows.open} href={routeHash({ section: 'actions', actionId: id })}>
        <span className={styles.icon}>
          <ActionIcon name={icon} size={18} />
        </span>
        <span className={rows.what}>
          <span className={rows.name} dir="auto">
            {name} <span className={styles.slug}>/{slug}</span>
          </span>
          <span className={`${rows.description} ${styles.description}`} dir="auto">
            {description === '' ? action.template.slice(0, 120) : description}
          </span>
        </span>
      </a>
      {shortcut !== undefined && <kbd className={styles.keys}>{shownKeys(shortcut, isMac)}</kbd>}
      {hidden && <span className={rows.off}>Hidden</span>}
      <span ref={buttons} className={styles.moves}>
        <IconButton
          label={`Move ${name} up`}
          data-move="up"
          data-testid="action-up"
          disabled={index === 0}
          onClick={() => move(-1)}
        >
          <ArrowUp size={16} aria-hidden />
        </IconButton>
        <IconButton
          label={`Move ${name} down`}
          data-move="down"
          data-testid="action-down"
          disabled={index === count - 1}
          onClick={() => move(1)}
        >
          <ArrowDown size={16} aria-hidden />
        </IconButton>
      </span>
      <ActionMenu action={action} />
    </li>
  )
}

function ActionMenu({ action }: { action: QuickAction }) {
  const { actions, report, removeAction } = useOptions()
  const { quickActions } = useSettings()
  const isBuiltin = builtinAction(action.id) !== undefined
  const { hidden: _, ...shown } = action
  const attempt = (act: Promise<unknown>) => void act.catch(report)
  const edit = (actionId: string) => {
    location.hash = routeHash({ section: 'actions', actionId })
  }
  const duplicate = async () => {
    const copy = copyOf(action, actions, crypto.randomUUID())
    await call('saveAction', { action: copy })
    edit(copy.id)
  }
  const remove = () => {
    removeAction(action)
    // The row goes, and the focus must not go with it.
    document.getElementById(actionListId)?.focus()
  }
  const items = [
    { id: 'edit', label: 'Edit', icon: <Pencil size={16} aria-hidden />, onSelect: () => edit(action.id) },
    { id: 'duplicate', label: 'Duplicate', icon: <Copy size={16} aria-hidden />, onSelect: () => attempt(duplicate()) },
    {
      id: 'hide',
      label: action.hidden ? 'Show' : 'Hide',
      hint: action.hidden ? 'Offer it again' : 'Keep it, but offer it nowhere',
      icon: action.hidden ? <Eye size={16} aria-hidden /> : <EyeOff size={16} aria-hidden />,
      onSelect: () => attempt(call('saveAction', { action: action.hidden ? shown : { ...shown, hidden: true } })),
    },
    isBuiltin &&
      isChanged(quickActions, action.id) && {
        id: 'reset',
        label: 'Reset',
        hint: 'As it came with Gloss',
        icon: <RotateCcw size={16} aria-hidden />,
        onSelect: () => attempt(call('resetAction', { actionId: action.id })),
      },
    !isBuiltin && { id: 'remove', label: 'Remove', icon: <Trash2 size={16} aria-hidden />, onSelect: remove },
  ].filter((item) => item !== false)
  return (
    <Menu
      label={`More for ${action.name}`}
      testId="action-menu"
      icon={<Ellipsis size={17} aria-hidden />}
      items={items}
    />
  )
}
