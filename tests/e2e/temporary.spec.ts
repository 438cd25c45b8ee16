import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { loopbackHosts } from '../../scripts/lib/extension-copy.ts'
import { chromeBuild } from '../../scripts/lib/project.ts'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { canary, filesWith } from './harness/disk-search.ts'
import { expect, test } from './harness/fixtures.ts'
import { startGloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { dumpDatabases } from './harness/surfaces.ts'

async function chooseModel(panel: Page, baseUrl: string): Promise<void> {
  await call(panel, 'saveProvider', { providerId: 'ollama', settings: { baseUrl } })
  const { id = '' } = await call(panel, 'ensurePreset', { providerId: 'ollama', model: 'gloss-small' })
  await call(panel, 'updateSettings', { patch: { defaultPresetId: id } })
  await expect(chatIn(panel).picker).toHaveAttribute('data-value', `preset:${id}`)
}

/** Asks, and waits for the whole answer. */
async function askFor(panel: Page, question: string): Promise<void> {
  const chat = chatIn(panel)
  const before = await chat.answers.count()
  await chat.ask(question)
  await expect(chat.answers).toHaveCount(before + 1)
  await expect(chat.answer).toHaveAttribute('data-status', 'complete')
}

test('a temporary chat lives in memory, and nothing of it is ever on the disk until it is kept', async ({
  provider,
  display,
  sample,
}) => {
  const folder = await mkdtemp(join(tmpdir(), 'gloss-temporary-'))
  const profile = join(folder, 'profile')
  const start = () => startGloss({ build: chromeBuild, display, hosts: loopbackHosts, url: sample.url, folder })
  const [control, asked, answered, attached, again, draft, inTab] = Array.from({ length: 7 }, canary) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  try {
    const first = await start()
    let panel = await first.openPanelByKeyboard()
    await chooseModel(panel, provider.url)
    // All that could write something down does.
    await call(panel, 'updateSettings', { patch: { recordAnswers: true, titles: 'model' } })
    provider.script({ reply: 'A stored answer.', paceMs: 0 })
    await askFor(panel, `Stored ${control}?`)

    await panel.getByTestId('temporary-chat').click()
    await expect(panel.getByTestId('temporary-bar')).toBeVisible()
    await panel
      .getByTestId('attach-files')
      .setInputFiles([{ name: 'secret.txt', mimeType: 'text/plain', buffer: Buffer.from(`It says ${attached} here.`) }])
    await expect(chatIn(panel).chips).toHaveCount(1)
    provider.script({ reply: `It is ${answered}.`, paceMs: 0 })
    await askFor(panel, `Temporary ${asked}?`)
    await panel.getByTestId('message-receipt').click()
    await expect(panel.getByTestId('receipt-body').first()).toContainText(attached)
    await panel.keyboard.press('Escape')
    await chatIn(panel).composer.fill(`A draft ${draft}`)
    await first.closePanel()
    await first.killWorker()

    panel = await first.openPanelByKeyboard()
    let chat = chatIn(panel)
    await expect(chat.questions).toHaveText([new RegExp(asked)])
    await expect(chat.answerText).toContainText(answered)
    await expect(chat.composer).toHaveValue(`A draft ${draft}`)
    await askFor(panel, `And ${again}?`)
    await expect(chat.answers).toHaveCount(2)
    await panel.getByTestId('open-history').click()
    await expect(panel.getByTestId('history-entry')).toHaveCount(1)
    await panel.keyboard.press('Escape')

    // A panel in a tab has its own names and fields, which the browser keeps of tabs.
    const tab = await first.openPanelInTab()
    await tab.getByTestId('temporary-chat').click()
    await expect(tab.getByTestId('temporary-bar')).toBeVisible()
    await chatIn(tab).composer.fill(`In a tab ${inTab}`)
    await expect(tab).toHaveTitle('Temporary chat · Gloss')
    await first.stop()
    expect(await filesWith(profile, control)).not.toEqual([])
    for (const word of [asked, answered, attached, again, draft, inTab])
      expect(await filesWith(profile, word)).toEqual([])

    const second = await start()
    panel = await second.openPanelByKeyboard()
    chat = chatIn(panel)
    await expect(chat.questions).toHaveText([new RegExp(control)])
    await panel.getByTestId('temporary-chat').click()
    await expect(chat.questions).toHaveCount(0)
    await askFor(panel, `Kept ${asked}?`)
    await panel.getByTestId('temporary-keep').click()
    await expect(panel.getByTestId('temporary-bar')).toHaveCount(0)
    await expect(chat.questions).toHaveText([new RegExp(asked)])
    await panel.getByTestId('open-history').click()
    await expect(panel.getByTestId('history-entry')).toHaveCount(2)
    await panel.keyboard.press('Escape')
    await askFor(panel, 'And now?')
    await second.stop()
    expect(await filesWith(profile, asked)).not.toEqual([])
    expect([...first.problems, ...second.problems]).toEqual([])
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

test('is marked, left, found again, and discarded', async ({ gloss, provider }, info) => {
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chooseModel(panel, provider.url)
  provider.script({ reply: 'Between us.', paceMs: 0 })
  await panel.keyboard.press('Alt+Shift+Y')
  await expect(panel.getByTestId('temporary-words')).toBeVisible()
  await expect(panel.getByTestId('temporary-chat')).toHaveAttribute('aria-pressed', 'true')
  await expect(panel.getByTestId('temporary-keep')).toHaveCount(0)
  await look(panel, 'empty', info)

  await askFor(panel, 'A secret?')
  await look(panel, 'answered', info)
  await call(panel, 'updateSettings', { patch: { theme: 'high-contrast' } })
  await expect(panel.locator('html')).toHaveAttribute('data-contrast', 'more')
  await look(panel, 'contrast', info)
  // A branch, and another chat that goes on from here, are as temporary.
  await panel.getByTestId('message-retry').click()
  await expect(panel.getByTestId('siblings')).toContainText('2')

  await panel.getByTestId('new-chat').click()
  await expect(panel.getByTestId('temporary-bar')).toHaveCount(0)
  await panel.getByTestId('temporary-chat').click()
  await expect(chat.questions).toHaveText(['A secret?'])

  await panel.getByTestId('temporary-discard').click()
  const confirm = panel.getByTestId('temporary-discard-confirm')
  await expect(confirm).toBeFocused()
  await look(panel, 'discarding', info)
  await panel.keyboard.press('Escape')
  await expect(panel.getByTestId('temporary-discard')).toBeFocused()
  await panel.keyboard.press('Enter')
  await confirm.press('Enter')
  await expect(panel.getByTestId('temporary-bar')).toHaveCount(0)
  await expect(chat.composer).toBeFocused()
  await panel.getByTestId('temporary-chat').click()
  await expect(panel.getByTestId('temporary-words')).toBeVisible()
  await expect(chat.questions).toHaveCount(0)
  await expect
    .poll(() => panel.evaluate(`chrome.storage.session.get(null).then((all) => JSON.stringify(all))`))
    .not.toContain('A secret?')
})

test('goes on after its worker died, takes what is chosen in a menu, and is left out of every table', async ({
  gloss,
  provider,
}) => {
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chooseModel(panel, provider.url)
  await panel.getByTestId('temporary-chat').click()
  await gloss.chooseFromMenu('article p', 'ask')
  await expect(chat.chips).toHaveCount(1)
  await expect(panel.getByTestId('temporary-bar')).toBeVisible()

  provider.script({ reply: Array.from({ length: 400 }, (_, index) => `word${index}`).join(' '), paceMs: 40 })
  await chat.ask('What of this?')
  await expect(chat.answerText).toContainText('word60')
  await gloss.killWorker()
  await expect(chat.answer).toHaveAttribute('data-status', 'interrupted')
  await expect(chat.answerText).toContainText('word20')
  provider.script({ reply: 'And here it ends.', paceMs: 0 })
  await panel.getByTestId('message-continue').click()
  await expect(chat.answer).toHaveAttribute('data-status', 'complete')
  await expect(chat.answerText).toContainText('here it ends')

  // Another one goes on from here; the first is found beside it.
  await chat.answer.getByTestId('message-more').click()
  await panel.getByTestId('message-more-copy-path').click()
  await expect(panel.getByTestId('temporary-others')).toBeVisible()
  await expect(chat.questions).toHaveCount(1)
  await askFor(panel, 'And then?')
  await panel.getByTestId('temporary-others').click()
  await panel.getByRole('menuitem').click()
  await expect(chat.questions).toHaveText([/What of this/])

  const disk = await panel.evaluate(dumpDatabases)
  const rows = Object.entries(disk).filter(([table]) => !/\/(runs|workerDays|facts|modelLists)$/.test(table))
  const written = rows.flatMap(([table, all]) => all.map((row) => `${table} ${JSON.stringify(row)}`))
  expect(written.filter((row) => /temporary-|What of this|word1|And then/.test(row))).toEqual([])
  // Counts, and no word.
  expect(disk['gloss/runs']).toHaveLength(2)
  expect(JSON.stringify(disk['gloss/runs'])).not.toMatch(/What of|word1/)
})
