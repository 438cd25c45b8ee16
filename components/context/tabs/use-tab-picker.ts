import { useCallback, useEffect, useMemo, useState } from 'react'
import { rankTabs } from '../../../lib/panel/rank-tabs'
import { askForTabNames, followTabs, listTabs, type OpenTab, type TabList } from '../../../lib/panel/tabs'
import { askPermission } from '../../hooks/ask-permission'
import { useChatSession } from '../../hooks/use-chat'
import { useListKeys } from '../../ui/use-list-keys'
import { withoutMention, type Mention } from './mention'

const none: TabList = { tabs: [], namesHidden: false }

type TabPickerHost = {
  mention: Mention | null
  text: string
  /** Puts the text without the `@word` into the composer. */
  onText: (text: string, cursor: number) => void
  /** The reader wants no list for this `@`. */
  onLeave: () => void
}

export type TabPicker = ReturnType<typeof useTabPicker>

/** The list of tabs behind an `@word`: what fits, what is ticked, and the keys. */
export function useTabPicker({ mention, text, onText, onLeave }: TabPickerHost) {
  const { chat, sources } = useChatSession()
  const isOpen = mention !== null
  const { tabs, namesHidden, look } = useTabs(isOpen)
  const [ticked, setTicked] = useState<readonly OpenTab[]>([])
  const query = mention?.query ?? ''
  const found = useMemo(() => rankTabs(tabs, query), [tabs, query])

  useEffect(() => {
    if (!isOpen) setTicked([])
  }, [isOpen])

  const tick = (tab: OpenTab | undefined) => {
    if (!tab) return
    setTicked((before) =>
      before.some(({ id }) => id === tab.id) ? before.filter(({ id }) => id !== tab.id) : [...before, tab],
    )
  }
  /** Must run in the handler of a key or a click: the browser asks only then. */
  const attach = (chosen: readonly OpenTab[]) => {
    if (!mention || chosen.length === 0) return
    const patterns = [...new Set(chosen.flatMap(({ needs }) => needs ?? []))]
    const granted =
      patterns.length === 0 ? Promise.resolve(true) : askPermission(...patterns).then((answer) => answer === 'granted')
    const left = withoutMention(text, mention)
    onText(left.text, left.cursor)
    sources.addTabs(chosen, granted).catch((error: unknown) => chat.report(error))
  }
  const choose = (tab: OpenTab) => (ticked.length === 0 ? attach([tab]) : tick(tab))
  const current = () => found[list.active]
  const attachChosen = () => {
    const one = current()
    attach(ticked.length > 0 ? ticked : one ? [one] : [])
  }
  // With nothing to choose from, Enter sends and Tab leaves as ever.
  const choosing = found.length > 0 ? { Tab: () => tick(current()), Enter: attachChosen } : {}
  const list = useListKeys({ isOpen, count: found.length, query, keys: { Escape: onLeave, ...choosing } })

  return {
    isOpen,
    found,
    ...list,
    ticked,
    namesHidden,
    choose,
    tick,
    attachChosen,
    leave: () => {
      onLeave()
      chat.focusComposer()
    },
    askNames: () =>
      void askForTabNames().then(() => {
        look()
        chat.focusComposer()
      }),
  }
}

/** The open tabs, as long as somebody looks at them. */
function useTabs(wanted: boolean): TabList & { look: () => void } {
  const { chat, describePage } = useChatSession()
  const [list, setList] = useState<TabList>(none)
  const look = useCallback(() => {
    describePage()
      .catch(() => undefined)
      .then((page) => listTabs(page?.tabId))
      .then(setList)
      .catch((error: unknown) => chat.report(error))
  }, [chat, describePage])
  useEffect(() => {
    if (!wanted) return undefined
    look()
    return followTabs(look)
  }, [wanted, look])
  return { ...list, look }
}
