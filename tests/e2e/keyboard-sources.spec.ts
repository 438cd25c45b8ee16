import { readFile } from 'node:fs/promises'
import { project } from '../../scripts/lib/project.ts'
import { longPage } from '../helpers/long-page.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { keysOf } from './harness/keys.ts'
import { answerWithOllama } from './harness/options.ts'
import { startedByKeys } from './harness/started-by-keys.ts'

const quoted = 'The first hand made the book'

/** In the page: the words that are lit. */
const litWords = (): string => {
  const ranges = CSS.highlights.get('gloss-quote')
  return ranges ? [...ranges].map(String).join('') : ''
}

test('a picture is looked at, an action is run by its name, and a quote is followed to the page, by keys', async ({
  gloss,
  provider,
}) => {
  test.setTimeout(150_000)
  const { panel, chat, keys, byId } = await startedByKeys(gloss, provider)

  await test.step('a picture', async () => {
    const buffer = await readFile(`${project}public/icons/128.png`)
    const chooser = panel.waitForEvent('filechooser')
    await keys.choose(byId('attach-menu'), byId('attach-menu-files'))
    await (await chooser).setFiles({ name: 'chart.png', mimeType: 'image/png', buffer })
    await expect(chat.chips).toHaveCount(1)
    await expect(chat.composer).toBeFocused()
    const chip = chat.chips.getByRole('button').first()
    await keys.tabBackTo(chip)
    await keys.press('Enter')
    await expect(byId('preview').getByRole('img')).toBeVisible()
    await keys.staysIn(byId('preview'))
    await keys.escape(byId('preview'), chip)
    await keys.enter(chat.chips.getByRole('button', { name: 'Remove' }))
    await expect(chat.chips).toHaveCount(0)
    await expect(chat.composer).toBeFocused()
  })

  await test.step('an action', async () => {
    await keys.choose(byId('attach-menu'), byId('attach-menu-page'))
    await expect(chat.chips).toHaveCount(1)
    await expect(chat.composer).toBeFocused()
    provider.script({ reply: `It says “${quoted}”` })
    await keys.type('/')
    await expect(byId('action-option').nth(1)).toBeVisible()
    await keys.type('key')
    await expect(byId('action-option')).toHaveCount(1)
    await keys.press('Enter')
    await expect(chat.answerThat('complete')).toBeVisible()
    await expect(chat.composer).toHaveValue('')
    await expect(chat.composer).toBeFocused()
  })

  await test.step('a quote', async () => {
    await keys.tabBackTo(byId('quote-chip'))
    await keys.press('Enter')
    await expect.poll(() => gloss.page.evaluate(litWords)).toBe(quoted)
    await expect.poll(() => gloss.page.evaluate(() => document.visibilityState)).toBe('visible')
    await panel.bringToFront()
    await expect(byId('quote-chip')).toBeFocused()
  })
})

test('how a long text is read is chosen, and looked into, by keys', async ({ gloss, provider }) => {
  test.setTimeout(150_000)
  await answerWithOllama(gloss, provider.url)
  const panel = await gloss.openPanelInTab()
  await panel.setViewportSize({ width: 360, height: 780 })
  const chat = chatIn(panel)
  const keys = keysOf(panel)
  const byId = (id: string) => panel.getByTestId(id)
  await expect(chat.composer).toBeFocused()
  const chooser = panel.waitForEvent('filechooser')
  await keys.choose(byId('attach-menu'), byId('attach-menu-files'))
  const buffer = Buffer.from(longPage(14, 200_000))
  await (await chooser).setFiles({ name: 'islands.md', mimeType: 'text/markdown', buffer })
  await expect(chat.chips).toHaveCount(1)
  provider.script({
    findsFacts: true,
    paceMs: 0,
    fault: { kind: 'status', status: 400, body: '{"error":"this text is refused"}' },
    faultTimes: 1,
    faultWhen: 'FACT-07',
  })
  await expect(chat.composer).toBeFocused()
  await keys.type('Which codes does the text name?')
  await keys.press('Enter')
  await expect(byId('plan-everything')).toBeFocused()
  await keys.staysIn(byId('reading-plan'))
  await keys.escape(byId('reading-plan'), chat.composer)
  await expect(chat.composer).toHaveValue('Which codes does the text name?')
  await keys.press('Enter')
  await expect(byId('plan-everything')).toBeFocused()
  await keys.press('Enter')
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(byId('coverage-meter')).toContainText('1 could not be read')

  await keys.tabBackTo(byId('coverage-toggle'))
  await keys.press('Enter')
  const failed = panel.locator('[data-testid=coverage-section][data-state=failed]')
  await expect(failed).toHaveCount(1)
  await keys.enter(byId('coverage-retry'))
  await expect(failed).toHaveCount(0)
  await keys.enter(byId('coverage-anew'))
  await expect(chat.answerText).toContainText('FACT-07')
})

test.describe('with no site granted', () => {
  test.use({ hosts: [] })

  test('names of tabs are asked for by keys, and so is the site that is chosen', async ({ gloss }) => {
    test.setTimeout(120_000)
    const address = 'http://localhost:81/winds'
    const winds = await gloss.context.newPage()
    const body = '<!doctype html><title>Winds of the south</title><main><p>The williwaw falls into the sea.</p></main>'
    await winds.route(address, (route) => route.fulfill({ contentType: 'text/html', body }))
    await winds.goto(address)
    await gloss.page.bringToFront()
    const panel = await gloss.openPanelByKeyboard()
    const chat = chatIn(panel)
    const keys = keysOf(panel)
    const offered = panel.getByTestId('tab-option').filter({ hasText: 'Winds' })
    await expect(chat.composer).toBeFocused()
    await keys.type('@')
    await keys.tabBackTo(panel.getByRole('button', { name: 'Show all tabs…' }))
    await keys.press('Enter')
    await gloss.answerPrompt('allow')
    await expect(offered).toContainText('asks for access')
    await expect(chat.composer).toBeFocused()
    await keys.type('winds')
    await expect(panel.getByTestId('tab-option')).toHaveCount(1)
    await keys.press('Enter')
    await gloss.answerPrompt('allow')
    await expect(chat.chips).toContainText('Winds of the south')
    await expect(chat.composer).toBeFocused()
  })
})
