import { readFile } from 'node:fs/promises'
import { addGateway, call, key } from './harness/calls.ts'
import { expect, test } from './harness/fixtures.ts'
import { keysOf } from './harness/keys.ts'

test.describe('the first start', () => {
  test.use({ keepsWelcome: true })

  test('from the welcome to a server that answers, by keys', async ({ gloss, provider }) => {
    test.setTimeout(150_000)
    const { welcome } = gloss
    if (!welcome) throw new Error('The first start showed no page of its own.')
    await welcome.bringToFront()
    const keys = keysOf(welcome)
    const byId = (id: string) => welcome.getByTestId(id)
    await expect(welcome.getByRole('link', { name: 'All options' })).toBeVisible()
    await welcome.keyboard.press('Tab')
    await keys.goRound()
    await keys.tabTo(byId('welcome-key'))
    await keys.type('sk-ant-api03-nothing')
    await keys.tabTo(byId('welcome-key-connect'))
    await keys.enter(welcome.getByRole('link', { name: 'All options' }))
    await expect(welcome.getByRole('heading', { name: 'Providers', level: 1 })).toBeFocused()

    const dialog = byId('add-provider-dialog')
    await keys.enter(byId('add-custom-provider'))
    await keys.staysIn(dialog)
    await keys.escape(dialog, byId('add-custom-provider'))
    await keys.press('Enter')
    // What is missing has the focus.
    await keys.enter(byId('custom-provider-save'))
    await expect(byId('custom-provider-name')).toBeFocused()
    await keys.type('My gateway')
    await keys.tabTo(byId('custom-provider-address'))
    await keys.press('Control+A')
    await keys.type(provider.openaiUrl)
    await keys.tabTo(byId('custom-provider-key'))
    await keys.type(key)
    await keys.press('Enter')
    await expect(dialog).toBeHidden()
    const card = welcome.getByTestId('provider-card').filter({ hasText: 'My gateway' })
    await expect(card).toBeVisible()
    await keys.enter(card.getByTestId('provider-test'))
    await expect(card.getByTestId('provider-status')).toContainText('answer', { timeout: 30_000 })
    await expect(card.getByTestId('provider-test')).toBeFocused()

    // Removed, and had back, before the offer is gone.
    await keys.enter(card.getByRole('button', { name: 'Remove My gateway' }))
    await expect(byId('undo-toast').getByRole('button')).toBeFocused()
    await keys.press('Enter')
    await expect(card).toBeVisible()
    await keys.press('Tab')
  })
})

test('every section of the options is gone through by keys', async ({ gloss, provider }) => {
  test.setTimeout(300_000)
  const options = await gloss.openOptions()
  const { presetId } = await addGateway(options, provider.openaiUrl)
  await call(options, 'updateSettings', { patch: { defaultPresetId: presetId } })
  const keys = keysOf(options)
  await expect(options.getByRole('navigation')).toBeVisible()
  await options.keyboard.press('Tab')
  for (const [name, title] of [
    ['Presets', 'Presets'],
    ['Quick actions', 'Quick actions'],
    ['Appearance', 'Appearance and language'],
    ['Shortcuts', 'Keyboard shortcuts'],
    ['Data', 'Your data'],
    ['Diagnostics', 'Diagnostics'],
    ['About', 'About'],
    ['Providers', 'Providers'],
  ] as const) {
    await test.step(name, async () => {
      await keys.enter(options.getByRole('navigation').getByRole('link', { name }))
      await expect(options.getByRole('heading', { name: title, level: 1 })).toBeFocused()
      await options.setViewportSize({ width: 360, height: 780 })
      expect(await keys.goRound()).toBeGreaterThan(8)
      await options.setViewportSize({ width: 1_000, height: 780 })
    })
  }
})

