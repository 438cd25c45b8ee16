import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'

/** The keys that open the panel as the browser has them now; empty when another extension or the user took them. */
export function useShortcut(onError: (error: unknown) => void): string {
  const [shortcut, setShortcut] = useState('')
  useEffect(() => {
    let wanted = true
    browser.commands.getAll().then((commands) => {
      const command = commands.find(({ name }) => name === '_execute_action')
      if (wanted) setShortcut(command?.shortcut ?? '')
    }, onError)
    return () => {
      wanted = false
    }
  }, [onError])
  return shortcut
}
