import type { Locator, Page } from 'playwright'
import { startFakeProvider, type FakeProvider } from '../fake-provider/server.ts'
import { call, key, model } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { reloaded } from './harness/whole-panel.ts'

const words = (name: string, count: number) => Array.from({ length: count }, (_, index) => `${name}${index}`).join(' ')
/** Outlasts every step of a test: what it writes is stopped. */
const endless = 4_000

/** Three models of three servers, each at its own pace. */
type Servers = { first: FakeProvider; second: FakeProvider; third: FakeProvider; close: () => Promise<void> }

async function threeServers(gloss: Gloss, first: FakeProvider): Promise<Servers> {
  const [second, third] = [await startFakeProvider(), await startFakeProvider()]
  const page = await gloss.openOptions()
  await call(page, 'saveProvider', { providerId: 'ollama', settings: { baseUrl: first.url } })
  await save(page, { id: 'alpha', name: 'Alpha', providerId: 'ollama' })
  for (const [id, name, server] of [
    ['beta', 'Beta', second],
    ['gamma', 'Gamma with a long name', third],
  ] as const) {
    const provider = { name: `Server of ${name}`, wire: 'openai-chat', baseUrl: server.openaiUrl }
    const { providerId = '' } = await call(page, 'addCustomProvider', { provider })
    await call(page, 'setKey', { providerId, key, plainHttp: true })
    await save(page, { id, name, providerId })
    // The page may have begun to list them for itself, and is closed before it is told.
    await call(page, 'listModels', { providerId, refresh: true })
  }
  await call(page, 'updateSettings', { patch: { defaultPresetId: 'alpha' } })
  await page.close()
  return { first, second, third, close: async () => void (await Promise.all([second.close(), third.close()])) }
}

async function save(page: Page, preset: { id: string; name: string; providerId: string }): Promise<void> {
  await call(page, 'savePreset', { preset: { ...preset, model, parameters: {} } })
}

function comparisonIn(panel: Page) {
  const column = (name: string): Locator =>
    panel.getByTestId('comparison-column').filter({ has: panel.getByRole('heading', { name, exact: true }) })
  return {
    all: panel.getByTestId('comparison'),
    columns: panel.getByTestId('comparison-column'),
    tabs: panel.getByTestId('comparison-tab'),
    state: panel.getByTestId('comparison-state'),
    stopAll: panel.getByTestId('comparison-stop-all'),
    column,
    answer: (name: string): Locator => column(name).locator('[data-testid=message]'),
    press: (name: string, what: 'stop' | 'keep'): Promise<void> =>
      column(name).getByTestId(`comparison-${what}`).click(),
  }
}

/** With the keyboard alone, as somebody would who cannot point. */
async function chooseToCompare(panel: Page, names: readonly string[]): Promise<void> {
  await panel.getByTestId('preset-picker').focus()
  await panel.keyboard.press('Enter')
  await expect(panel.getByTestId('preset-search')).toBeFocused()
  await panel.getByTestId('compare-on').focus()
  await panel.keyboard.press('Enter')
  await expect(panel.getByTestId('preset-search')).toBeFocused()
  for (const name of names) {
    await panel.keyboard.type(name)
    await expect(panel.getByTestId('preset-choice').first()).toContainText(name)
    await panel.keyboard.press('Enter')
    await panel.getByTestId('preset-search').fill('')
  }
  await panel.getByTestId('compare-done').focus()
  await panel.keyboard.press('Enter')
  await expect(panel.getByTestId('composer-input')).toBeFocused()
}

/** What a server was asked last. What it can do may be looked up after that. */
function lastQuestion(server: FakeProvider): { messages: { role: string; content: string }[] } {
  const last = server.log().findLast(({ path }) => path.endsWith('/chat') || path.endsWith('/chat/completions'))
  if (!last) throw new Error('nobody was asked')
  return last.body as { messages: { role: string; content: string }[] }
}

/** The questions of the reader that a server got with its last request, oldest first. */
function questionsAt(server: FakeProvider): string[] {
  const { messages } = lastQuestion(server)
  return messages.filter(({ role }) => role === 'user').map(({ content }) => content.split('\n').at(-1) ?? '')
}

