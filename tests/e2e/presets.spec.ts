import type { Locator, Page } from 'playwright/test'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { look } from './harness/look.ts'
import { defaultScenario } from '../fake-provider/scenario.ts'
import { addServer, chooseDefault, connectOllama } from './harness/options.ts'

const model = 'gloss-small'

test('a preset with settings of its own, from the form to the server', async ({ gloss, provider, picture }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, model)
  await goTo(options, 'presets')
  await options.getByTestId('add-preset').click()
  const field = fieldsIn(options)
  await expect(field('provider').locator('option:checked')).toHaveText('Ollama')
  await field('name').fill('Strict editor')
  await field('model').fill('gloss-l')
  await options.getByRole('option', { name: 'gloss-large' }).click()
  await field('system').fill('You are a strict editor.')
  await field('temperature').fill(' 0,7 ')
  await field('maxOutputTokens').fill('1,000')
  await field('stop').fill('###\n\\n\\n')
  await field('fallback').selectOption({ label: 'Built-in reader' })
  await field('fallback').selectOption({ label: model })
  await options.getByRole('button', { name: `Ask ${model} earlier` }).click()
  await expect(options.getByTestId('preset-fallbacks').locator('li')).toContainText([model, 'Built-in reader'])
  await options.getByText('More fields for the request').click()
  await field('extra').fill('{"keep_alive": "3m"}')
  await field('save').click()

  const row = rowOf(options, 'Strict editor')
  await expect(row).toContainText('Ollama · gloss-large')
  await row.getByTestId('preset-menu').click()
  await options.getByTestId('preset-menu-default').last().click()
  await expect(row).toContainText('Default')

  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await expect(chat.picker).toHaveText('Strict editor')
  provider.script({ reply: 'Shorter.' })
  await chat.ask('Is this too long?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await picture('answered', panel)
  const [asked] = provider.log().filter(({ path }) => path === '/api/chat')
  expect(asked?.body).toMatchObject({
    model: 'gloss-large',
    keep_alive: '3m',
    options: { temperature: 0.7, num_predict: 1000, stop: ['###', '\n\n'] },
  })

  expect(JSON.stringify(asked?.body)).toContain('You are a strict editor.')

  // What is switched off is kept, and no longer offered.
  await rowOf(options, 'Strict editor').getByRole('link').click()
  await expect(field('active')).toBeDisabled()
  await chat.choose(model)
  await expect(field('active')).toBeEnabled()
  await field('active').uncheck()
  await field('save').click()
  await expect(rowOf(options, 'Strict editor')).toContainText('Off')
  await chat.picker.click()
  await expect(chat.models).not.toHaveCount(0)
  await expect(chat.models.filter({ hasText: 'Strict editor' })).toHaveCount(0)
})

test('what a provider would refuse is said beside its field, and nothing typed is lost', async ({ gloss }, info) => {
  test.setTimeout(120_000)
  const options = await gloss.openOptions()
  await goTo(options, 'presets')
  await look(options, 'presets-none', info)
  await options.getByTestId('add-preset').click()
  const field = fieldsIn(options)
  await field('provider').selectOption('anthropic')
  await field('model').fill('claude-sonnet-4-5')
  await field('temperature').fill('1,4')
  await field('topP').fill('0.9')
  await field('stop').fill('\\n\\n')
  await options.getByText('More fields for the request').click()
  await field('extra').fill('{"seed": 7,}')
  await field('save').click()

  await expect(field('name')).toBeFocused()
  await expect(problemOf(field('name'))).toHaveText('Give it a name you will recognise.')
  await expect(problemOf(field('temperature'))).toHaveText(
    'A temperature of 1.4 cannot be sent: Anthropic takes a temperature from 0 to 1.',
  )
  await expect(problemOf(field('topP'))).toContainText('Anthropic takes one of the two')
  await expect(problemOf(field('stop'))).toContainText('visible character')
  await expect(problemOf(field('extra'))).toContainText('line 1, column 12')
  await look(options, 'preset-refused', info)

  // Another shop takes other things: the same texts are judged anew.
  await field('provider').selectOption('openai')
  await field('model').fill('gpt-5')
  await expect(problemOf(field('temperature'))).toHaveCount(0)
  await expect(options.locator('#preset-temperature-hint')).toContainText('will be left out')
  await expect(field('temperature')).toHaveValue('1,4')
  await field('name').fill('Thinker')
  await field('extra').fill('{"messages": []}')
  await field('save').click()
  await expect(problemOf(field('extra'))).toContainText('“messages” cannot be set here')
  await expect(field('extra')).toBeFocused()
  await field('extra').fill('{"seed": 7}')
  await look(options, 'preset-noted', info)
  await field('save').click()
  await expect(rowOf(options, 'Thinker')).toContainText('OpenAI: needs a key')

  await rowOf(options, 'Thinker').getByRole('link').click()
  await expect(field('temperature')).toHaveValue('1.4')
  await expect(field('stop')).toHaveValue('\\n\\n')
  await expect(field('extra')).toHaveValue('{\n  "seed": 7\n}')
})

