/** Whether two values of plain data say the same. Text is compared whole, which costs next to nothing. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false
  if (Array.isArray(one) !== Array.isArray(other)) return false
  const fields = Object.entries(one)
  return (
    fields.length === Object.keys(other).length &&
    fields.every(
      ([name, value]) => Object.hasOwn(other, name) && isSame(value, (other as Record<string, unknown>)[name]),
    )
  )
}

/** Whether two lists hold the same objects in the same order. */
export function hasSameItems<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index])
}

/**
 * What is read again and again. In each reading every item that did not change is the object it was before, and so is
 * the whole list: what is drawn from it need not be drawn again.
 */
export class Reused<Item extends { id: string }> {
  #read: readonly Item[] = []
  #items: readonly Item[] = []

  /** Takes a fresh reading. */
  update(read: readonly Item[]): readonly Item[] {
    if (read === this.#read) return this.#items
    this.#read = read
    const known = new Map(this.#items.map((item) => [item.id, item]))
    const items = read.map((item) => {
      const earlier = known.get(item.id)
      return earlier !== undefined && isSame(earlier, item) ? earlier : item
    })
    if (!hasSameItems(this.#items, items)) this.#items = items
    return this.#items
  }
}
