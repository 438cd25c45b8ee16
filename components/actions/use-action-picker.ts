import { useEffect, useMemo, useState } from 'react'
import type { QuickAction } from '../../lib/chat/quick-action'
import { waits } from '../../lib/panel/action-runner'
import { useChatSession } from '../hooks/use-chat'
import { useListKeys } from '../ui/use-list-keys'
import { matchingActions, slashQuery } from './slash'
import { useActionsAt } from './use-actions'

type ActionPickerHost = {
  text: string
  cursor: number
  /** Puts another text into the composer, with the cursor at this place. */
  onText: (text: string, cursor: number) => void
}

export type ActionPicker = ReturnType<typeof useActionPicker>

/** The list of quick actions behind a `/` at the start of a question: what fits, and the keys. */
export function useActionPicker({ text, cursor, onText }: ActionPickerHost) {
  const { chat, actions: runner } = useChatSession()
  const actions = useActionsAt('name')
  const query = slashQuery(text, cursor)
  /** What was typed when the reader wanted no list: more of it brings none either. */
  const [left, setLeft] = useState<string>()
  const found = useMemo(() => (query === undefined ? [] : matchingActions(actions, query)), [actions, query])
  const isLeft = left !== undefined && query?.startsWith(left) === true
  const isOpen = !isLeft && found.length > 0
  useEffect(() => {
    if (query === undefined) setLeft(undefined)
  }, [query])

  /** Writes its name out, so that words can be put behind it. */
  const complete = ({ slug }: QuickAction) => {
    const name = `/${slug} `
    onText(name + text.slice(cursor).trimStart(), name.length)
  }
  const choose = (action: QuickAction) => {
    const words = text.slice(cursor).trim()
    if (waits(action, words)) return complete(action)
    chat.setText('')
    void runner.run(action.id, { words, typed: `/${action.slug} ${words}`.trim() })
    chat.focusComposer()
  }
  const leave = () => setLeft(query)
  const act = (does: (action: QuickAction) => void) => () => {
    const action = found[list.active]
    if (action) does(action)
  }
  const list = useListKeys({
    isOpen,
    count: found.length,
    query: query ?? '',
    keys: { Enter: act(choose), Tab: act(complete), Escape: leave },
  })
  return { isOpen, found, ...list, choose, leave }
}
