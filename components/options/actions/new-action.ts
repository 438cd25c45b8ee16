import { slugOf, type QuickAction } from '../../../lib/chat/quick-action'

/** An action before anything is said of it. */
export const emptyAction: Omit<QuickAction, 'id'> = {
  name: '',
  slug: '',
  description: '',
  template: '',
  icon: 'star',
  places: ['selection', 'chip', 'name'],
  waits: false,
}

/** The same under another name. Keys start one action only. */
export function copyOf(action: QuickAction, others: readonly QuickAction[], id: string): QuickAction {
  const { shortcut: _shortcut, hidden: _hidden, ...rest } = action
  const name = `${action.name}, copy`.slice(0, 80)
  return { ...rest, id, name, slug: freeSlug(slugOf(name) || 'copy', others) }
}

function freeSlug(slug: string, others: readonly QuickAction[]): string {
  const isTaken = (wished: string) => others.some((one) => one.slug === wished)
  let free = slug
  for (let count = 2; isTaken(free); count += 1) free = `${slug.slice(0, 36)}-${count}`
  return free
}
