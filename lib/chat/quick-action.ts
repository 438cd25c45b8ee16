/** Where an action is offered: in the browser's menu on four things, as a chip of the panel, and as `/name`. */
export const actionPlaces = ['selection', 'page', 'link', 'image', 'chip', 'name'] as const

export type ActionPlace = (typeof actionPlaces)[number]

/** The pictures that an action can have. */
export const actionIcons = [
  'ask',
  'explain',
  'summarize',
  'list',
  'translate',
  'simplify',
  'improve',
  'correct',
  'reply',
  'code',
  'star',
  'bolt',
  'search',
  'scales',
  'book',
  'heart',
] as const

export type ActionIcon = (typeof actionIcons)[number]

/** Also of an action that is gone by now: messages keep it. */
export type QuickActionId = string

/** A ready-made question. */
export type QuickAction = {
  /** Never changes; a message remembers it. */
  id: QuickActionId
  /** As menus, chips and lists show it. */
  name: string
  /** The word behind the `/`, without it. */
  slug: string
  /** One sentence on what it does; may be empty. */
  description: string
  /** What is asked, with variables in double braces. */
  template: string
  icon: ActionIcon
  places: ActionPlace[]
  /** It puts what it is about into the composer, and waits for the reader's words. */
  waits: boolean
  /** Kept, but offered nowhere. */
  hidden?: true
  /** Who answers it. Absent: whoever answers the other questions. */
  presetId?: string
  /** Keys that start it while the panel has the focus, such as `Alt+Shift+1`. */
  shortcut?: string
}

/** What is stored: only what differs from the built-in actions, so that later ones, and better wordings, arrive. */
export type QuickActionSettings = {
  own: QuickAction[]
  /** Of built-in actions, by id, the fields that were changed. */
  changed: Record<string, ActionChange>
  /** The ids in the reader's order. Empty: as they come. */
  order: string[]
}

export type ActionChange = Partial<Omit<QuickAction, 'id'>>

export const noActionSettings: QuickActionSettings = { own: [], changed: {}, order: [] }

/** What an action asks of whoever answers it. `write`: a new text, which takes a model. */
export type ActionIntent = 'ask' | 'explain' | 'summarize' | 'translate' | 'write'

const intents: Record<string, ActionIntent> = {
  ask: 'ask',
  explain: 'explain',
  summarize: 'summarize',
  'key-points': 'summarize',
  translate: 'translate',
}

export function intentOf(actionId: QuickActionId): ActionIntent {
  return Object.hasOwn(intents, actionId) ? (intents[actionId] ?? 'write') : 'write'
}

/** Whether only a model can do it: the built-in reader quotes, and writes nothing. */
export function needsModel(actionId: QuickActionId): boolean {
  return ['translate', 'write'].includes(intentOf(actionId))
}

/** Letters, digits and hyphens, as they can be typed behind a `/`. */
export function slugOf(text: string): string {
  return text
    .toLocaleLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '')
}
