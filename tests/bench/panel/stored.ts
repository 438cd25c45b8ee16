import type { Page } from 'playwright'
import type { Message } from '../../../lib/chat/message.ts'
import { heavyPieces } from './heavy-answer.ts'
import type { Opened, Subject } from './subjects.ts'

/** Lays down a conversation of so many messages, every second one long. Gives its title. */
export async function layDown(page: Page, messages: number, name = 'Stored'): Promise<string> {
  const title = `${name} ${messages}`
  const rows = Array.from({ length: messages }, (_, index): Message => {
    const answers = index % 2 === 1
    const text = answers ? heavyPieces(`m${index}`, 260).join('') : `Question ${index} of many, and what of it?`
    return {
      id: `${title}-${index}`,
      conversationId: title,
      parentId: index === 0 ? null : `${title}-${index - 1}`,
      role: answers ? 'assistant' : 'user',
      parts: [{ type: 'text', text }],
      status: 'complete',
      createdAt: index,
      attachmentIds: [],
      ...(answers ? { presetId: 'builtin', providerId: 'builtin', model: 'reader' } : {}),
    }
  })
  await page.evaluate(
    async ({ conversation, stored }) => {
      const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
        new Promise((resolve, reject) => {
          request.addEventListener('success', () => resolve(request.result))
          request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')))
        })
      const database = await settled(indexedDB.open('gloss'))
      const transaction = database.transaction(['conversations', 'messages'], 'readwrite')
      for (const row of stored) transaction.objectStore('messages').add(row)
      await settled(transaction.objectStore('conversations').add(conversation))
      await new Promise((resolve) => transaction.addEventListener('complete', resolve))
      database.close()
    },
    {
      stored: rows,
      conversation: { id: title, title, createdAt: 0, updatedAt: Date.now(), leafId: `${title}-${messages - 1}` },
    },
  )
  return title
}

/** Opens it from the history. Milliseconds from the click to the frame that shows its last words, and what stands there then. */
export async function openStored(
  { page }: Opened,
  { answer }: Subject,
  title: string,
): Promise<{ paintedMs: number; nodes: number }> {
  // What was laid down behind the panel's back is seen by a panel that opens.
  await page.reload()
  await page.getByTestId('open-history').click()
  const entry = page.getByTestId('history-entry').filter({ hasText: title }).first()
  await entry.waitFor()
  return entry.evaluate(
    async (button, { selector, last }) => {
      const begun = performance.now()
      if (button instanceof HTMLElement) button.click()
      const isShown = (): boolean => {
        const answers = [...document.querySelectorAll<HTMLElement>(selector)]
        return answers.at(-1)?.dataset.messageId === last && answers.at(-1)?.querySelector('pre') !== null
      }
      while (!isShown()) await new Promise(requestAnimationFrame)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      return { paintedMs: performance.now() - begun, nodes: document.querySelectorAll('*').length }
    },
    { selector: answer, last: `${title}-${Number(title.split(' ')[1]) - 1}` },
  )
}
