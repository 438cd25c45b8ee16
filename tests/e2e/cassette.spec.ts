import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright/test'
import type { Cassette } from '../../lib/chat/cassette.ts'
import { cassetteFromFile } from '../../lib/chat/cassette-file.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { addServer, chooseDefault } from './harness/options.ts'

const key = 'sk-canary-7f3a9c51e2d84b60'
const question = 'What stands in the margin?'

test('a recorded answer can be saved and played again, and no file holds the key', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(90_000)
  provider.script({ key, paceMs: 2, bytesPerWrite: 7 })
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  await recordAnswers(options, true)

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.attachPage()
  await chat.ask(question)
  // It comes in more than three hundred pieces.
  await expect(chat.answerThat('complete')).toBeVisible({ timeout: 30_000 })
  // Where a line ends within a paragraph depends on whether its quotes have been looked up yet.
  const words = async (): Promise<string> => (await chat.answerText.innerText()).replaceAll(/\s+/g, ' ')
  const first = await words()

  // As it is offered, the file holds nothing of what was asked.
  await openReceipt(panel)
  await expect(panel.getByTestId('recording-summary')).toContainText('1 request')
  await panel.getByTestId('recording-save').scrollIntoViewIfNeeded()
  // Sizes and times of what was recorded are those of this run.
  await look(panel, 'recorded', info, { passing: true })
  const bare = await save(panel)
  expect(bare.name).toMatch(/^gloss-recording-\d{4}-\d\d-\d\d-my-gateway\.json$/)
  expect(bare.text).not.toContain(question)
  await panel.getByTestId('recording-with-question').check()
  const whole = await save(panel)
  expect(whole.text).toContain(question)
  await closeReceipt(panel)

  // A server that sends the key back, in pieces.
  provider.script({ fault: { kind: 'echo', form: 'json' } })
  await chat.ask('And what did I send?')
  await expect(chat.answerThat('failed')).toBeVisible()
  await openReceipt(panel)
  await panel.getByTestId('recording-with-question').check()
  const echoed = await save(panel)
  await closeReceipt(panel)
  expect(sayings(echoed.cassette)).toContain('Bearer ***')
  for (const { text, cassette } of [bare, whole, echoed]) {
    const all = text + sayings(cassette)
    expect(all).not.toContain(key)
    expect(all).not.toContain(key.slice(3))
  }

  // What was saved is played: the same answer, from whatever key and model.
  provider.reset()
  provider.script({ key })
  provider.play(bare.cassette, Infinity)
  await chat.ask('Play it again.')
  await expect(chat.answers).toHaveCount(3)
  await expect(chat.answerThat('complete')).toHaveCount(1)
  await expect(chat.answer).toHaveAttribute('data-status', 'complete')
  expect(await words()).toBe(first)
  await openReceipt(panel)
  const again = await save(panel)
  expect(sayings(again.cassette)).toBe(sayings(bare.cassette))
  await closeReceipt(panel)

  await options.bringToFront()
  await expect(options.getByTestId('recordings-kept')).toContainText('3 recordings')
  await options.getByTestId('delete-recordings').scrollIntoViewIfNeeded()
  await look(options, 'diagnostics', info, { passing: true })
  await options.getByTestId('delete-recordings').click()
  await expect(options.getByTestId('recordings-kept')).toHaveText('No recordings.')
})

test('one answer can be asked again and recorded, with what went wrong before its first word', async ({
  gloss,
  provider,
}) => {
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key: 'sk-fake-0123456789abcdef' })
  await chooseDefault(options, 'gloss-small')
  await options.close()
  provider.script({ paceMs: 0, reply: 'A short answer.' })
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await expect(chat.picker).toContainText('gloss-small')
  await chat.ask(question)
  await expect(chat.answerThat('complete')).toBeVisible()
  await openReceipt(panel)
  await expect(panel.getByTestId('recording-save')).toHaveCount(0)
  const headers = { 'retry-after-ms': '1' }
  provider.script({ fault: { kind: 'status', status: 503, headers }, faultTimes: 1 })
  await panel.getByTestId('recording-ask').click()
  await expect(panel.getByTestId('receipt')).toHaveCount(0)
  await expect.poll(() => provider.log().filter(({ path }) => path === '/v1/chat/completions').length).toBe(3)
  await expect(chat.answerThat('complete')).toBeVisible()
  await openReceipt(panel)
  // From the side panel itself, where a download has no tab.
  const { cassette } = await save(panel)
  expect(cassette.exchanges.map(({ response }) => response?.status)).toEqual([503, 200])
  expect(sayings(cassette)).toContain('answer.')
})

async function recordAnswers(options: Page, wished: boolean): Promise<void> {
  await options.goto(options.url().replace(/#.*|$/, '#diagnostics'))
  await options.getByTestId('record-answers').setChecked(wished)
  await expect(options.getByTestId('recordings-kept')).toHaveText('No recordings.')
}

async function openReceipt(panel: Page): Promise<void> {
  await chatIn(panel).answer.getByTestId('message-receipt').click()
  await expect(panel.getByTestId('recording')).toBeVisible()
}

async function closeReceipt(panel: Page): Promise<void> {
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('receipt')).toHaveCount(0)
}

async function save(panel: Page): Promise<{ name: string; text: string; cassette: Cassette }> {
  const started = panel.waitForEvent('download')
  await panel.getByTestId('recording-save').click()
  const download = await started
  const text = await readFile(await download.path(), 'utf8')
  const found = cassetteFromFile(text)
  if ('problem' in found) throw new Error(found.problem)
  return { name: download.suggestedFilename(), text, cassette: found.cassette }
}

/** All that the server said, in one text. */
function sayings({ exchanges }: Cassette): string {
  const bytes = exchanges.flatMap(({ response }) => response?.chunks.map((chunk) => chunk.bytes) ?? [])
  return Buffer.concat(bytes).toString('utf8')
}
