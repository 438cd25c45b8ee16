/** The keys that an overlay understands, by the names that the browser gives them. */
const keys = new Set(['Escape', 'Enter', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown'])

export type Press = { key: string; shift: boolean; alt: boolean }

export const pressOf = ({ key, shiftKey, altKey }: KeyboardEvent): Press | null =>
  keys.has(key) ? { key, shift: shiftKey, alt: altKey } : null

/** A key that our own page passed on. */
export function parsePress(message: unknown): Press | null {
  if (typeof message !== 'object' || message === null || !('key' in message)) return null
  const { key } = message
  if (typeof key !== 'string' || !keys.has(key)) return null
  const has = (name: string) => Reflect.get(message, name) === true
  return { key, shift: has('shift'), alt: has('alt') }
}
