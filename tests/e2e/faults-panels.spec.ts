import type { Page, Worker } from 'playwright'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { Figures } from './harness/figures.ts'
import { questionOf, type LifeRig } from './harness/life-rig.ts'
import { expect, test } from './harness/life-test.ts'
import { openWindow } from './harness/windows.ts'
import { wordsOf } from './harness/word-server.ts'

/** Panels come and go, and several look at the same. */

test('F33 the panel is closed in mid-answer, and opened again in the middle and after the end', async ({ life }) => {
  await life.panel.close()
  await life.gloss.page.bringToFront()
  let panel = await life.gloss.openPanelByKeyboard()
  await life.follow(panel)
  const tags = [life.tag(), life.tag()] as const

  life.server.script({ pieces: (of) => wordsOf(of, 200), paceMs: 3, holdAt: 120 })
  await chatIn(panel).ask(questionOf(tags[0]))
  const first = await life.server.until(tags[0], ({ sentAt }) => sentAt.length >= 40)
  await life.gloss.closePanel()
  await life.server.until(tags[0], ({ sentAt }) => sentAt.length >= 120)
  panel = await life.gloss.openPanelByKeyboard()
  await life.follow(panel)
  await expect(chatIn(panel).answerThat('streaming').getByTestId('message-text')).toHaveText(said(tags[0], 120))
  first.goOn()
  await expect(chatIn(panel).answerThat('complete').getByTestId('message-text')).toHaveText(said(tags[0], 200))

  await chatIn(panel).ask(questionOf(tags[1]))
  const second = await life.server.until(tags[1], ({ sentAt }) => sentAt.length >= 120)
  await life.gloss.closePanel()
  second.goOn()
  await life.server.until(tags[1], ({ closedAt }) => closedAt !== undefined)
  panel = await life.gloss.openPanelByKeyboard()
  await life.follow(panel)
  await expect(chatIn(panel).answers.last()).toHaveAttribute('data-status', 'complete')
  await expect(chatIn(panel).answerText).toHaveText(said(tags[1], 200))
  await life.gloss.closePanel()

  await life.openPanel()
  for (const tag of tags) await life.judge(tag, ['complete'])
  await life.staysWhole()
})

test('F39 two panels in two windows show one conversation', async ({ life }) => {
  life.server.script({ pieces: (of) => wordsOf(of, 200), paceMs: 3, holdAt: 80 })
  const tag = await life.ask()
  const spoken = await life.server.until(tag, ({ sentAt }) => sentAt.length >= 80)
  const other = await secondPanel(life, tag)
  for (const panel of [life.panel, other]) {
    await expect(chatIn(panel).answerThat('streaming').getByTestId('message-text')).toHaveText(said(tag, 80))
  }
  spoken.goOn()
  for (const panel of [life.panel, other]) {
    await expect(chatIn(panel).answerThat('complete').getByTestId('message-text')).toHaveText(said(tag, 200))
  }
  // Whichever of them asks, both show it.
  const follow = life.tag()
  life.server.script({})
  await chatIn(other).ask(questionOf(follow))
  for (const panel of [life.panel, other]) {
    await expect(chatIn(panel).questions).toHaveText([questionOf(tag), questionOf(follow)])
    await expect(chatIn(panel).answers.nth(1)).toHaveAttribute('data-status', 'complete')
    await expect(chatIn(panel).answerText).toHaveText(said(follow, 12))
  }
  for (const one of [tag, follow]) await life.judge(one, ['complete'])
  await other.close()
  await life.staysWhole()
})

test('F40 two windows send into one conversation at once', async ({ life }) => {
  const tag = await life.ask()
  await expect(life.ended('complete')).toBeVisible()
  const other = await secondPanel(life, tag)
  await expect(chatIn(other).answerThat('complete')).toBeVisible()
  const tags = [life.tag(), life.tag()] as const
  const panels = [life.panel, other] as const
  life.server.script({ pieces: (of) => wordsOf(of, 100), paceMs: 5 })
  for (const [index, panel] of panels.entries()) await chatIn(panel).composer.fill(questionOf(tags[index] ?? ''))
  await Promise.all(panels.map((panel) => chatIn(panel).composer.press('Enter')))

  /** Whether a question stands in its panel, unsent, with a word about it. */
  const refused = async (index: 0 | 1): Promise<boolean> =>
    (await chatIn(panels[index]).composer.inputValue()) === questionOf(tags[index])
  const answered = async (index: 0 | 1): Promise<boolean> =>
    (await life.turns(tags[index]))[0]?.answers[0]?.status === 'complete'
  // One is answered; the other is answered after it, or is told and keeps its question. Neither is lost.
  await expect
    .poll(async () => {
      const ends = await Promise.all(
        ([0, 1] as const).map(async (one) => (await answered(one)) || (await refused(one))),
      )
      return ends.every(Boolean) && ((await answered(0)) || (await answered(1)))
    })
    .toBe(true)
  for (const index of [0, 1] as const) {
    if (await answered(index)) await life.judge(tags[index], ['complete'])
    else {
      expect(life.server.answersTo(tags[index])).toEqual([])
      expect(await life.turns(tags[index])).toEqual([])
      await expect(panels[index].getByRole('alert')).toBeVisible()
      await chatIn(panels[index]).composer.fill('')
    }
  }
  await expect(async () => {
    const [first, second] = await Promise.all(panels.map((panel) => chatIn(panel).questions.allInnerTexts()))
    expect(first, 'both show one order').toEqual(second)
  }).toPass({ timeout: 10_000 })
  await other.close()
  await life.staysWhole()
})

