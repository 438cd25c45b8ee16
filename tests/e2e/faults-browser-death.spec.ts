import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { until } from '../../scripts/lib/until.ts'
import { Figures, mayLoseMs } from './harness/figures.ts'
import type { LifeRig } from './harness/life-rig.ts'
import { expect, test } from './harness/life-test.ts'
import { isSoak, seededRandom, triesOf } from './harness/soak.ts'
import { wordsOf } from './harness/word-server.ts'

/** The whole browser ends, or Gloss in it, while an answer is being written. */

test('F35 the browser is killed in mid-answer', async ({ life }) => {
  const tries = triesOf(5, 100)
  test.setTimeout(60_000 + tries * 15_000)
  const figures = new Figures('F35', 'the browser is killed in mid-answer')
  const random = seededRandom()
  try {
    for (let index = 0; index < tries; index += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      await test.step(`death ${index + 1}`, () => browserDies(life, random, figures))
    }
  } finally {
    await figures.keep()
  }
  await life.staysWhole()
})

test('F36 the browser is killed while much is being written to the disk', async ({ life }) => {
  const tries = triesOf(5, 100)
  test.setTimeout(60_000 + tries * 15_000)
  const figures = new Figures('F36', 'the browser is killed while much is being written to the disk')
  const random = seededRandom()
  const before: string[] = []
  let wiped = 0
  try {
    for (let index = 0; index < tries; index += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      await test.step(`death ${index + 1}`, async () => {
        const mark = await life.panel.evaluate(flood)
        await delay(300)
        before.push(await browserDies(life, random, figures))
        if (!(await life.panel.evaluate(floodStands, mark))) wiped += 1
        const kept = await Promise.all(before.map(async (tag) => (await life.turns(tag)).length))
        const lost = kept.filter((count) => count !== 1).length
        expect.soft(lost, `conversations lost or doubled by death ${index + 1}`).toBe(0)
        if (lost > 0) figures.add({ lost: true })
      })
    }
  } finally {
    figures.note(`the browser itself wiped its database ${wiped} times`)
    await figures.keep()
  }
  await life.panel.evaluate(() => void indexedDB.deleteDatabase('flood'))
  await life.staysWhole()
})

/** Asks, kills the browser somewhere on the way, starts it again, and judges what is shown. */
async function browserDies(life: LifeRig, random: () => number, figures: Figures): Promise<string> {
  const early = random() < 0.2
  life.server.script({ pieces: (of) => wordsOf(of, 600), paceMs: 4, headersDelayMs: early ? 400 : 0 })
  const tag = await life.ask()
  const after = early ? 0 : 1 + Math.floor(random() * 500)
  await life.server.until(tag, ({ sentAt }) => sentAt.length >= after)
  if (early) await delay(random() * 300)
  const diedAt = await life.killBrowser()
  await life.launch()
  await expect(life.ended('interrupted')).toBeVisible()
  const verdict = await life.judge(tag, ['interrupted'], diedAt)
  if (verdict.text !== '') await expect(life.chat.answerText).toHaveText(verdict.text.trim())
  expect.soft(verdict.lostMs, `${tag}: milliseconds of text lost`).toBeLessThan(mayLoseMs)
  figures.add(verdict)
  return tag
}

for (const [name, how] of [
  ['reloaded', 'as it is'],
  ['updated', 'in a new version'],
] as const) {
  test(`F37 Gloss is ${name} in mid-answer`, async ({ life }) => {
    const tag = await writing(life)
    if (how === 'in a new version') await raiseVersion(life)
    const before = await version(life)
    const closed = life.panel.waitForEvent('close')
    const diedAt = Date.now()
    await life.panel.evaluate('void setTimeout(() => chrome.runtime.reload())')
    await closed
    await returns(life)
    if (how === 'in a new version') expect(await version(life)).not.toBe(before)
    await wasInterrupted(life, tag, diedAt)
    await life.staysWhole()
  })
}

test('F38 Gloss is switched off in mid-answer, and on again', async ({ life }) => {
  const tag = await writing(life)
  const { context, extensionId } = life.gloss
  const extensions = await context.newPage()
  await extensions.goto('chrome://extensions')
  const switchTo = (on: boolean): Promise<unknown> =>
    extensions.evaluate(`chrome.management.setEnabled('${extensionId}', ${on})`)
  const closed = life.panel.waitForEvent('close')
  const diedAt = Date.now()
  await switchTo(false)
  await closed
  const spoken = await life.server.until(tag, ({ closedAt }) => closedAt !== undefined)
  expect(spoken.closedByClient).toBe(true)
  await switchTo(true)
  await returns(life)
  await extensions.close()
  await wasInterrupted(life, tag, diedAt)
  await life.staysWhole()
})

