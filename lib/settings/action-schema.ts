import * as v from 'valibot'
import { actionProblems } from '../chat/action-problems'
import { builtinAction } from '../chat/builtin-actions'
import {
  actionIcons,
  actionPlaces,
  noActionSettings,
  slugOf,
  type ActionChange,
  type QuickAction,
  type QuickActionSettings,
} from '../chat/quick-action'
import { longestTemplate } from '../chat/template'

const identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(200))

const fields = {
  name: v.pipe(v.string(), v.trim(), v.minLength(1, 'Give it a name.'), v.maxLength(80)),
  slug: v.pipe(
    v.string(),
    v.minLength(1),
    v.maxLength(40),
    v.check((slug) => slug === slugOf(slug)),
  ),
  description: v.pipe(v.string(), v.maxLength(200)),
  template: v.pipe(v.string(), v.maxLength(longestTemplate)),
  icon: v.picklist(actionIcons),
  places: v.pipe(v.array(v.picklist(actionPlaces)), v.maxLength(actionPlaces.length)),
  waits: v.boolean(),
  hidden: v.exactOptional(v.literal(true)),
  presetId: v.exactOptional(identifier),
  shortcut: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(60))),
}

/** An action as it is saved. Whether its template and its keys are in order, `actionProblems` says in words. */
export const quickActionSchema: v.GenericSchema<unknown, QuickAction> = v.strictObject({ id: identifier, ...fields })

const changeSchema = v.pipe(
  v.partial(v.strictObject(fields)),
  v.transform((change): ActionChange =>
    Object.fromEntries(Object.entries(change).filter(([, field]) => field !== undefined)),
  ),
)

/** The actions of a list that can be used. */
export function goodActions(raw: unknown): QuickAction[] {
  return (Array.isArray(raw) ? raw : []).flatMap((one) => {
    const result = v.safeParse(quickActionSchema, one)
    return result.success && isUsable(result.output) ? [result.output] : []
  })
}

const isUsable = (action: QuickAction) => actionProblems(action, []).template === undefined

/** Reads whatever is stored: an action that cannot be used costs itself, a changed one its changes. */
export function parseActionSettings(raw: unknown): QuickActionSettings {
  const { own, changed, order } = Object(raw) as Record<string, unknown>
  const good = goodActions(own).filter(({ id }) => builtinAction(id) === undefined)
  const changes = Object.entries(Object(changed) as Record<string, unknown>).flatMap(([id, one]) => {
    const result = v.safeParse(changeSchema, one)
    const builtin = builtinAction(id)
    if (!builtin || !result.success) return []
    return isUsable({ ...builtin, ...result.output }) ? [[id, result.output] as const] : []
  })
  const ids = v.safeParse(v.array(identifier), order)
  const read = { own: good, changed: Object.fromEntries(changes), order: ids.success ? ids.output : [] }
  return good.length === 0 && changes.length === 0 && read.order.length === 0 ? noActionSettings : read
}
