import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright/test'
import type { RunMetrics } from '../../lib/chat/run-metrics.ts'
import { desktopOf } from '../../scripts/lib/desktop.ts'
import { loopbackHosts } from '../../scripts/lib/extension-copy.ts'
import { chromeBuild } from '../../scripts/lib/project.ts'
import { until } from '../../scripts/lib/until.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { startGloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { addServer, chooseDefault, connectOllama } from './harness/options.ts'
import { isSoak } from './harness/soak.ts'
import { startUnattached } from './harness/unattached.ts'

const key = 'sk-canary-7f3a9c51e2d84b60'
const question = 'Who wrote between the lines of zebrawood?'
const reply = `It was the quincunx hand. ${Array.from({ length: 120 }, (_, index) => `word${index}`).join(' ')}`

test('an answer is listed while it is written and when it is over, and its details say how it went', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(150_000)
  provider.script({ key })
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  await options.goto(options.url().replace(/#.*|$/, '#diagnostics'))
  const live = options.getByTestId('live-runs')
  const recent = options.getByTestId('recent-runs')
  await expect(live).toContainText('No answer is being written.')
  await expect(recent).toContainText('How the next answers go is listed here')
  await look(options, 'diagnostics-empty', info)

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.attachPage()
  const headersDelayMs = 300
  provider.script({ reply, reasoning: 'The reader asks about a hand. I look for it.', headersDelayMs, holdAfter: 60 })
  // One refusal, so that there is something tried again.
  provider.script({ fault: { kind: 'status', status: 503, headers: { 'retry-after-ms': '1' } }, faultTimes: 1 })
  await chat.ask(question)
  await expect(chat.answerThat('streaming').getByTestId('message-text')).toBeVisible()
  await options.bringToFront()
  await expect(live.getByTestId('run')).toHaveAttribute('data-status', 'streaming')
  await expect(live.getByTestId('run-state')).toHaveText('Writing')
  await expect(live.getByTestId('run-summary')).toContainText('characters')
  await expect(recent.getByTestId('run')).toHaveCount(0)
  await look(options, 'diagnostics-live', info, { passing: true })
  provider.goOn()
  await expect(recent.getByTestId('run')).toHaveAttribute('data-status', 'complete', { timeout: 30_000 })
  await expect(live).toContainText('No answer is being written.')
  await expect(recent.getByTestId('run-summary')).toContainText('1 retry')

  await panel.bringToFront()
  await expect(chat.answerThat('complete')).toBeVisible()
  const {
    headersMs = NaN,
    firstByteMs = NaN,
    firstTokenMs = NaN,
    durationMs = NaN,
    ...metrics
  } = await newestMetrics(options)
  const { waitingMs = NaN, pausedMs = NaN, reasoningMs = NaN, writingMs = NaN } = metrics
  // No clock of this machine is trusted, only the order in which things must have happened.
  expect(headersMs).toBeLessThanOrEqual(firstByteMs)
  expect(firstByteMs).toBeLessThanOrEqual(firstTokenMs)
  expect(firstTokenMs).toBeLessThan(durationMs)
  expect(headersMs).toBeGreaterThanOrEqual(headersDelayMs)
  expect(waitingMs + pausedMs + reasoningMs + writingMs).toBe(durationMs)
  expect(reasoningMs).toBeLessThan(writingMs)
  expect(metrics.bytes).toBeGreaterThan(reply.length)
  expect(metrics.deltas).toBeGreaterThan(10)

  await openDetails(panel)
  const details = panel.getByTestId('details')
  for (const name of ['Provider', 'Asked for', 'First byte', 'First word', 'Speed', 'Longest silence', 'Received']) {
    await expect(details.getByRole('rowheader', { name, exact: true })).toBeVisible()
  }
  await expect(details.getByTestId('phases')).toContainText('Thinking')
  await expect(details).toContainText('status 503')
  await look(panel, 'details', info, { passing: true })
  await details.getByTestId('details-copy').scrollIntoViewIfNeeded()
  const text = await copied(panel, 'details-copy')
  expect(text).toContain('My gateway')
  await details.getByTestId('details-receipt').click()
  await expect(panel.getByTestId('receipt')).toBeVisible()
  await panel.keyboard.press('Escape')

  provider.reset()
  provider.script({ key, fault: { kind: 'echo', form: 'json' } })
  await chat.ask('And what did I send?')
  await expect(chat.answers).toHaveCount(2)
  await expect(chat.answer).toHaveAttribute('data-status', 'failed')

  await options.bringToFront()
  await expect(recent.getByTestId('run')).toHaveCount(2)
  await expect(recent.getByTestId('run').first()).toHaveAttribute('data-status', 'failed')
  await look(options, 'diagnostics-recent', info, { passing: true })
  await options.getByTestId('copy-report').scrollIntoViewIfNeeded()
  await look(options, 'diagnostics-end', info, { passing: true })
  const report = await copied(options, 'copy-report')
  expect(report).toContain(new URL(provider.url).host)
  expect(report).toContain('gloss-small')
  expect(report).toContain('started 1 time today')
  const article = await gloss.page.locator('p').first().innerText()
  for (const words of [text, report]) {
    for (const secret of [key, key.slice(3), question, 'zebrawood', 'quincunx', article.slice(0, 30)]) {
      expect(words).not.toContain(secret)
    }
  }

  await recent.getByTestId('runs-status').selectOption('failed')
  await expect(recent.getByTestId('run')).toHaveCount(1)
  await recent.getByTestId('runs-status').selectOption('stopped')
  await expect(recent).toContainText('No answer is stopped by you there.')
  await recent.getByTestId('delete-runs').click()
  await expect(recent).toContainText('How the next answers go is listed here')
})

test('a run whose worker died is listed as interrupted, and the death is known', async ({ gloss, provider }) => {
  provider.script({ key })
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  await options.goto(options.url().replace(/#.*|$/, '#diagnostics'))
  const panel = await gloss.openPanelInTab()
  provider.script({ reply, paceMs: 5, fault: { kind: 'stall', after: 60 } })
  await chatIn(panel).ask(question)
  await expect(chatIn(panel).answerThat('streaming').getByTestId('message-text')).toBeVisible()
  await expect(options.getByTestId('browser-facts')).toContainText('never known to have ended in mid-answer')
  const live = options.getByTestId('live-runs').getByTestId('run')
  await expect(live.getByTestId('run-state')).toHaveText('Writing')
  // What had been measured is kept: it is written with the text, a second after it came at the latest.
  await expect.poll(async () => (await newestMetrics(options)).firstTokenMs).toBeGreaterThan(0)
  await gloss.killWorker()
  await expect(panel.locator('[data-status=interrupted]')).toBeVisible()
  await expect(options.getByTestId('recent-runs').getByTestId('run')).toHaveAttribute('data-status', 'interrupted')
  await expect(options.getByTestId('browser-facts')).toContainText('last ended in mid-answer just now')
  await openDetails(panel)
  await expect(panel.getByTestId('details')).toContainText('at least')
})

// Longer than the half minute after which the browser ends an idle worker.
const goneWithinMs = 35_000

test('a page that shows the runs keeps no worker alive, with nobody attached to the browser', async ({
  display,
  provider,
  sample,
}) => {
  test.skip(!isSoak, 'It takes a minute to see a worker end by itself.')
  test.setTimeout(180_000)
  const folder = await mkdtemp(join(tmpdir(), 'gloss-diagnostics-'))
  const start = { build: chromeBuild, display, hosts: loopbackHosts, url: sample.url, folder }
  try {
    const before = await startGloss(start)
    const options = await before.openOptions()
    await connectOllama(options, provider.url, 'gloss-small')
    await before.stop()
    await rm(join(folder, 'profile', 'DevToolsActivePort'), { force: true })

    provider.script({ reply, paceMs: 20 })
    const desktop = desktopOf(display)
    const origin = `chrome-extension://${before.extensionId}`
    const browser = startUnattached(folder, display, [
      '--remote-debugging-port=0',
      `${origin}/options.html#diagnostics`,
      `${origin}/sidepanel.html`,
    ])
    try {
      // The addresses are opened before the extension is there, and must be loaded again once it is.
      await desktop.pressUntil(['ctrl+1', 'F5'], 'the diagnostics are drawn', () => desktop.hasTitle('Diagnostics'))
      await desktop.pressUntil(['ctrl+2', 'F5'], 'the panel is drawn', () => desktop.hasTitle('New chat · Gloss'))
      const isAsked = (): boolean => provider.log().some((entry) => entry.path === '/api/chat')
      // A slow machine may have been told to load the page once more, and what is typed meanwhile is gone.
      for (let tries = 0; tries < 5 && !isAsked(); tries++) {
        await desktop.type('Say much')
        await desktop.press('Return')
        await until('the question is asked', isAsked, 6_000).catch(() => undefined)
      }
      const asked = await provider.waitFor((entry) => entry.path === '/api/chat')
      // What is looked at is drawn, and its clock goes.
      await desktop.press('ctrl+1')
      await until('the diagnostics are shown', () => desktop.hasTitle('Diagnostics'))
      await provider.waitFor((entry) => entry.id === asked.id && entry.closedAt !== undefined)
      // Asking for a list attaches to nothing: the worker does not live longer for it.
      const port = await readFile(join(folder, 'profile', 'DevToolsActivePort'), 'utf8')
      const list = `http://127.0.0.1:${port.split('\n')[0]}/json/list`
      const lives = async (type: string): Promise<boolean> => {
        const targets = (await (await fetch(list)).json()) as { type: string; url: string }[]
        return targets.some((target) => target.type === type && target.url.startsWith(origin))
      }
      expect(await lives('service_worker')).toBe(true)
      await until('the worker is gone', async () => !(await lives('service_worker')), goneWithinMs)
      expect(await lives('page')).toBe(true)
    } finally {
      await browser.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})

async function openDetails(panel: Page): Promise<void> {
  const answer = chatIn(panel).answer
  await answer.getByTestId('message-more').click()
  await answer.getByTestId('message-more-details').click()
  await expect(panel.getByTestId('details')).toBeVisible()
}

/** What a button of the page copies. */
async function copied(page: Page, testId: string): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.bringToFront()
  await page.getByTestId(testId).click()
  await expect(page.getByTestId(testId)).toHaveText('Copied')
  return page.evaluate('navigator.clipboard.readText()')
}

/** What is measured of the newest answer, as it is stored. */
async function newestMetrics(page: Page): Promise<RunMetrics> {
  return page.evaluate(async () => {
    const settled = <Value>(request: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result))
        request.addEventListener('error', () => reject(request.error ?? new Error('The request failed.')))
      })
    const database = await settled(indexedDB.open('gloss'))
    const runs: { startedAt: number; metrics: RunMetrics }[] = await settled(
      database.transaction('runs').objectStore('runs').getAll(),
    )
    database.close()
    return runs.toSorted((one, other) => other.startedAt - one.startedAt)[0]?.metrics ?? {}
  })
}
