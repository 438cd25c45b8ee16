import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright/test'
import type { FakeProvider } from '../fake-provider/server.ts'
import { zipOf } from '../helpers/zip.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { addServer, chooseDefault } from './harness/options.ts'
import { dumpDatabases, surfacesOf } from './harness/surfaces.ts'

const key = 'sk-canary-51c09e77aa10'

async function contentOf(download: Download): Promise<string> {
  return readFile(await download.path(), 'utf8')
}

async function toData(options: Page): Promise<void> {
  await options.goto(options.url().replace(/#.*|$/, '#data'))
  await expect(options.getByTestId('import-drop')).toBeVisible()
}

/** A question about the attached page, answered by a server of the reader's own. */
async function askedThroughGateway(gloss: Gloss, provider: FakeProvider, question: string) {
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.ask(question)
  await expect(chat.answerThat('complete')).toBeVisible()
  return { options, panel, chat }
}

async function counts(page: Page): Promise<number[]> {
  const databases = await page.evaluate(dumpDatabases)
  return ['conversations', 'messages', 'attachments'].map((table) => databases[`gloss/${table}`]?.length ?? 0)
}

test('conversations leave as a backup and come back, without a key', async ({ gloss, provider }, info) => {
  test.setTimeout(150_000)
  provider.script({ key, reply: 'It is about **margins** <b>and</b> what stands in them.' })
  const { options, panel, chat } = await askedThroughGateway(gloss, provider, 'What is it about?')
  await panel.getByTestId('message-retry').click()
  await expect(panel.getByTestId('siblings')).toContainText('2 / 2')
  await expect(chat.answerThat('complete')).toBeVisible()

  await toData(options)
  await options.bringToFront()
  await look(options, 'data', info)
  const saved = options.waitForEvent('download')
  await options.getByTestId('export-all').click()
  const backup = await contentOf(await saved)
  await expect(options.getByTestId('export-outcome')).toContainText('Saved as')
  expect(backup).toContain('My gateway')
  expect(backup).not.toContain(key)
  const before = await counts(options)
  expect(before).toEqual([1, 3, 1])

  const file = { name: 'backup.json', mimeType: 'application/json', buffer: Buffer.from(backup) }
  await options.getByTestId('import-file').setInputFiles(file)
  await expect(options.getByTestId('import-known')).toHaveText('1 is here already.')
  await expect(options.getByTestId('import-bring-in')).toBeDisabled()
  await options.getByText('Bring in as a copy').click()
  await look(options, 'data-report', info)
  await options.getByTestId('import-bring-in').click()
  await expect(options.getByTestId('import-done')).toContainText('1 conversation came in from “backup.json”')
  expect(await counts(options)).toEqual([2, 6, 1])
  await look(options, 'data-done', info)

  // The second copy follows by itself.
  await expect
    .poll(() =>
      options.evaluate(
        `chrome.storage.local.getKeys().then((keys) => keys.filter((key) => key.startsWith('mirror:messages:')).length)`,
      ),
    )
    .toBe(6)
  await options.reload()
  await options.getByTestId('import-undo').click()
  await expect(options.getByTestId('import-taken-back')).toBeVisible()
  expect(await counts(options)).toEqual(before)
  await expect
    .poll(() =>
      options.evaluate(
        `chrome.storage.local.getKeys().then((keys) => keys.filter((key) => key.startsWith('mirror:messages:')).length)`,
      ),
    )
    .toBe(3)

  await panel.bringToFront()
  await panel.getByTestId('open-history').click()
  const more = panel.getByTestId('history-more')
  await more.click()
  await look(panel, 'history-menu', info)
  await more.focus()
  for (const [format, ending, word] of [
    ['markdown', '.md', 'It is about **margins** <b>and</b>'],
    ['html', '.html', 'It is about <strong>margins</strong> &#60;b&#62;and&#60;/b&#62;'],
    ['backup', '.json', '"kind":"gloss-backup"'],
  ] as const) {
    if (!(await panel.getByTestId(`history-more-${format}`).isVisible())) await more.click()
    const download = panel.waitForEvent('download')
    await panel.getByTestId(`history-more-${format}`).click()
    const one = await download
    expect(one.suggestedFilename()).toBe(`What is it about${ending}`)
    const content = await contentOf(one)
    expect(content).toContain(word)
    expect(content).not.toContain(key)
    await expect(panel.getByTestId('history-done')).toContainText(ending)
    if (format === 'html') await readsWell(gloss.page, await one.path(), info.outputPath('exported.png'))
  }
})

/** The page of an export needs no script, and loads nothing. */
async function readsWell(page: Page, path: string, picture: string): Promise<void> {
  const requests: string[] = []
  const note = (request: { url: () => string }): void => void requests.push(request.url())
  await page.bringToFront()
  page.on('request', note)
  await page.setContent(await readFile(path, 'utf8'))
  await expect(page.getByRole('heading', { name: 'What is it about?' })).toBeVisible()
  await page.screenshot({ path: picture, fullPage: true })
  expect(requests).toEqual([])
  page.off('request', note)
}

test('what other programs exported comes in, and a question goes on from it', async ({ gloss, provider }, info) => {
  test.setTimeout(150_000)
  provider.script({ key, reply: 'And on it goes.' })
  const options = await gloss.openOptions()
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await chooseDefault(options, 'gloss-small')
  await toData(options)
  const fixture = (name: string) => readFile(new URL(`../fixtures/transfer/${name}.json`, import.meta.url))
  const zip = zipOf([{ path: 'conversations.json', bytes: await fixture('chatgpt') }])
  for (const [name, buffer, content] of [
    ['chatgpt.zip', Buffer.from(zip), '2 conversations, 4 messages.'],
    ['open-webui.json', await fixture('open-webui'), '2 conversations, 5 messages.'],
    ['page-assist.json', await fixture('page-assist'), '1 conversation, 2 messages.'],
    ['gloss-v1.json', await fixture('gloss-v1'), '1 conversation, 4 messages, 1 attachment.'],
  ] as const) {
    await options.getByTestId('import-file').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await expect(options.getByTestId('import-content')).toHaveText(content)
    await expect(options.getByTestId('import-report').getByRole('heading')).toBeFocused()
    if (name === 'chatgpt.zip') {
      await options.getByTestId('import-left-out').locator('summary').click()
      await look(options, 'data-left-out', info)
    }
    if (name === 'gloss-v1.json') {
      await options.getByTestId('import-settings').check()
      await look(options, 'data-settings', info)
    }
    await options.getByTestId('import-bring-in').click()
    await expect(options.getByTestId('import-done')).toContainText(name)
  }
  await expect(options.getByTestId('import-done')).toContainText('2 presets and servers')
  await options
    .getByTestId('import-file')
    .setInputFiles({ name: 'diary.json', mimeType: 'application/json', buffer: Buffer.from('Dear diary') })
  await expect(options.getByTestId('import-failure')).toBeVisible()
  await look(options, 'data-refused', info)

  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await panel.getByTestId('open-history').click()
  await panel.getByTestId('history-entry').filter({ hasText: 'Codex' }).click()
  await expect(chat.answerText).toHaveText('A book of leaves.')
  await chat.ask('Who made them?')
  await expect(chat.answerThat('complete').getByTestId('message-text')).toHaveText('And on it goes.')
})

test('all conversations are deleted for good, and everything where that is wished', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(150_000)
  provider.script({ key, reply: 'A zebra has stripes.' })
  const { options: first, chat } = await askedThroughGateway(gloss, provider, 'Why has the zebra stripes?')
  await chat.composer.fill('And the zebra’s child')
  await toData(first)
  await first.bringToFront()
  await expect(first.getByTestId('stored-counts')).toHaveText(
    '1 conversation with 2 messages and 1 attachment in this browser.',
  )

  await first.getByTestId('delete-all').click()
  const dialog = first.getByTestId('delete-dialog')
  await expect(dialog.getByRole('button', { name: 'Close' })).toBeFocused()
  const saved = first.waitForEvent('download')
  await first.getByTestId('delete-backup').click()
  expect(await contentOf(await saved)).toContain('Why has the zebra stripes?')
  await expect(dialog.getByRole('status').filter({ hasText: 'Saved as' })).toBeVisible()
  await first.keyboard.press('Escape')
  await expect(first.getByTestId('delete-all')).toBeFocused()
  await first.keyboard.press('Enter')
  await look(first, 'delete', info)

  const second = await deleteOn(gloss, first)
  await expect(second.getByTestId('erased')).toContainText('All conversations were deleted.')
  await expect(second.getByTestId('stored-counts')).toContainText('0 conversations')
  expect(JSON.stringify(await surfacesOf(second))).not.toContain('zebra')
  await look(second, 'deleted', info)
  // Who answers is set up as it was.
  const anew = chatIn(await gloss.openPanelInTab())
  await anew.ask('Once more?')
  await expect(anew.answerThat('complete').getByTestId('message-text')).toHaveText('A zebra has stripes.')

  await second.bringToFront()
  await second.getByTestId('delete-all').click()
  await second.getByTestId('delete-settings').check()
  await expect(second.getByTestId('delete-confirm')).toHaveText('Delete everything')
  const third = await deleteOn(gloss, second)
  await expect(third.getByTestId('erased')).toContainText('Everything was deleted')
  const left = JSON.stringify([await surfacesOf(third), await third.evaluate('chrome.storage.local.get(null)')])
  for (const word of ['zebra', 'gateway', key]) expect(left).not.toContain(word)
})

/** Presses the last button, which closes the page. Returns the one that Gloss opens when it was loaded anew. */
async function deleteOn(gloss: Gloss, options: Page): Promise<Page> {
  const opened = gloss.context.waitForEvent('page')
  await options
    .getByTestId('delete-confirm')
    .evaluate((button) => void setTimeout(() => button instanceof HTMLElement && button.click()))
  return opened
}
