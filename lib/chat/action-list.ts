import { builtinAction, builtinActions } from './builtin-actions'
import type { ActionChange, ActionPlace, QuickAction, QuickActionSettings } from './quick-action'

/** Every action in the reader's order, also the hidden ones. */
export function allActions({ own, changed, order }: QuickActionSettings): QuickAction[] {
  const natural = [...builtinActions.map((action) => ({ ...action, ...changed[action.id] })), ...own]
  const byId = new Map(natural.map((action) => [action.id, action]))
  const listed = [...new Set(order)].flatMap((id) => byId.get(id) ?? [])
  natural.forEach((action, index) => {
    if (listed.includes(action)) return
    // A later built-in one comes behind the one that it stands behind by nature; the reader's own at the end.
    const before = natural[index - 1]
    const at = before === undefined ? 0 : listed.indexOf(before) + 1
    listed.splice(own.includes(action) ? listed.length : at, 0, action)
  })
  return listed
}

/** The actions that are offered at a place, in order. */
export function actionsAt(settings: QuickActionSettings, place: ActionPlace): QuickAction[] {
  return allActions(settings).filter(({ hidden, places }) => !hidden && places.includes(place))
}

/** The settings with this action in place of the one with its id, or behind the others. */
export function withSavedAction(settings: QuickActionSettings, action: QuickAction): QuickActionSettings {
  const builtin = builtinAction(action.id)
  if (builtin) return { ...settings, changed: withChange(settings.changed, action.id, difference(builtin, action)) }
  const known = settings.own.some(({ id }) => id === action.id)
  const own = known ? settings.own.map((one) => (one.id === action.id ? action : one)) : [...settings.own, action]
  return { ...settings, own }
}

/** Without one of the reader's own; a built-in one can only be hidden. */
export function withoutAction(settings: QuickActionSettings, id: string): QuickActionSettings {
  return {
    ...settings,
    own: settings.own.filter((action) => action.id !== id),
    order: settings.order.filter((one) => one !== id),
  }
}

/** With a built-in action as it came. Its place stays. */
export function withResetAction(settings: QuickActionSettings, id: string): QuickActionSettings {
  return { ...settings, changed: withChange(settings.changed, id, {}) }
}

/** With an action `by` places further down, or up when that is negative. */
export function withMovedAction(settings: QuickActionSettings, id: string, by: number): QuickActionSettings {
  const ids = allActions(settings).map((action) => action.id)
  const from = ids.indexOf(id)
  if (from === -1) return settings
  ids.splice(Math.max(0, from + by), 0, ...ids.splice(from, 1))
  const natural = allActions({ ...settings, order: [] }).map((action) => action.id)
  return { ...settings, order: ids.every((one, index) => one === natural[index]) ? [] : ids }
}

/** No action names this preset any more. */
export function withoutActionPreset(settings: QuickActionSettings, presetId: string): QuickActionSettings {
  const { own, changed } = settings
  if (![...own, ...Object.values(changed)].some((action) => action.presetId === presetId)) return settings
  const without = <One extends ActionChange>(action: One): One => {
    if (action.presetId !== presetId) return action
    const { presetId: _, ...rest } = action
    return rest as One
  }
  let left = changed
  for (const [id, change] of Object.entries(changed)) left = withChange(left, id, without(change))
  return { ...settings, own: own.map(without), changed: left }
}

/** Whether a built-in action differs from how it came. */
export function isChanged(settings: QuickActionSettings, id: string): boolean {
  return settings.changed[id] !== undefined
}

function withChange(
  changed: QuickActionSettings['changed'],
  id: string,
  change: ActionChange,
): QuickActionSettings['changed'] {
  const { [id]: _, ...rest } = changed
  return Object.keys(change).length === 0 ? rest : { ...rest, [id]: change }
}

function difference(builtin: QuickAction, action: QuickAction): ActionChange {
  const { id: _id, ...fields } = action
  const before: ActionChange = builtin
  const differs = Object.entries(fields).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name as keyof ActionChange]),
  )
  return Object.fromEntries(differs)
}
