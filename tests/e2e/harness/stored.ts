/** A question as it is stored, with every answer to it. */
export type StoredTurn = { id: string; conversationId: string; answers: StoredAnswer[] }

type StoredAnswer = { id: string; status: string; text: string; failure: string }

type Row = {
  id: string
  conversationId: string
  parentId: string | null
  role: string
  status: string
  parts: { type: string; text: string }[]
  error?: unknown
}

/** In a page of ours: every stored question with exactly this text. */
export async function storedTurns(question: string): Promise<StoredTurn[]> {
  const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result))
      request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')))
    })
  const text = ({ parts }: Row): string => parts.map((part) => (part.type === 'text' ? part.text : '')).join('')
  const database = await settled(indexedDB.open('gloss'))
  const rows: Row[] = await settled(database.transaction('messages').objectStore('messages').getAll())
  database.close()
  return rows
    .filter((row) => row.role === 'user' && text(row) === question)
    .map(({ id, conversationId }) => ({
      id,
      conversationId,
      answers: rows
        .filter(({ parentId }) => parentId === id)
        .map((row) => ({
          id: row.id,
          status: row.status,
          text: text(row),
          failure: row.error === undefined ? '' : JSON.stringify(row.error),
        })),
    }))
}
