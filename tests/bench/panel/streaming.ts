import type { WordServer } from '../../e2e/harness/word-server.ts'
import { startCost, type Cost } from './cost.ts'
import { heavyPieces } from './heavy-answer.ts'
import { watchPage, type Readings } from './probe.ts'
import type { Opened, Subject } from './subjects.ts'

/** One streamed answer as it was seen. Times in milliseconds. */
export type Streamed = {
  readings: Readings
  cost: Cost
  wallMs: number
  /** From Enter to the request at the server, and to the reader's own words on the screen. */
  requestMs: number
  ownWordsMs: number
  /** Word by word: from the server to the document. */
  lags: number[]
}

export type Pace = { tag: string; tokens: number; paceMs: number; keysAfter?: number }

/**
 * Asks, and watches the answer come in.
 * @throws {Error} when a word did not arrive, or not in its order: figures of a broken answer are worth nothing.
 */
export async function stream(
  { page, session }: Opened,
  { composer, question, answer }: Subject,
  server: WordServer,
  { tag, tokens, paceMs, keysAfter }: Pace,
): Promise<Streamed> {
  server.script({ pieces: (of) => heavyPieces(of, tokens), paceMs })
  await page.evaluate(watchPage, { question, answer })
  await page.locator(composer).fill(`${tag} please`)
  const costSince = await startCost(session)
  const begun = performance.now()
  await page.locator(composer).press('Enter')
  if (keysAfter !== undefined) {
    await server.until(tag, ({ sentAt }) => sentAt.length > keysAfter)
    await page.locator(composer).pressSequentially('What about that, then?', { delay: 40 })
  }
  const spoken = await server.until(tag, ({ endedAt }) => endedAt !== undefined)
  await page.waitForFunction((count) => globalThis.benchReadings?.seenAt.length === count, tokens, { timeout: 120_000 })
  const cost = await costSince()
  const wallMs = performance.now() - begun
  await page.locator(`${answer}[data-status=complete]`).last().waitFor()
  const shown = (await page.locator(answer).last().textContent()) ?? ''
  const words = [...shown.matchAll(new RegExp(`${tag}w(\\d+)`, 'g'))].map(([, number]) => Number(number))
  if (words.length !== tokens || words.some((number, index) => number !== index)) {
    throw new Error(`${tokens} words were sent, and ${words.length} stand on the page (${tag}), or not in their order.`)
  }
  const readings = await page.evaluate(() => globalThis.benchReadings)
  if (!readings) throw new Error('The page was not watched.')
  const { enterAt = Number.NaN, questionAt = Number.NaN, seenAt } = readings
  return {
    readings,
    cost,
    wallMs,
    requestMs: spoken.askedAt - enterAt,
    ownWordsMs: questionAt - enterAt,
    lags: seenAt.map((at, index) => at - (spoken.sentAt[index] ?? Number.NaN)),
  }
}
