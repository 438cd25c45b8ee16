import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loopbackHosts } from '../../scripts/lib/extension-copy.ts'
import { chromeBuild, project } from '../../scripts/lib/project.ts'
import { longPage } from '../helpers/long-page.ts'
import { linesOfPage, pdfFile } from '../helpers/pdf-file.ts'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { canary, filesWith } from './harness/disk-search.ts'
import { serveFieldPages } from './harness/field-pages.ts'
import { expect, test } from './harness/fixtures.ts'
import { startGloss } from './harness/gloss.ts'

const wrong = 'I has wrote this sentence.'

test('a PDF, a picture, a comparison, a writing back and a long text leave nothing of a temporary chat on the disk', async ({
  provider,
  display,
}) => {
  test.setTimeout(240_000)
  const folder = await mkdtemp(join(tmpdir(), 'gloss-temporary-'))
  const pages = await serveFieldPages()
  const control = canary()
  const [drawn, sealed, long, notes, compared, mended] = Array.from({ length: 6 }, canary) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ]
  const asked = () => provider.log().filter(({ path }) => path === '/api/chat')
  try {
    const gloss = await startGloss({ build: chromeBuild, display, hosts: loopbackHosts, url: pages.url, folder })
    const panel = await gloss.openPanelInTab()
    const byId = (id: string) => panel.getByTestId(id)
    const chat = chatIn(panel)
    await call(panel, 'saveProvider', { providerId: 'ollama', settings: { baseUrl: provider.url } })
    await call(panel, 'listModels', { providerId: 'ollama', refresh: true })
    const { id: small = '' } = await call(panel, 'ensurePreset', { providerId: 'ollama', model: 'gloss-small' })
    const { id: large = '' } = await call(panel, 'ensurePreset', { providerId: 'ollama', model: 'gloss-large' })
    // All that could write something down does.
    await call(panel, 'updateSettings', { patch: { defaultPresetId: small, recordAnswers: true, titles: 'model' } })
    await expect(chat.picker).toHaveAttribute('data-value', `preset:${small}`)

    /** Asks, with the reply that comes, and waits for the whole answer. */
    const ask = async (question: string, reply: string): Promise<void> => {
      provider.script({ reply, paceMs: 0 })
      const before = await chat.answers.count()
      await chat.ask(question)
      await expect(chat.answers).toHaveCount(before + 1)
      await expect(chat.answer).toHaveAttribute('data-status', 'complete')
    }
    const attach = async (...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => {
      const before = await chat.chips.count()
      await byId('attach-files').setInputFiles(files)
      await expect(chat.chips).toHaveCount(before + files.length)
    }

    await ask(`Stored ${control}?`, 'A stored answer.')
    await byId('temporary-chat').click()
    await expect(byId('temporary-bar')).toBeVisible()

    await test.step('a PDF and a picture', async () => {
      const png = await readFile(`${project}public/icons/128.png`)
      const pdf = Buffer.from(pdfFile([linesOfPage([`It says ${sealed} here.`])]))
      await attach(
        { name: `${drawn}.png`, mimeType: 'image/png', buffer: png },
        { name: 'sealed.pdf', mimeType: 'application/pdf', buffer: pdf },
      )
      await ask('What do they show?', 'Something secret.')
      // The last one may ask for a title.
      const body = JSON.stringify(asked().map((request) => request.body))
      expect(body).toContain(sealed)
      expect(body).toContain('"images"')
    })

    await test.step('a comparison, of which one answer is kept', async () => {
      await call(panel, 'updateSettings', { patch: { comparedPresetIds: [large] } })
      await expect(byId('compared-model')).toHaveCount(2)
      provider.script({ reply: `It is ${compared}.`, paceMs: 0 })
      await chat.ask('Which is better?')
      await expect(byId('comparison-keep')).toHaveCount(2)
      await byId('comparison-keep').first().click()
      await expect(byId('comparison')).toHaveCount(0)
      await expect(chat.answerText).toContainText(compared)
      await call(panel, 'updateSettings', { patch: { comparedPresetIds: [] } })
      await expect(byId('compared-model')).toHaveCount(0)
    })

    await test.step('an answer that is written into a page', async () => {
      const field = gloss.page.locator('#area')
      await field.evaluate((area: HTMLTextAreaElement, words) => {
        area.focus()
        area.setSelectionRange(area.value.indexOf(words), area.value.indexOf(words) + words.length)
      }, wrong)
      const before = await chat.chips.count()
      await chat.attachSelection()
      await expect(chat.chips).toHaveCount(before + 1)
      await ask('Mend it.', `Mended: ${mended}.`)
      await chat.answer.getByTestId('message-more').click()
      await byId('message-more-write-back').click()
      await byId('write-back-replace').click()
      await expect(byId('write-back-said')).toContainText('It stands in the page.')
      await expect(field).toHaveValue(new RegExp(mended))
      await byId('write-back').getByRole('button', { name: 'Close' }).last().click()
    })

    await test.step('a text that is read section by section, once, also over a death of the worker', async () => {
      const text = longPage(14, 200_000).replaceAll('FACT-', `${long}-`)
      await attach({ name: 'long.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
      provider.script({ reply: `Noted ${notes}.`, paceMs: 0 })
      await chat.ask('Which codes does the text name?')
      await byId('plan-everything').click()
      await expect(byId('coverage-meter').last()).toContainText(/Read (\d+) of \1 sections/)
      await expect(chat.answerText).toContainText(notes)
      await expect(chat.answer).toHaveAttribute('data-status', 'complete')
      await gloss.killWorker()
      const before = asked().length
      await chat.answer.getByTestId('message-retry').click()
      await expect(chat.answer.getByTestId('siblings')).toContainText('2 / 2')
      await expect(chat.answer).toHaveAttribute('data-status', 'complete')
      // What was noted of each section is there still.
      expect(asked().length).toBe(before + 1)
    })

    await test.step('a file of everything that is stored', async () => {
      const options = await gloss.openOptions()
      await options.goto(options.url().replace(/#.*|$/, '#data'))
      const download = options.waitForEvent('download')
      await options.getByTestId('export-all').click()
      const file = await readFile(await (await download).path(), 'utf8')
      expect(file).toContain(control)
      for (const word of [drawn, sealed, long, notes, compared, mended]) expect(file).not.toContain(word)
    })

    await gloss.stop()
    expect(gloss.problems).toEqual([])
    const profile = join(folder, 'profile')
    const written = async (word: string) => (await filesWith(profile, word)).filter((name) => !isOfTabs(name))
    expect(await written(control)).not.toEqual([])
    for (const word of [drawn, sealed, long, notes, compared, mended]) expect(await written(word)).toEqual([])
  } finally {
    await pages.stop()
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
})

/** What the browser keeps of tabs: what a reader has put into the field of a page is that page's. */
const isOfTabs = (file: string): boolean => /(^|\/)Sessions\//.test(file)