test('three models write at once: one is stopped, one fails and is asked again, one is kept', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(150_000)
  const servers = await threeServers(gloss, provider)
  const panel = await gloss.openPanelInTab()
  await panel.setViewportSize({ width: 700, height: 780 })
  const chat = chatIn(panel)
  const compared = comparisonIn(panel)

  await chooseToCompare(panel, ['Beta', 'Gamma'])
  await expect(panel.getByTestId('compared-model')).toHaveText(['Alpha', 'Beta', 'Gamma with a long name'])
  await look(panel, 'ready', info)

  servers.first.script({ reply: words('slow', endless), paceMs: 40 })
  servers.second.script({ reply: words('quick', endless), paceMs: 5 })
  const body = '{"error":{"message":"Not today."}}'
  const fault = { kind: 'status', status: 400, body } as const
  servers.third.script({ fault, faultTimes: 1, reply: 'It was a *bad* moment.', paceMs: 0 })
  await chat.ask('Which is best?')

  // At the same time, each at its pace.
  await expect(compared.answer('Alpha')).toContainText('slow2')
  await expect(compared.answer('Beta')).toContainText('quick20')
  await expect(compared.answer('Gamma with a long name')).toHaveAttribute('data-status', 'failed')
  await expect(compared.answer('Alpha')).toHaveAttribute('data-status', 'streaming')
  await expect(compared.state).toHaveText('1 of 3 finished')
  await look(panel, 'streaming', info, { passing: true })
  await panel.setViewportSize({ width: 700, height: 780 })
  await expect(compared.all).toHaveAttribute('data-layout', 'columns')

  // Another try takes the place of the one that failed, while the others write on.
  await compared.answer('Gamma with a long name').hover()
  await compared.answer('Gamma with a long name').getByTestId('message-retry').click()
  await expect(compared.answer('Gamma with a long name')).toHaveAttribute('data-status', 'complete')
  await expect(compared.columns).toHaveCount(3)

  await compared.press('Beta', 'stop')
  await expect(compared.answer('Beta')).toHaveAttribute('data-status', 'stopped')
  await expect(compared.answer('Alpha')).toHaveAttribute('data-status', 'streaming')

  // A panel that is opened anew, and one that looks on, show what is being written.
  await reloaded(panel)
  await expect(compared.answer('Alpha')).toHaveAttribute('data-status', 'streaming')
  const seen = await compared.answer('Alpha').textContent()
  await expect
    .poll(async () => (await compared.answer('Alpha').textContent())?.length)
    .toBeGreaterThan(seen?.length ?? 0)

  servers.first.script({ reply: 'The next answer.', paceMs: 0 })
  await compared.press('Gamma with a long name', 'keep')
  await expect(compared.all).toHaveCount(0)
  await expect(chat.answers).toHaveCount(1)
  await expect(chat.answerText).toHaveText('It was a bad moment.')
  await expect(panel.getByTestId('siblings')).toContainText('4 / 4')
  await look(panel, 'kept', info)

  // What is asked next follows the kept one, for whoever is asked.
  await panel.getByTestId('compared-off').click()
  await chat.ask('Why?')
  await expect(chat.answerText).toHaveText('The next answer.')
  expect(questionsAt(servers.first)).toEqual(['Which is best?', 'Why?'])
  expect(JSON.stringify(lastQuestion(servers.first))).toContain('bad* moment')

  await panel.getByTestId('compared-again').click()
  await expect(compared.columns).toHaveCount(3)
  await expect(compared.state).toHaveText('The conversation went on from Gamma with a long name.')
  await expect(chat.answerText.last()).toHaveText('The next answer.')
  await servers.close()
})

