import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'

/** The keys of our commands as the browser has them now; a command that lost its keys is not in it. */
export function useShortcuts(): ReadonlyMap<string, string> {
  const [shortcuts, setShortcuts] = useState<ReadonlyMap<string, string>>(new Map())
  useEffect(() => {
    let wanted = true
    browser.commands.getAll().then(
      (commands) => {
        if (!wanted) return
        setShortcuts(new Map(commands.flatMap(({ name, shortcut }) => (name && shortcut ? [[name, shortcut]] : []))))
      },
      // A menu without keys in it is a menu all the same.
      () => undefined,
    )
    return () => {
      wanted = false
    }
  }, [])
  return shortcuts
}
