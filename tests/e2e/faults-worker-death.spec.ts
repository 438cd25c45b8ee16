import { setTimeout as delay } from 'node:timers/promises'
import { Figures, mayLoseMs } from './harness/figures.ts'
import { addGateway } from './harness/calls.ts'
import { questionOf, type LifeRig } from './harness/life-rig.ts'
import { expect, test } from './harness/life-test.ts'
import { seededRandom, triesOf } from './harness/soak.ts'
import { wordsOf, WordServer } from './harness/word-server.ts'

/** The worker ends at any moment, and the panel with it or without it. */

type Try = { life: LifeRig; random: () => number; figures: Figures }

// They are long, and the last: one after the other, one of two processors would have nothing to do.
test.describe.configure({ mode: 'parallel' })

/** Where in a run's life the worker is killed. */
const moments: Record<string, (one: Try) => Promise<void>> = {
  'while it is being asked': async ({ life, random, figures }) => {
    life.server.script({ pieces: (tag) => wordsOf(tag, 40), paceMs: 3 })
    const tag = await life.ask()
    await delay(random() * 60)
    const diedAt = await life.killWorker()
    const { composer, questions } = life.chat
    // Either it was stored and is shown with its end, or it stands where it was typed.
    await expect
      .poll(async () => {
        if ((await composer.inputValue()) === questionOf(tag)) return true
        return (await questions.count()) === 1 && (await life.ended().count()) === 1
      })
      .toBe(true)
    const kept = (await composer.inputValue()) === questionOf(tag)
    const stored = await life.turns(tag)
    expect.soft(stored.length, 'neither lost, nor sent and given back as well').toBe(kept ? 0 : 1)
    if (!kept) {
      figures.add(await life.judge(tag, ['interrupted', 'complete'], diedAt))
      return
    }
    if (stored.length === 0) expect(life.server.answersTo(tag)).toEqual([])
    figures.add({ doubled: stored.length > 0 })
  },
  connecting: async ({ life, random, figures }) => {
    life.server.script({ headersDelayMs: 500 })
    const tag = await life.ask()
    await life.server.until(tag, () => true)
    await delay(random() * 300)
    await dies({ life, random, figures }, tag)
  },
  'in mid-answer': async ({ life, random, figures }) => {
    life.server.script({ pieces: (tag) => wordsOf(tag, 500), paceMs: 4 })
    const tag = await life.ask()
    const after = 1 + Math.floor(random() * 400)
    await life.server.until(tag, ({ sentAt }) => sentAt.length >= after)
    await dies({ life, random, figures }, tag)
  },
  'before the last write': async ({ life, random, figures }) => {
    life.server.script({ pieces: (tag) => wordsOf(tag, 60), paceMs: 3 })
    const tag = await life.ask()
    await life.server.until(tag, ({ endedAt }) => endedAt !== undefined)
    await delay(random() * 20)
    const diedAt = await life.killWorker()
    await expect(life.ended()).toBeVisible()
    figures.add(await life.judge(tag, ['interrupted', 'complete'], diedAt))
  },
  afterwards: async ({ life, random, figures }) => {
    const tag = await life.ask()
    await expect(life.ended('complete')).toBeVisible()
    await delay(random() * 40)
    await life.killWorker()
    await life.reloadPanel()
    await expect(life.ended('complete')).toBeVisible()
    figures.add({ lost: (await life.judge(tag, ['complete'])).text === '' })
  },
}

/** Kills the worker while an answer is certainly being written. */
async function dies({ life, figures }: Try, tag: string): Promise<void> {
  const diedAt = await life.killWorker()
  await expect(life.ended('interrupted')).toBeVisible()
  const verdict = await life.judge(tag, ['interrupted'], diedAt)
  await expect(life.chat.questions).toHaveCount(1)
  if (verdict.text !== '') await expect(life.chat.answerText).toHaveText(verdict.text.trim())
  expect.soft(verdict.lostMs, `${tag}: milliseconds of text lost`).toBeLessThan(mayLoseMs)
  figures.add(verdict)
}

test('F30 the worker is killed at any point', async ({ life }) => {
  const tries = triesOf(20, 500)
  test.setTimeout(60_000 + tries * 5_000)
  const figures = new Figures('F30', 'the worker is killed at any point')
  const random = seededRandom()
  const names = Object.keys(moments)
  try {
    for (let index = 0; index < tries; index += 1) {
      const name = names[index % names.length] ?? ''
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      await test.step(`${index + 1}: ${name}`, () => moments[name]?.({ life, random, figures }))
    }
  } finally {
    await figures.keep()
  }
  await life.staysWhole()
})

test('F31 the worker is killed while it writes eight answers', async ({ life }) => {
  const tries = triesOf(1, 10)
  test.setTimeout(60_000 + tries * 20_000)
  const figures = new Figures('F31', 'the worker is killed while it writes eight answers')
  // A browser opens six lines to one server and no more.
  const other = await WordServer.start()
  const others = await addGateway(life.panel, other.baseUrl)
  try {
    for (let index = 0; index < tries; index += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      await eightDie(life, other, others, figures)
    }
  } finally {
    await life.choose(life.gateway)
    await other.stop()
    await figures.keep()
  }
  await life.staysWhole()
})

async function eightDie(
  life: LifeRig,
  other: WordServer,
  others: { providerId: string; presetId: string },
  figures: Figures,
): Promise<void> {
  // Longer than a busy machine needs to ask eight questions.
  const speech = { pieces: (tag: string) => wordsOf(tag, 6_000), paceMs: 10 }
  const tags: [tag: string, server: WordServer][] = []
  for (const [server, target] of [
    [life.server, life.gateway],
    [other, others],
  ] as const) {
    server.script(speech)
    await life.choose(target)
    for (let count = 0; count < 4; count += 1) {
      const tag = await life.ask()
      await server.until(tag, ({ sentAt }) => sentAt.length >= 20)
      tags.push([tag, server])
    }
  }
  const [youngest = ''] = tags.at(-1) ?? []
  await other.until(youngest, ({ sentAt }) => sentAt.length >= 150)
  const diedAt = await life.killWorker()
  await expect(life.ended('interrupted')).toBeVisible()
  for (const [tag, server] of tags) {
    life.server.spoken.push(...(server === other ? other.answersTo(tag) : []))
    const verdict = await life.judge(tag, ['interrupted'], diedAt)
    expect.soft(verdict.text.length, `${tag} kept some`).toBeGreaterThan(0)
    expect.soft(verdict.lostMs, `${tag}: milliseconds of text lost`).toBeLessThan(mayLoseMs)
    figures.add(verdict)
  }
}

test('F34 the panel crashes, and the worker with it', async ({ life }) => {
  life.server.script({ pieces: (tag) => wordsOf(tag, 2_000), paceMs: 5 })
  const tag = await life.ask()
  await life.server.until(tag, ({ sentAt }) => sentAt.length >= 300)
  const crashed = life.panel.waitForEvent('crash')
  const session = await life.gloss.context.newCDPSession(life.panel)
  const diedAt = Date.now()
  // The answer to this never comes.
  void session.send('Page.crash').catch(() => undefined)
  await crashed
  await life.panel.close()
  await life.openPanel()
  await expect(life.ended('interrupted')).toBeVisible()
  const verdict = await life.judge(tag, ['interrupted'], diedAt)
  await expect(life.chat.answerText).toHaveText(verdict.text.trim())
  expect(verdict.lostMs).toBeLessThan(mayLoseMs)
  const figures = new Figures('F34', 'the panel crashes, and the worker with it')
  figures.add(verdict)
  await figures.keep()
  await life.staysWhole()
})
