import { addGateway, type Target } from './harness/calls.ts'
import { Figures } from './harness/figures.ts'
import { expect, test } from './harness/life-test.ts'
import { isSoak } from './harness/soak.ts'
import { WordServer, wordsOf } from './harness/word-server.ts'

/** Eight answers at once, each a hundred words a second, as the panel's port gets them. */

/** What one port brought: one entry a message. */
type Heard = { seq: number; at: number; type: string; messageIds: string[]; text: string }

declare global {
  var glossHeard: Record<string, Heard[]> | undefined
}

test('F41 eight answers at a hundred words a second', async ({ life }) => {
  const count = isSoak ? 3_000 : 400
  test.setTimeout(60_000 + count * 15)
  const figures = new Figures('F41', 'eight answers at a hundred words a second')
  // A browser opens six lines to one server and no more.
  const other = await WordServer.start()
  const others = await addGateway(life.panel, other.baseUrl)
  const tags: { tag: string; server: WordServer; conversationId: string }[] = []
  const begin = async (server: WordServer, target: Target): Promise<void> => {
    server.script({ pieces: (of) => wordsOf(of, count), paceMs: 10, holdAt: 0 })
    await life.choose(target)
    for (let index = 0; index < 4; index += 1) {
      // oxlint-disable-next-line no-await-in-loop -- the panel asks one after the other
      const tag = await life.ask()
      // oxlint-disable-next-line no-await-in-loop
      await server.until(tag, () => true)
      // oxlint-disable-next-line no-await-in-loop
      const [turn] = await life.turns(tag)
      tags.push({ tag, server, conversationId: turn?.conversationId ?? '' })
    }
  }
  try {
    await begin(life.server, life.gateway)
    await begin(other, others)
    await life.panel.evaluate(
      listen,
      tags.map(({ conversationId }) => conversationId),
    )
    await expect
      .poll(() =>
        life.panel.evaluate(() => Object.values(globalThis.glossHeard ?? {}).filter((one) => one.length > 0).length),
      )
      .toBe(8)
    for (const { tag, server } of tags) server.answersTo(tag)[0]?.goOn()
    await Promise.all(tags.map(({ tag, server }) => server.until(tag, ({ endedAt }) => endedAt !== undefined)))
    await expect(life.ended('complete')).toBeVisible()
    const heard = await life.panel.evaluate(() => globalThis.glossHeard ?? {})
    const latencies: number[] = []
    for (const { tag, server, conversationId } of tags) {
      const [spoken] = server.answersTo(tag)
      const port = heard[conversationId] ?? []
      expect(
        port.map(({ seq }) => seq),
        `${tag}: no gap, in order`,
      ).toEqual(port.map((_, index) => index))
      expect(new Set(port.flatMap(({ messageIds }) => messageIds)).size, `${tag}: one message`).toBe(1)
      expect(port.map(({ text }) => text).join(''), `${tag}: every word, once, in order`).toBe(spoken?.pieces.join(''))
      let word = 0
      for (const { at, text } of port) {
        for (let words = text.split(' ').length - 1; words > 0; words -= 1, word += 1) {
          latencies.push(at - (spoken?.sentAt[word] ?? Number.NaN))
        }
      }
      if (server === other) life.server.spoken.push(...other.answersTo(tag))
      await expect.poll(async () => (await life.turns(tag))[0]?.answers[0]?.status).toBe('complete')
      await life.judge(tag, ['complete'])
      figures.add({})
    }
    expect(latencies).toHaveLength(8 * count)
    latencies.sort((one, two) => one - two)
    const share = (part: number): number => latencies[Math.floor((latencies.length - 1) * part)] ?? Number.NaN
    figures.delay(share(1))
    figures.note(`${latencies.length.toLocaleString('en')} words, p50 ${share(0.5)} ms, p99 ${share(0.99)} ms`)
  } finally {
    await life.panel.evaluate(() => (globalThis.glossHeard = undefined))
    await life.choose(life.gateway)
    await other.stop()
    await figures.keep()
  }
  await life.staysWhole()
})

/** In a page of ours: follows conversations by ports of its own, and notes what they bring and when. */
function listen(conversationIds: string[]): void {
  type Message = {
    type: string
    seq: number
    messages?: { id: string }[]
    events?: { messageId: string; event: { type: string; text?: string } }[]
  }
  type Port = { onMessage: { addListener: (hear: (message: Message) => void) => void } }
  // Only pages of the extension know this.
  const { chrome } = globalThis as unknown as { chrome: { runtime: { connect: (info: { name: string }) => Port } } }
  const heard: Record<string, Heard[]> = (globalThis.glossHeard = {})
  for (const conversationId of conversationIds) {
    const entries: Heard[] = (heard[conversationId] = [])
    chrome.runtime
      .connect({ name: `conversation:${conversationId}` })
      .onMessage.addListener(({ type, seq, messages = [], events = [] }) =>
        entries.push({
          type,
          seq,
          at: Date.now(),
          messageIds: [...messages.map(({ id }) => id), ...events.map(({ messageId }) => messageId)],
          text: events.map(({ event }) => (event.type === 'text-delta' ? (event.text ?? '') : '')).join(''),
        }),
      )
  }
}