test('quick actions and presets are made, moved and removed by keys', async ({ gloss, provider }) => {
  test.setTimeout(180_000)
  const options = await gloss.openOptions()
  await addGateway(options, provider.openaiUrl)
  await options.reload()
  const keys = keysOf(options)
  const byId = (id: string) => options.getByTestId(id)
  const section = (name: string) => options.getByRole('navigation').getByRole('link', { name })
  await expect(section('Quick actions')).toBeVisible()
  await options.keyboard.press('Tab')

  await test.step('a quick action', async () => {
    await keys.enter(section('Quick actions'))
    await keys.enter(byId('add-action'))
    await expect(byId('action-name')).toBeFocused()
    await keys.type('Weak points')
    await keys.enter(byId('action-save'))
    await expect(byId('action-template')).toBeFocused()
    await keys.type('Find the weak points of ')
    await keys.enter(byId('variable-selection'))
    await expect(byId('action-template')).toHaveValue('Find the weak points of {{selection}}')
    await expect(byId('action-template')).toBeFocused()
    await keys.enter(byId('keys-action'))
    await keys.press('Alt+Shift+F')
    await expect(byId('keys-action')).toContainText('Alt+Shift+F')
    await keys.enter(byId('action-save'))
    const row = byId('action-row').filter({ hasText: 'Weak points' })
    await expect(row).toBeVisible()
    const up = row.getByTestId('action-up')
    await keys.tabTo(up)
    const count = await byId('action-row').count()
    // To the very top, where the button can do no more.
    for (let place = count - 1; place > 0; place -= 1) {
      await keys.press('Enter')
      await expect(byId('action-row').nth(place - 1)).toContainText('Weak points')
    }
    await expect(row.getByTestId('action-down')).toBeFocused()
    await keys.choose(row.getByTestId('action-menu'), byId('action-menu-hide').filter({ visible: true }))
    await expect(row).toHaveAttribute('data-off', 'true')
    await keys.choose(row.getByTestId('action-menu'), byId('action-menu-remove').filter({ visible: true }))
    await expect(row).toHaveCount(0)
    await keys.press('Enter')
    await expect(row).toBeVisible()
  })

  await test.step('a preset', async () => {
    await keys.enter(section('Presets'))
    await keys.enter(byId('add-preset'))
    await keys.press('Tab')
    await keys.enter(options.getByRole('button', { name: 'Cancel' }))
    await expect(byId('add-preset')).toBeVisible()
    await keys.press('Tab')
  })

  await test.step('keys of the panel', async () => {
    await keys.enter(section('Shortcuts'))
    await keys.enter(byId('keys-new-chat'))
    await keys.press('Alt+Shift+J')
    await expect(byId('keys-new-chat')).toContainText('Alt+Shift+J')
    await expect(byId('keys-new-chat')).toBeFocused()
    await keys.press('Tab', 'Enter')
    await expect(byId('keys-new-chat')).toContainText('No keys')
    await keys.press('Tab')
  })

  await test.step('out as a file, and in again', async () => {
    await keys.enter(section('Data'))
    const download = options.waitForEvent('download')
    await keys.enter(byId('export-all'))
    const path = await (await download).path()
    await expect(byId('export-outcome')).toContainText('Saved as')
    await expect(byId('export-all')).toBeFocused()
    const chooser = options.waitForEvent('filechooser')
    await keys.enter(options.getByRole('button', { name: 'Choose a file…' }))
    await (await chooser).setFiles({ name: 'gloss.json', mimeType: 'application/json', buffer: await readFile(path) })
    await expect(byId('import-report')).toBeVisible()
    await keys.enter(byId('import-report').getByRole('button', { name: 'Cancel' }))
    await expect(byId('import-report')).toBeHidden()
    await keys.press('Tab')
  })

  await test.step("another program's file: read, looked at, brought in, and taken back", async () => {
    const buffer = await readFile(new URL('../fixtures/transfer/chatgpt.json', import.meta.url))
    const chooser = options.waitForEvent('filechooser')
    await keys.enter(options.getByRole('button', { name: 'Choose a file…' }))
    await (await chooser).setFiles({ name: 'chatgpt.json', mimeType: 'application/json', buffer })
    const report = byId('import-report')
    await expect(report.getByRole('heading', { name: 'chatgpt.json' })).toBeFocused()
    await keys.enter(byId('import-left-out').locator('summary'))
    await expect(byId('import-left-out').getByRole('listitem').first()).toBeVisible()
    await keys.enter(byId('import-bring-in'))
    await expect(byId('import-done')).toContainText('2 conversations came in')
    await expect(options.getByRole('heading', { name: 'Import' })).toBeFocused()
    await keys.enter(byId('import-undo'))
    await expect(byId('import-taken-back')).toContainText('was taken back')
    await keys.press('Tab')
  })
})
