/**
 * What can be done in the panel by keys. A command presses a control that stands there, so that keys and mouse can never
 * do different things; where the control is missing or cannot be pressed, neither can the key.
 */
export type PanelCommand = {
  id: string
  label: string
  /** As `keysOf` names them. */
  keys: string
  /** The `data-testid` of the control. Of several, the last counts: that of the newest answer. */
  control: string
  /** Gives the control the keyboard in place of pressing it. */
  focuses?: true
}

// Alt+Shift: no browser writes with it, and their own menus hear Alt alone. A, B, I, R and T are taken by Chromium all the same.
export const panelCommands = [
  { id: 'focus-composer', label: 'Write a question', keys: 'Alt+Shift+W', control: 'composer-input', focuses: true },
  { id: 'new-chat', label: 'New chat', keys: 'Alt+Shift+N', control: 'new-chat' },
  { id: 'temporary-chat', label: 'Temporary chat', keys: 'Alt+Shift+Y', control: 'temporary-chat' },
  { id: 'history', label: 'History and search', keys: 'Alt+Shift+H', control: 'open-history' },
  { id: 'choose-preset', label: 'Choose the model', keys: 'Alt+Shift+M', control: 'preset-picker' },
  { id: 'attach', label: 'Attach something', keys: 'Alt+Shift+P', control: 'attach-menu' },
  { id: 'stop', label: 'Stop the answer', keys: 'Alt+Shift+X', control: 'composer-stop' },
  { id: 'copy-answer', label: 'Copy the last answer', keys: 'Alt+Shift+C', control: 'message-copy' },
  { id: 'answer-again', label: 'Answer again', keys: 'Alt+Shift+Z', control: 'message-retry' },
  { id: 'edit-question', label: 'Change the last question', keys: 'Alt+Shift+E', control: 'question-edit' },
  { id: 'read-aloud', label: 'Read the last answer aloud', keys: 'Alt+Shift+L', control: 'message-read-aloud' },
  { id: 'settings', label: 'Settings', keys: 'Alt+Shift+O', control: 'open-options' },
  { id: 'shortcuts', label: 'Keyboard shortcuts', keys: 'Alt+Shift+K', control: 'open-shortcuts' },
] as const satisfies PanelCommand[]

/** The reader's own keys by command; an empty text means none. What is not named has the keys it came with. */
export type ShortcutSettings = Readonly<Record<string, string>>

/** The commands with the keys that they have now; those without keys have none. */
export function commandsWithKeys(changed: ShortcutSettings): PanelCommand[] {
  return panelCommands.map((command) => ({ ...command, keys: changed[command.id] ?? command.keys }))
}

const macSigns = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Meta: '⌘' }

/** As it is written on the board in front of the reader; a Mac's signs in the order that its own menus have. */
export function shownKeys(keys: string, isMac: boolean): string {
  if (!isMac) return keys.replaceAll('Meta', 'Win')
  const names = keys.split('+')
  const held = Object.entries(macSigns).filter(([name]) => names.includes(name))
  return [...held.map(([, sign]) => sign), ...names.filter((name) => !(name in macSigns))].join('')
}
