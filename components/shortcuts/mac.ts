/** Whether the board has ⌘ and ⌥ keys. */
export const isMac = navigator.platform.startsWith('Mac')