test('removing a preset that others lean on can be undone whole', async ({ gloss, provider }) => {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, model)
  await goTo(options, 'presets')
  const field = fieldsIn(options)
  await options.getByTestId('add-preset').click()
  await field('name').fill('First')
  await field('fallback').selectOption({ label: model })
  await field('save').click()
  await expect(rowOf(options, model)).toContainText('Default')

  await choose(options, model, 'remove')
  await expect(rowOf(options, model)).toHaveCount(0)
  await options.getByTestId('undo-toast').getByRole('button', { name: 'Undo' }).click()
  await expect(rowOf(options, model)).toContainText('Default')
  await rowOf(options, 'First').getByRole('link').click()
  await expect(options.getByTestId('preset-fallbacks').locator('li')).toContainText([model])
  await options.getByRole('link', { name: 'All presets' }).click()

  await choose(options, 'First', 'duplicate')
  await expect(field('name')).toHaveValue('First, copy')
  await options.getByRole('link', { name: 'All presets' }).click()
  await choose(options, 'First, copy', 'up')
  await expect(options.getByTestId('preset-row')).toContainText(['Built-in reader', model, 'First, copy', 'First'])

  await choose(options, model, 'remove')
  await options.reload()
  await expect(rowOf(options, 'Built-in reader')).toContainText('Default')
  await rowOf(options, 'First, copy').getByRole('link').click()
  await expect(field('name')).toHaveValue('First, copy')
  await expect(options.getByTestId('preset-fallbacks')).toHaveCount(0)
})

test('a preset that its server would refuse is not sent, and one click leads to it', async ({ gloss, provider }) => {
  const options = await gloss.openOptions()
  await addServer(options, { name: 'Gateway', address: provider.openaiUrl, key: defaultScenario.key })
  await chooseDefault(options, model)
  // As an older Gloss, or another hand, may have left it.
  await options.evaluate(`chrome.storage.local.get('settings').then(({ settings }) => {
    settings.presets[0].parameters = { stop: ['a', 'b', 'c', 'd', 'e'] }
    return chrome.storage.local.set({ settings })
  })`)
  // The worker that runs knows only of changes of its own.
  await gloss.killWorker()
  await goTo(options, 'presets')
  await expect(rowOf(options, model)).toContainText('5 stop sequences are too many: Gateway takes at most 4.')

  const chat = chatIn(await gloss.openPanelByKeyboard())
  await chat.ask('Will you take it?')
  await expect(chat.error).toContainText('5 stop sequences are too many: Gateway takes at most 4.')
  const opened = gloss.context.waitForEvent('page')
  await chat.error.getByRole('button', { name: 'Open the preset' }).click()
  const page = await opened
  await fieldsIn(page)('stop').fill('a\nb')
  await fieldsIn(page)('save').click()
  await expect(rowOf(page, model)).not.toContainText('too many')
  expect(provider.log().filter(({ path }) => path.endsWith('/chat/completions'))).toEqual([])

  await chat.ask('And now?')
  await expect(chat.answerThat('complete')).toBeVisible()
  const asked = provider.log().find(({ path }) => path.endsWith('/chat/completions'))
  expect(asked?.body).toMatchObject({ stop: ['a', 'b'] })
})

test('a preset is made with the keyboard alone', async ({ gloss, provider }, info) => {
  test.setTimeout(120_000)
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, model)
  await goTo(options, 'presets')
  const field = fieldsIn(options)
  const { keyboard } = options
  await tabTo(options, options.getByTestId('add-preset'))
  await keyboard.press('Enter')
  await expect(field('name')).toBeFocused()
  await keyboard.type('By hand')
  await tabTo(options, field('model'))
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('gloss')
  await keyboard.press('ArrowDown')
  await keyboard.press('ArrowDown')
  await expect(options.getByRole('listbox').getByRole('option', { selected: true })).toContainText('gloss-large')
  await look(options, 'preset-models', info)
  await keyboard.press('ArrowUp')
  await keyboard.press('Enter')
  await expect(field('model')).toHaveValue('gloss-small')
  await tabTo(options, field('temperature'))
  await keyboard.type('3')
  await keyboard.press('Enter')
  await expect(field('temperature')).toBeFocused()
  await expect(problemOf(field('temperature'))).toContainText('from 0 to 2')
  await keyboard.press('ControlOrMeta+a')
  await keyboard.type('1.5')
  await tabTo(options, field('fallback'))
  await keyboard.type('Built')
  // What lies half under the navigation is too small to hit, until it is scrolled.
  await options.evaluate(() => scrollTo(0, 0))
  await look(options, 'preset-whole', info)
  await tabTo(options, field('save'))
  await keyboard.press('Enter')
  await expect(rowOf(options, 'By hand')).toContainText('gloss-small')
  await look(options, 'presets', info)
  await tabTo(options, rowOf(options, 'By hand').getByTestId('preset-menu'))
  await keyboard.press('Enter')
  await expect(rowOf(options, 'By hand').getByTestId('preset-menu-default')).toBeFocused()
  await look(options, 'presets-menu', info)
  await keyboard.press('Enter')
  await expect(rowOf(options, 'By hand')).toContainText('Default')
})

async function goTo(options: Page, section: string): Promise<void> {
  await options.goto(options.url().replace(/#.*|$/, `#${section}`))
}

function fieldsIn(options: Page): (name: string) => Locator {
  return (name) => options.getByTestId(`preset-${name}`)
}

function problemOf(field: Locator): Locator {
  return field.page().locator('[role=alert]').and(field.locator('xpath=following-sibling::*[@role="alert"]'))
}

function rowOf(options: Page, name: string): Locator {
  return options.getByTestId('preset-row').filter({ has: options.getByText(name, { exact: true }) })
}

/** Chooses an entry of a preset's menu. */
async function choose(options: Page, name: string, action: string): Promise<void> {
  const row = rowOf(options, name)
  await row.getByTestId('preset-menu').click()
  await row.getByTestId(`preset-menu-${action}`).click()
}

/** Presses Tab until it stands there. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed++) {
    // oxlint-disable-next-line no-await-in-loop -- one key after the other
    if (await target.evaluate((element) => element === document.activeElement)) return
    // oxlint-disable-next-line no-await-in-loop
    await page.keyboard.press('Tab')
  }
  await expect(target, 'is reached with Tab').toBeFocused()
}