test('where there is no room, the answers are tabs, and the one in front is gone on from', async ({
  gloss,
  provider,
}, info) => {
  const servers = await threeServers(gloss, provider)
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  const compared = comparisonIn(panel)
  await chooseToCompare(panel, ['Beta'])
  servers.first.script({ reply: 'From Alpha.', paceMs: 0 })
  servers.second.script({ reply: words('quick', endless), paceMs: 10 })
  await chat.ask('Which is best?')
  await expect(compared.tabs).toHaveText([/Alpha/, /Beta/])
  await expect(compared.columns.first().locator('[data-status=complete]')).toBeVisible()

  // What is asked meanwhile waits for both.
  servers.second.script({ reply: 'Later, from Beta.', paceMs: 0 })
  await chat.ask('And then?')
  await expect(panel.getByTestId('queued')).toHaveCount(1)
  await expect(panel.getByTestId('queued-compared')).toHaveText('Compares Alpha and Beta')
  await compared.tabs.first().focus()
  await panel.keyboard.press('ArrowRight')
  await expect(compared.tabs.nth(1)).toBeFocused()
  await expect(compared.columns.nth(1)).toContainText('quick3')
  await expect(compared.columns.first()).toBeHidden()
  await chat.stop.click()
  await expect(compared.columns.nth(1).locator('[data-status=stopped]')).toBeVisible()
  // One that the reader stopped is the reader's to go on from.
  await expect(panel.getByTestId('queue-waits')).toBeVisible()
  await compared.columns.nth(1).getByTestId('comparison-keep').click()
  await expect(compared.all).toHaveCount(0)
  await panel.getByTestId('queue-send-next').click()
  await expect(compared.all).toHaveCount(1)
  await expect(compared.columns.first().locator('[data-status=complete]')).toBeVisible()
  expect(JSON.stringify(lastQuestion(servers.first))).toContain('quick3')
  await panel.screenshot({ path: info.outputPath('tabs-panel.png') })
  await servers.close()
})

test('an answer that stands is compared with another, and neither worker nor panel have to live for it', async ({
  gloss,
  provider,
}, info) => {
  const servers = await threeServers(gloss, provider)
  const panel = await gloss.openPanelInTab()
  await panel.setViewportSize({ width: 700, height: 780 })
  const chat = chatIn(panel)
  const compared = comparisonIn(panel)
  servers.first.script({ reply: 'From Alpha.', paceMs: 0 })
  servers.second.script({ reply: words('quick', endless), paceMs: 20 })
  await chat.ask('Which is best?')
  await expect(chat.answerThat('complete')).toBeVisible()

  await chat.answer.hover()
  await chat.answer.getByTestId('message-more').click()
  await panel.getByTestId('message-more-compare').click()
  await expect(panel.getByTestId('preset-choice').filter({ hasText: 'Alpha' })).toHaveAttribute('aria-disabled', 'true')
  await expect(panel.getByTestId('preset-search')).toBeFocused()
  // The reader and two models of each server, the last of which was connected just now.
  await expect(panel.getByTestId('preset-choice')).toHaveCount(7)
  await look(panel, 'dialog', info)
  await panel.getByTestId('preset-search').fill('beta')
  await panel.keyboard.press('Enter')
  await panel.getByTestId('compare-start').click()
  await expect(compared.answer('Alpha')).toHaveText(/From Alpha\./)
  await expect(compared.answer('Beta')).toContainText('quick60')

  await gloss.killWorker()
  await expect(compared.answer('Beta')).toHaveAttribute('data-status', 'interrupted')
  servers.second.script({ reply: 'and the rest.', paceMs: 0 })
  await compared.answer('Beta').getByTestId('message-continue').click()
  await expect(compared.answer('Beta')).toHaveAttribute('data-status', 'complete')
  await expect(compared.answer('Beta')).toContainText('and the rest.')
  await expect(compared.state).toContainText('Keep one, or write on')
  await servers.close()
})

test('names that begin alike are told apart where there is no room for them', async ({ gloss, provider }, info) => {
  provider.script({ reply: 'The same answer.', paceMs: 0 })
  const page = await gloss.openOptionsUndrawn()
  await call(page, 'saveProvider', { providerId: 'ollama', settings: { baseUrl: provider.url } })
  const names = ['A reader of old books (quick)', 'A reader of old books (careful)', 'A reader of old books (brief)']
  const ids = names.map((_, index) => `preset-${index}`)
  for (const [index, name] of names.entries()) {
    await save(page, { id: ids[index] ?? '', name, providerId: 'ollama' })
  }
  const [defaultPresetId = '', ...comparedPresetIds] = ids
  await call(page, 'updateSettings', { patch: { defaultPresetId, comparedPresetIds } })
  await page.close()
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  const compared = comparisonIn(panel)
  await panel.setViewportSize({ width: 320, height: 780 })
  await chat.ask('Which is best?')
  await expect(compared.tabs).toHaveText(names)
  await expect(compared.state).toContainText('Keep one')
  for (const [place, end] of ['quick)', 'careful)', 'brief)'].entries()) {
    const own = compared.tabs.nth(place).getByText(end)
    await expect(own).toBeInViewport()
    expect(await own.evaluate((piece) => piece.scrollWidth <= piece.clientWidth), end).toBe(true)
  }
  await look(panel, 'alike', info)
})
