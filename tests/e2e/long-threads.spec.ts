import type { CDPSession, Locator, Page } from 'playwright/test'
import { layDown } from '../bench/panel/stored.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { reloaded } from './harness/whole-panel.ts'

/** A panel that opens on another conversation than the long one, which it has. */
async function panelWithLongThread(gloss: Gloss): Promise<{ panel: Page; title: string }> {
  const panel = await gloss.openPanelInTab()
  const title = await layDown(panel, 200)
  // What was laid down behind the panel's back is seen by a panel that opens.
  await reloaded(panel)
  return { panel, title }
}

/** Gives its entry in the history. */
async function inHistory(panel: Page, title: string): Promise<Locator> {
  await panel.getByTestId('open-history').click()
  const entry = panel.getByTestId('history-entry').filter({ hasText: title }).first()
  await entry.waitFor()
  return entry
}

test('a long thread shows its end first, then draws what is above it, and nothing moves', async ({ gloss }) => {
  const { panel, title } = await panelWithLongThread(gloss)
  const button = await inHistory(panel, title)
  await panel.evaluate((last) => {
    const notes: OpeningNotes = (globalThis.openingNotes = {
      drawnAtFirst: 0,
      messagesAtFirst: 0,
      read: [],
      moved: [],
    })
    // oxlint-disable-next-line typescript/unbound-method -- it is called on what it belongs to
    const { objectStore } = IDBTransaction.prototype
    IDBTransaction.prototype.objectStore = function (name) {
      if (notes.drawnAtFirst === 0) notes.read.push(name)
      return objectStore.call(this, name)
    }
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { sources: ShiftSource[] })[]) {
        const { sources } = entry
        for (const { node, previousRect, currentRect } of sources) {
          const element = node instanceof Element ? node : node?.parentElement
          if (element?.closest('[role=log]')) {
            notes.moved.push(`${element.className}: ${previousRect.top} → ${currentRect.top}`)
          }
        }
      }
    }).observe({ type: 'layout-shift' })
    new MutationObserver((_, observer) => {
      if (!document.querySelector(`[data-message-id="${last}"] pre`)) return
      observer.disconnect()
      notes.messagesAtFirst = document.querySelectorAll('[data-testid=message]').length
      notes.drawnAtFirst = document.querySelectorAll('[data-testid=message-text]').length
    }).observe(document.body, { subtree: true, childList: true })
  }, `${title}-199`)
  await button.click()

  const { answers } = chatIn(panel)
  await expect(answers).toHaveCount(100)
  const drawn = panel.getByTestId('message-text')
  await expect.poll(() => drawn.count(), 'the screens above are drawn, too').toBeGreaterThanOrEqual(20)
  await expect(answers.last().locator('pre').last()).toBeInViewport()
  const { drawnAtFirst, messagesAtFirst, read, moved } = await panel.evaluate(() => globalThis.openingNotes)
  expect(drawnAtFirst).toBeGreaterThan(0)
  expect(drawnAtFirst, 'only the last screen is drawn with the first picture').toBeLessThan(12)
  expect(messagesAtFirst, 'nothing else stands there then').toBe(drawnAtFirst)
  expect(read.toSorted(), 'each is read once, before it is drawn').toEqual(['conversations', 'drafts', 'messages'])
  expect(moved).toEqual([])

  // What nobody has come near is plain text, which a search in the page finds.
  await expect(answers.first()).toContainText('m1w0')
  await expect(answers.first().getByTestId('message-text')).toHaveCount(0)
})

test('nothing of a thread is kept in memory once it is closed', async ({ gloss }) => {
  test.setTimeout(120_000)
  const { panel, title } = await panelWithLongThread(gloss)
  await (await inHistory(panel, title)).click()
  const messages = panel.getByTestId('message')
  await expect(messages).toHaveCount(200)
  await expect.poll(() => panel.getByTestId('message-text').count()).toBeGreaterThanOrEqual(20)
  const session = await gloss.context.newCDPSession(panel)
  expect((await wordsInMemory(session)).size, 'the words are found where they are').toBeGreaterThan(90)
  await panel.evaluate(() => {
    globalThis.seenMessages = [...document.querySelectorAll('[data-testid=message]')].map((one) => new WeakRef(one))
  })

  await panel.getByTestId('new-chat').click()
  await expect(messages).toHaveCount(0)
  // The database's own memory of a reading goes some seconds after the last who read it.
  await expect.poll(async () => (await wordsInMemory(session)).size, { timeout: 60_000 }).toBeLessThan(3)
  const kept = () => panel.evaluate(() => globalThis.seenMessages.filter((one) => one.deref() !== undefined).length)
  await expect.poll(kept, 'no element is held by what draws, either').toBe(0)
})

/** The long answers of which the page's memory still holds a word. */
async function wordsInMemory(session: CDPSession): Promise<Set<string>> {
  const found = new Set<string>()
  const onChunk = ({ chunk }: { chunk: string }) => {
    for (const [, answer = ''] of chunk.matchAll(/\bm(\d+)w\d+/g)) found.add(answer)
  }
  session.on('HeapProfiler.addHeapSnapshotChunk', onChunk)
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  session.off('HeapProfiler.addHeapSnapshotChunk', onChunk)
  return found
}

type ShiftSource = { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }

/** How many messages were drawn, and stood there, when the last one did, what was read of the database before, and what of the thread moved in the window. */
type OpeningNotes = { drawnAtFirst: number; messagesAtFirst: number; read: string[]; moved: string[] }

declare global {
  var openingNotes: OpeningNotes
  var seenMessages: WeakRef<Element>[]
}
