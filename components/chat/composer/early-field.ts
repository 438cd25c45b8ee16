// The field stands in the page's markup, in the classes of these.
import '../ChatPanel.module.css'
import '../Composer.module.css'
import '../TopBar.module.css'

/** What a reader wrote before the panel stood. */
export type EarlyWords = {
  text: string
  cursor: number
  /** The first Enter, which may have been meant to send, and where in the text it was pressed. */
  enter: { event: KeyboardEvent; at: number } | undefined
}

export type EarlyField = {
  /** Resolves when no input method is in the middle of a word, which would be lost with the field. */
  whole: () => Promise<void>
  /** Hands over what was written, once. */
  take: () => EarlyWords | undefined
  /** Hands over the presses that may have been shortcuts, which are settings and not known yet, in order, once. */
  takeKeys: () => KeyboardEvent[]
}

/**
 * Watches the field that the page itself comes with, where the composer's own will stand: whoever opens the panel to ask
 * need not wait for any script.
 */
export function watchEarlyField(place: HTMLElement): EarlyField {
  const field = place.querySelector('textarea')
  let isTaken = false
  let isComposing = false
  let enter: EarlyWords['enter']
  const keys: KeyboardEvent[] = []
  const noteKeys = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey || /^F\d/.test(event.key)) keys.push(event)
  }
  document.addEventListener('keydown', noteKeys)
  field?.addEventListener('compositionstart', () => (isComposing = true))
  field?.addEventListener('compositionend', () => (isComposing = false))
  field?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.altKey || event.isComposing || enter) return
    // Which keys send is a setting, and not known yet.
    event.preventDefault()
    enter = { event, at: field.selectionStart }
  })
  return {
    whole: () =>
      new Promise((resolve) => {
        if (isComposing) field?.addEventListener('compositionend', () => resolve(), { once: true })
        else resolve()
      }),
    take: () => {
      if (isTaken || !field) return undefined
      isTaken = true
      return { text: field.value, cursor: field.selectionStart, enter }
    },
    takeKeys: () => {
      document.removeEventListener('keydown', noteKeys)
      return keys.splice(0)
    },
  }
}
