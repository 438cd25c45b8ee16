/**
 * What pdf.js takes from the newest browsers and the oldest that Gloss runs in do not have. Only what is missing is
 * added, and only where a PDF is read.
 */
export function addYoungFeatures(): void {
  for (const { prototype } of [Map, WeakMap]) {
    add(prototype, 'getOrInsertComputed', function (this: Map<unknown, unknown>, key: unknown, make: Make) {
      if (!this.has(key)) this.set(key, make(key))
      return this.get(key)
    })
    add(prototype, 'getOrInsert', function (this: Map<unknown, unknown>, key: unknown, value: unknown) {
      if (!this.has(key)) this.set(key, value)
      return this.get(key)
    })
  }
  add(Math, 'sumPrecise', (numbers: Iterable<number>) => {
    let sum = 0
    for (const number of numbers) sum += number
    return sum
  })
  add(Uint8Array.prototype, 'toHex', function (this: Uint8Array) {
    return Array.from(this, (byte) => byte.toString(16).padStart(2, '0')).join('')
  })
  add(Uint8Array.prototype, 'toBase64', function (this: Uint8Array) {
    return btoa(Array.from(this, (byte) => String.fromCharCode(byte)).join(''))
  })
  add(Uint8Array, 'fromBase64', (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)))
}

type Make = (key: unknown) => unknown

function add(holder: object, name: string, value: unknown): void {
  if (name in holder) return
  Object.defineProperty(holder, name, { value, configurable: true, writable: true })
}
