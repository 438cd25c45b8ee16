import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { desktopOf, type Desktop } from '../../scripts/lib/desktop.ts'
import { until } from '../../scripts/lib/until.ts'
import { Figures } from './harness/figures.ts'
import { test as base, expect } from './harness/fixtures.ts'
import { LifeRig } from './harness/life-rig.ts'
import { observe, type Observer } from './harness/observer.ts'
import { isSoak } from './harness/soak.ts'
import { isStored, startUnattached } from './harness/unattached.ts'
import { wordsOf, type Spoken, type WordServer } from './harness/word-server.ts'

/**
 * What becomes of a worker that nobody is attached to. The browser is driven by real keys, and only asked from outside
 * what runs in it.
 */

/** The browser's half minute, and what its own clock is late by. */
const goneWithinMs = 35_000

type Alone = { server: WordServer; desktop: Desktop; observer: Observer; ask: () => Promise<Spoken> }

const test = base.extend<{ alone: (use: (alone: Alone) => Promise<string[]>) => Promise<void> }>({
  alone: async ({ display, sample }, provide) => {
    const life = await LifeRig.start({ display, url: sample.url })
    const panel = `chrome-extension://${life.gloss.extensionId}/sidepanel.html`
    await life.close()
    await rm(join(life.folder, 'profile', 'DevToolsActivePort'), { force: true })
    await provide(async (use) => {
      const desktop = desktopOf(display)
      const browser = startUnattached(life.folder, display, [sample.url, panel], ['--remote-debugging-port=0'])
      const observer = await observe(join(life.folder, 'profile'))
      let tags: string[]
      try {
        // The address is opened before the extension is there, and must be loaded again once it is. Not soon again: words
        // that are written meanwhile would be lost.
        await desktop.pressUntil(
          ['ctrl+2', 'F5'],
          'the panel is drawn in the second tab',
          () => desktop.hasTitle('New chat · Gloss'),
          10_000,
        )
        // Pressed once: pressed again because an answer was slow to begin, it would be another question.
        const ask = async (): Promise<Spoken> => {
          const tag = life.tag()
          await desktop.press(...tag.split(''), 'Return')
          return life.server.until(tag, () => true)
        }
        tags = await use({ server: life.server, desktop, observer, ask })
        const { pieces } = await life.server.until(tags.at(-1) ?? '', ({ closedAt }) => closedAt !== undefined)
        // The server knows that it said all; that it was written down, only the disk tells.
        await until('the end is stored', () => isStored(life.folder, pieces.at(-1)?.trim() ?? ''))
      } finally {
        observer.close()
        await browser.stop()
      }
      await life.launch()
      await expect(life.chat.answers).toHaveCount(tags.length)
      await expect(life.ended('complete')).toHaveCount(tags.length)
      for (const [index, tag] of tags.entries()) {
        expect(life.server.answersTo(tag), `${tag} was asked once`).toHaveLength(1)
        await expect(life.chat.answers.nth(index).getByTestId('message-text')).toHaveText(
          life.server.answersTo(tag)[0]?.pieces.join('').trim() ?? '',
        )
      }
      await life.staysWhole()
    })
    await life.stop()
  },
})

// They only wait, each with a browser and a screen of its own.
test.describe.configure({ mode: 'parallel' })

test('F32 the worker dies of idleness between two questions', { tag: '@waits' }, async ({ alone }) => {
  test.setTimeout(120_000)
  const figures = new Figures('F32', 'the worker dies of idleness between two questions')
  await alone(async ({ server, observer, ask }) => {
    const first = await ask()
    await server.until(first.tag, ({ closedAt }) => closedAt !== undefined)
    await observer.workerGone(goneWithinMs)
    const gone = Date.now() - (first.closedAt ?? Number.NaN)
    const askedAt = Date.now()
    const second = await ask()
    figures.add({ delayMs: second.askedAt - askedAt })
    figures.note(`gone ${(gone / 1000).toFixed(1)} s after the end; the delay is from the first key to the server`)
    return [first.tag, second.tag]
  })
  await figures.keep()
})

test('F43 the panel is hidden for as long as the answer takes', { tag: '@waits' }, async ({ alone }) => {
  const seconds = isSoak ? 420 : 40
  test.setTimeout(120_000 + seconds * 1_000)
  const figures = new Figures('F43', 'the panel is hidden for as long as the answer takes')
  await alone(async ({ server, desktop, observer, ask }) => {
    // A word every ten seconds: nobody draws them, and the pauses alone would not keep a worker.
    server.script({ pieces: (of) => wordsOf(of, seconds / 10), paceMs: 10_000 })
    const first = await ask()
    await desktop.press('ctrl+1')
    const { closedAt = Number.NaN, closedByClient } = await server.until(
      first.tag,
      ({ closedAt: closed }) => closed !== undefined,
    )
    expect(closedByClient, 'the answer came to its own end').toBe(false)
    if (isSoak) {
      await observer.workerGone(goneWithinMs)
      figures.note(`hidden for ${seconds} s; gone ${((Date.now() - closedAt) / 1000).toFixed(1)} s after the end`)
    }
    figures.add({})
    await desktop.press('ctrl+2')
    server.script({})
    const second = await ask()
    return [first.tag, second.tag]
  })
  await figures.keep()
})
