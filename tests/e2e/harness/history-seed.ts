/** A conversation to be laid down. Texts take turns: a question, its answer, and so on. */
export type Seed = {
  id: string
  title: string
  texts: string[]
  /** Days ago. */
  age?: number
  folderId?: string
  pinned?: boolean
  /** Another answer beside the last one, which is not shown. */
  branch?: string
  site?: string
  model?: string
}

export type SeedInput = { seeds?: Seed[]; folders?: { id: string; name: string }[]; many?: number }

/**
 * In a page of ours: lays conversations down as a transaction of Gloss would leave them, noted for the search. `many` are
 * made up besides, of four messages with a hundred words each, in which words are as frequent as in a language.
 */
export async function seedHistory({ seeds = [], folders = [], many = 0 }: SeedInput): Promise<void> {
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')))
    })
  const dayMs = 86_400_000
  const now = Date.now()
  let state = 7
  const random = (): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  const letters = 'etaoinshrdlucmfwypvbgk'
  const vocabulary = Array.from({ length: 30_000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 8) }, () => letters[Math.floor(random() ** 1.7 * 22)]).join(''),
  )
  const words = (count: number): string =>
    Array.from({ length: count }, () => vocabulary[Math.floor(vocabulary.length ** random()) - 1] ?? 'the').join(' ')
  const made = Array.from({ length: many }, (_, index): Seed => ({
    id: `made-${index}`,
    title: `${words(5)} ${index}`,
    texts: [words(20), words(180), words(20), `${words(180)} marker${index}`],
    age: index / 20,
    model: `model-${index % 4}`,
    site: `site${index % 50}.example`,
  }))

  const database = await settled(indexedDB.open('gloss'))
  const all = [...made, ...seeds]
  for (let from = 0; from < all.length || from === 0; from += 500) {
    const names = ['conversations', 'messages', 'attachments', 'folders', 'searchNotes']
    const transaction = database.transaction(names, 'readwrite')
    const put = (name: string, row: object): void => void transaction.objectStore(name).put(row)
    if (from === 0) for (const folder of folders) put('folders', { ...folder, createdAt: now })
    for (const seed of all.slice(from, from + 500)) {
      const { id, title, texts, age = 0, folderId, pinned, branch, site, model = 'gloss-small' } = seed
      const at = now - age * dayMs
      const ids = texts.map((_, index) => `${id}-${index}`)
      const row = (index: number, text: string, messageId: string): object => ({
        id: messageId,
        conversationId: id,
        parentId: index === 0 ? null : ids[index - 1],
        role: index % 2 === 0 ? 'user' : 'assistant',
        parts: [{ type: 'text', text }],
        status: 'complete',
        createdAt: at + index,
        attachmentIds: index === 0 && site !== undefined ? [`${id}-page`] : [],
        ...(index % 2 === 0 ? {} : { model, providerId: 'ollama', finishReason: { unified: 'stop' } }),
      })
      for (const [index, text] of texts.entries()) put('messages', row(index, text, `${id}-${index}`))
      if (branch !== undefined) put('messages', row(texts.length - 1, branch, `${id}-branch`))
      if (site !== undefined) {
        const page = { kind: 'page', url: `https://${site}/`, title: 'A page', capturedAt: at, text: 'A page.' }
        put('attachments', { id: `${id}-page`, ...page, hash: 'a'.repeat(64) })
      }
      put('conversations', {
        id,
        title,
        createdAt: at,
        updatedAt: at,
        leafId: ids.at(-1) ?? null,
        ...(folderId === undefined ? {} : { folderId }),
        ...(pinned ? { pinnedAt: at } : {}),
      })
      put('searchNotes', { conversationId: id, stamp: random() })
    }
    // oxlint-disable-next-line no-await-in-loop -- as the browser can take them
    await new Promise<void>((resolve, reject) => {
      transaction.addEventListener('complete', () => resolve())
      transaction.addEventListener('abort', () => reject(transaction.error ?? new Error('It was not stored.')))
    })
  }
  database.close()
}