async function writing(life: LifeRig): Promise<string> {
  life.server.script({ pieces: (of) => wordsOf(of, 2_000), paceMs: 5 })
  const tag = await life.ask()
  await life.server.until(tag, ({ sentAt }) => sentAt.length >= 300)
  return tag
}

async function wasInterrupted(life: LifeRig, tag: string, diedAt: number): Promise<void> {
  await expect(life.ended('interrupted')).toBeVisible()
  const verdict = await life.judge(tag, ['interrupted'], diedAt)
  await expect(life.chat.answerText).toHaveText(verdict.text.trim())
  expect(verdict.lostMs).toBeLessThan(mayLoseMs)
}

/** Opens the panel again as soon as there is a Gloss to open. */
async function returns(life: LifeRig): Promise<void> {
  const { context, extensionId } = life.gloss
  const probe = await context.newPage()
  await until('Gloss is there again', async () => {
    const response = await probe.goto(`chrome-extension://${extensionId}/options.html`).catch(() => null)
    return response?.ok() === true
  })
  await probe.close()
  await life.openPanel()
}

async function raiseVersion(life: LifeRig): Promise<void> {
  const path = join(life.folder, 'extension', 'manifest.json')
  const manifest = JSON.parse(await readFile(path, 'utf8')) as { version: string }
  await writeFile(path, JSON.stringify({ ...manifest, version: `${manifest.version}.1` }))
}

async function version(life: LifeRig): Promise<unknown> {
  return life.panel.evaluate('chrome.runtime.getManifest().version')
}

test('F45 the machine sleeps in mid-answer', { tag: '@waits' }, async ({ life }) => {
  const sleepMs = isSoak ? 120_000 : 20_000
  test.setTimeout(60_000 + sleepMs)
  // One whose line breaks during the sleep, and one whose server waits with the rest.
  life.server.script({ pieces: (of) => wordsOf(of, 400), paceMs: 1, holdAt: 100 })
  const broken = await life.ask()
  const patient = await life.ask()
  const lines = await Promise.all(
    [broken, patient].map((tag) => life.server.until(tag, ({ sentAt }) => sentAt.length >= 100)),
  )
  await expect(life.chat.answerText).toHaveText(wordsOf(patient, 100).join('').trim())
  const pid = await life.processId()
  process.kill(-pid, 'SIGSTOP')
  try {
    lines[0]?.cut()
    await delay(sleepMs)
    lines[1]?.goOn()
  } finally {
    process.kill(-pid, 'SIGCONT')
  }
  await expect(life.ended('complete')).toBeVisible()
  await life.judge(patient, ['complete'])
  await expect.poll(async () => (await life.turns(broken))[0]?.answers[0]?.status).toBe('failed')
  expect((await life.judge(broken, ['failed'])).text).toBe(wordsOf(broken, 100).join(''))
  await life.staysWhole()
})

/** In a page of ours: writes to both stores as fast as they take it. Gives a mark that a wiped database has lost. */
async function flood(): Promise<string> {
  const mark = crypto.randomUUID()
  const opening = indexedDB.open('flood', 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'))
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.addEventListener('success', () => resolve(opening.result))
    opening.addEventListener('error', () => reject(opening.error ?? new Error('It did not open.')))
  })
  const write = (name: string, value: string, then: () => void): void => {
    const transaction = database.transaction('rows', 'readwrite', { durability: 'strict' })
    transaction.objectStore('rows').put(value, name)
    transaction.addEventListener('complete', then)
  }
  await new Promise<void>((resolve) => write('mark', mark, resolve))
  const block = 'x'.repeat(20_000)
  let count = 0
  const again = (): void => {
    count += 1
    write(`row-${count % 100}`, block, again)
  }
  for (let line = 0; line < 4; line += 1) again()
  // Only pages of the extension know this store.
  type Local = { set: (items: object) => Promise<void> }
  const { chrome } = globalThis as unknown as { chrome: { storage: { local: Local } } }
  const store = async (): Promise<void> => {
    for (let index = 0; ; index = (index + 1) % 50) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, as fast as it goes
      await chrome.storage.local.set({ [`flood-${index}`]: block })
    }
  }
  for (let line = 0; line < 4; line += 1) void store()
  return mark
}

/** In a page of ours: whether the mark is still there. */
async function floodStands(mark: string): Promise<boolean> {
  const opening = indexedDB.open('flood', 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('rows'))
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opening.addEventListener('success', () => resolve(opening.result))
    opening.addEventListener('error', () => reject(opening.error ?? new Error('It did not open.')))
  })
  const reading = database.transaction('rows').objectStore('rows').get('mark')
  const found = await new Promise((resolve) => reading.addEventListener('success', () => resolve(reading.result)))
  database.close()
  return found === mark
}
