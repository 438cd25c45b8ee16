import type { Page } from 'playwright'

/** Everything of a page of ours, and of the storages it sees, that a key could have leaked to. */
export async function surfacesOf(page: Page): Promise<Record<string, string>> {
  return {
    page: await everythingIn(page),
    database: JSON.stringify(await page.evaluate(dumpDatabases)),
    storage: await page.evaluate(storagesWithoutSecrets),
  }
}

/** A page's markup, what is typed in it, and its address and title. */
export async function everythingIn(page: Page): Promise<string> {
  const typed = await page
    .locator('input, textarea')
    .evaluateAll((fields) =>
      fields.map((field) =>
        field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : '',
      ),
    )
  return [page.url(), await page.title(), await page.content(), ...typed].join('\n')
}

/** Every record of every database, in the page. */
export async function dumpDatabases(): Promise<Record<string, unknown[]>> {
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')))
    })
  const dump: Record<string, unknown[]> = {}
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name))
    for (const store of database.objectStoreNames) {
      dump[`${name}/${store}`] = await settled(database.transaction(store).objectStore(store).getAll())
    }
    database.close()
  }
  return dump
}

/** The keys' own place is left out: they may be nowhere else. */
const storagesWithoutSecrets = `Promise.all(['local', 'session', 'sync'].map((area) => chrome.storage[area].get(null)))
  .then(([local, ...others]) => JSON.stringify([
    Object.entries(local).filter(([name]) => !name.startsWith('secret:')),
    ...others,
    { ...localStorage },
    { ...sessionStorage },
  ]))`
