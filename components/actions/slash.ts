import type { QuickAction } from '../../lib/chat/quick-action'

/** The `/name` that is being typed at the start of a question, as far as it goes; undefined where there is none. */
export function slashQuery(text: string, cursor: number): string | undefined {
  const query = /^\/([\p{L}\p{M}\p{N}-]*)$/u.exec(text.slice(0, cursor))?.[1]
  // In the middle of a word it would be about something else.
  return query !== undefined && /^(\s|$)/.test(text.slice(cursor)) ? query : undefined
}

/** The actions that fit what was typed: those whose `/name` begins so first, then those that hold it anywhere. */
export function matchingActions(actions: readonly QuickAction[], query: string): QuickAction[] {
  const wanted = query.toLocaleLowerCase()
  const rank = ({ slug, name }: QuickAction) => {
    if (slug.startsWith(wanted)) return 0
    const words = name.toLocaleLowerCase().split(/[\s-]+/)
    if (words.some((word) => word.startsWith(wanted))) return 1
    return slug.includes(wanted) ? 2 : 3
  }
  return actions
    .map((action) => ({ action, rank: rank(action) }))
    .filter((one) => one.rank < 3)
    .sort((one, other) => one.rank - other.rank)
    .map(({ action }) => action)
}
