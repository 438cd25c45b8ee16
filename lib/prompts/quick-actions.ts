import type { QuickActionId } from '../chat/pending-action'

export type QuickAction = {
  id: QuickActionId
  /** As it stands in the browser's menu on a selection. */
  menuTitle: string
  /** As it stands on a button of the panel. */
  label: string
  /** The question that is sent at once; absent for the one that waits for the user's own words. */
  question?: (languageTag: string) => string
}

export const quickActions: readonly QuickAction[] = [
  { id: 'ask', menuTitle: 'Ask about selection', label: 'Ask about selection' },
  { id: 'explain', menuTitle: 'Explain', label: 'Explain', question: () => 'Explain this passage.' },
  { id: 'summarize', menuTitle: 'Summarize', label: 'Summarize', question: () => 'Summarize this.' },
  {
    id: 'translate',
    menuTitle: 'Translate',
    label: 'Translate',
    question: (languageTag) => `Translate this passage into ${languageName(languageTag)}.`,
  },
]

export function quickAction(id: QuickActionId): QuickAction | undefined {
  return quickActions.find((action) => action.id === id)
}

/** English, as the questions are; a tag that no list knows stands for itself. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(tag) ?? tag
  } catch (error) {
    if (error instanceof RangeError) return tag
    throw error
  }
}