test('F42 stop: before the first word, after one, after many, twice, and after the end', async ({ life }) => {
  const figures = new Figures('F42', 'stop, at any moment')
  const closings: number[] = []
  await life.panel.evaluate(() => {
    document.addEventListener('click', () => (globalThis.glossClickedAt ??= Date.now()), { capture: true })
  })
  for (const [holdAt, twice] of [
    [0, false],
    [1, false],
    [30, false],
    [30, true],
    [0, true],
  ] as const) {
    life.server.script({ pieces: (of) => wordsOf(of, 60), holdAt })
    const tag = await life.ask()
    const spoken = await life.server.until(tag, ({ sentAt }) => sentAt.length >= holdAt)
    if (holdAt > 0) await expect(life.chat.answerText).toHaveText(said(tag, holdAt))
    await expect(life.chat.stop).toBeVisible()
    await life.panel.evaluate(() => (globalThis.glossClickedAt = undefined))
    if (twice) await life.chat.stop.dblclick()
    else await life.chat.stop.click()
    await expect(life.ended('stopped')).toBeVisible()
    await life.server.until(tag, ({ closedAt }) => closedAt !== undefined)
    expect(spoken.closedByClient, 'the server is told by the closed line').toBe(true)
    const clickedAt = await life.panel.evaluate(() => globalThis.glossClickedAt)
    closings.push((spoken.closedAt ?? Number.NaN) - (clickedAt ?? Number.NaN))
    const { text } = await life.judge(tag, ['stopped'])
    expect(text).toBe(wordsOf(tag, holdAt).join(''))
    figures.add({ delayMs: closings.at(-1) })
  }
  figures.note('the delay is that until the server saw the line closed')
  await figures.keep()
  const median = closings.toSorted((one, other) => one - other)[Math.floor(closings.length / 2)]
  expect(median, `milliseconds until the server saw it: ${closings.join(', ')}`).toBeLessThan(200)

  life.server.script({})
  const tag = await life.ask()
  await expect(life.ended('complete')).toBeVisible()
  const [turn] = await life.turns(tag)
  await call(life.panel, 'stopRun', { messageId: turn?.answers[0]?.id ?? '' })
  await life.judge(tag, ['complete'])
  await life.staysWhole()
})

test('F44 the clock jumps by a day, forwards and back', async ({ life }) => {
  const tags: string[] = []
  for (const days of [1, -1, 0]) {
    const tag = life.tag()
    tags.push(tag)
    life.server.script({ pieces: (of) => wordsOf(of, 60), holdAt: 30 })
    if (tags.length === 1) await life.ask(tag)
    else await life.chat.ask(questionOf(tag))
    const spoken = await life.server.until(tag, ({ sentAt }) => sentAt.length >= 30)
    await expect(life.chat.answerText).toHaveText(said(tag, 30))
    await workerOf(life).evaluate(setClock, days)
    await life.panel.evaluate(setClock, days)
    spoken.goOn()
    await expect(life.chat.answers.nth(tags.length - 1)).toHaveAttribute('data-status', 'complete')
    await life.judge(tag, ['complete'])
  }
  await life.reloadPanel()
  await expect(life.chat.questions).toHaveText(tags.map(questionOf))
  await expect(life.chat.answerText).toHaveText(said(tags.at(-1) ?? '', 60))
  await life.killWorker()
  await life.staysWhole()
})

declare global {
  /** When the reader clicked, in milliseconds since the epoch. */
  var glossClickedAt: number | undefined
  var GlossTrueDate: DateConstructor | undefined
}

/** In a page or a worker of ours: a clock that is wrong by so many days. */
function setClock(days: number): void {
  const Truth = (globalThis.GlossTrueDate ??= Date)
  const now = (): number => Truth.now() + days * 24 * 60 * 60_000
  globalThis.Date = new Proxy(Truth, {
    construct: (target, values: number[]) => new target(values[0] ?? now()),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  })
}

function workerOf(life: LifeRig): Worker {
  const worker = life.gloss.worker()
  if (!worker) throw new Error('No worker runs.')
  return worker
}

/** Opens a conversation in a window of its own. */
async function secondPanel(life: LifeRig, tag: string): Promise<Page> {
  const { context, extensionId } = life.gloss
  const panel = await openWindow(context, `chrome-extension://${extensionId}/sidepanel.html`)
  await expect(chatIn(panel).composer).toBeVisible()
  await life.follow(panel)
  await panel.getByTestId('open-history').click()
  await panel
    .getByTestId('history-entry')
    .filter({ hasText: questionOf(tag) })
    .click()
  await expect(chatIn(panel).questions.first()).toHaveText(questionOf(tag))
  return panel
}

function said(tag: string, words: number): string {
  return wordsOf(tag, words).join('').trim()
}
