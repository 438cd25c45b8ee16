/** An area of the browser's storage, as far as its keys go. Not every browser we run in can list keys alone. */
type Area = {
  getKeys?: () => Promise<string[]>
  get: (keys: string[] | null) => Promise<Record<string, unknown>>
}

/** Every key that begins so, without reading what it holds. */
export async function keysUnder(area: Area, prefix: string): Promise<string[]> {
  const keys = area.getKeys ? await area.getKeys() : Object.keys(await area.get(null))
  return keys.filter((key) => key.startsWith(prefix))
}

/** What stands under keys that begin so. What others have stored may be megabytes, and is not read. */
export async function storedUnder(area: Area, prefix: string): Promise<Record<string, unknown>> {
  const keys = await keysUnder(area, prefix)
  return keys.length > 0 ? area.get(keys) : {}
}
