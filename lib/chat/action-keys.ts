/** What of a key press counts. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>

/** Keys that browsers keep for themselves, or that everybody needs for writing, with Ctrl or ⌘: no page may have them. */
const takenWithControl =
  'A C F H J L N O P Q R S T U V W X Y Z 0 1 2 3 4 5 6 7 8 9 Enter Backspace Delete Home End ArrowLeft ArrowRight ' +
  'Shift+C Shift+I Shift+J Shift+N Shift+O Shift+P Shift+R Shift+T Shift+V Shift+W Shift+Z Shift+Delete'
const takenOtherwise = 'Alt+ArrowLeft Alt+ArrowRight Alt+D Alt+E Alt+F Alt+F4 Alt+Enter F1 F3 F5 F6 F7 F10 F11 F12'

const taken = new Set([
  ...takenWithControl.split(' ').flatMap((keys) => [`Ctrl+${keys}`, `Meta+${keys}`]),
  ...takenOtherwise.split(' '),
])

/** The name of a press, such as `Ctrl+Shift+E`; undefined while only Ctrl, Alt and the like are down. */
export function keysOf({ key, code, ctrlKey, altKey, shiftKey, metaKey }: KeyPress): string | undefined {
  if (['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'Dead', 'Unidentified'].includes(key)) return undefined
  // The key on the board, not what it writes: with Alt or Shift down that depends on layout and system.
  const plain = /^(?:Key|Digit)([A-Z0-9])$/.exec(code)?.[1] ?? (key.length === 1 ? key.toUpperCase() : key)
  const held = [ctrlKey && 'Ctrl', metaKey && 'Meta', altKey && 'Alt', shiftKey && 'Shift'].filter(
    (one) => one !== false,
  )
  return [...held, plain === ' ' ? 'Space' : plain].join('+')
}

/** Why these keys cannot start an action; undefined when they can. */
export function keysProblem(keys: string): string | undefined {
  const held = keys.split('+')
  if (!/^F\d{1,2}$/.test(keys) && !held.some((one) => ['Ctrl', 'Alt', 'Meta'].includes(one))) {
    return 'Hold Ctrl, Alt or ⌘ with it: other keys write.'
  }
  if (taken.has(keys)) {
    return `${keys} belongs to the browser, or to writing: choose other keys.`
  }
  return undefined
}
