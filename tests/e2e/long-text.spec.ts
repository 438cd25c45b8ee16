import type { Locator, Page } from 'playwright'
import type { FakeProvider } from '../fake-provider/server.ts'
import { longPage } from '../helpers/long-page.ts'
import { call } from './harness/calls.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import type { Gloss } from './harness/gloss.ts'
import { look } from './harness/look.ts'
import { connectOllama } from './harness/options.ts'

const chapters = 14
const facts = Array.from({ length: chapters }, (_, index) => `FACT-${String(index + 1).padStart(2, '0')}`)
const question = 'Which codes does the text name?'

/** Shows a page of 200 kB, a fact in each chapter, and attaches it. The model holds 40,960 tokens. */
async function begin(gloss: Gloss, provider: FakeProvider): Promise<{ panel: Page; chat: ReturnType<typeof chatIn> }> {
  const options = await gloss.openOptions()
  await connectOllama(options, provider.url, 'gloss-small')
  const prices = { 'gloss-small': { inputPrice: 0.4, outputPrice: 1.6 } }
  await call(options, 'saveProvider', { providerId: 'ollama', settings: { prices } })
  await options.close()
  provider.script({ findsFacts: true, paceMs: 0 })
  const body = longPage(chapters, 200_000)
    .replace(/^## (.*)$/gm, '<h2>$1</h2>')
    .replace(/^([^<\n].*)$/gm, '<p>$1</p>')
  const html = `<!doctype html><html lang="en"><title>The islands</title><main><h1>The islands</h1>${body}</main></html>`
  const address = new URL('long.html', gloss.page.url()).href
  await gloss.page.route(address, (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }))
  await gloss.page.goto(address)
  const panel = await gloss.openPanelInTab()
  const chat = chatIn(panel)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  return { panel, chat }
}

/** Lets the model answer once in another conversation, so that it is known how fast it is. */
async function measure(panel: Page, provider: FakeProvider): Promise<void> {
  const { chips, ask, answerThat } = chatIn(panel)
  provider.script({ findsFacts: false, reply: 'word '.repeat(30), paceMs: 15 })
  await chips.getByRole('button', { name: /^Remove/ }).click()
  await ask('How fast are you?')
  await expect(answerThat('complete')).toBeVisible()
  await panel.getByTestId('new-chat').click()
  provider.script({ findsFacts: true, paceMs: 0 })
  await chatIn(panel).attachPage()
  await expect(chips).toHaveCount(1)
}

const meterIn = (panel: Page): Locator => panel.getByTestId('coverage-meter').last()
const sectionsIn = (panel: Page, state: string): Locator =>
  panel.locator(`[data-testid=coverage-section][data-state=${state}]`)
const asked = (provider: FakeProvider): number => provider.log().filter(({ path }) => path === '/api/chat').length

test('a page that is too long is read whole, section by section, and every fact is found', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(150_000)
  const { panel, chat } = await begin(gloss, provider)
  await measure(panel, provider)
  await chat.ask(question)
  const plan = panel.getByTestId('reading-plan')
  await expect(plan.getByTestId('plan-everything')).toContainText(
    /1[4-6] sections, about \d+k tokens, about \$0\.0\d+, about \d+ (s|min)/,
  )
  await expect(plan.getByTestId('plan-everything')).toBeFocused()
  await look(panel, 'plan', info)
  expect(asked(provider)).toBe(1)

  // Nothing is lost by thinking better of it.
  await plan.getByTestId('plan-cancel').click()
  await expect(plan).toBeHidden()
  await expect(chat.composer).toHaveValue(question)
  await expect(chat.chips).toHaveCount(1)

  await chat.composer.press('Enter')
  await plan.getByTestId('plan-trim').click()
  await expect(panel.getByTestId('preview')).toBeVisible()
  await panel.keyboard.press('Escape')
  await expect(chat.composer).toHaveValue(question)

  provider.script({ headersDelayMs: 300 })
  await chat.composer.press('Enter')
  await plan.getByTestId('plan-everything').click()
  await expect(meterIn(panel)).toContainText(/Reading: [4-9] of 1\d sections/)
  await expect(meterIn(panel)).toContainText('left')
  await panel.getByTestId('coverage-toggle').click()
  await look(panel, 'reading', info, { passing: true })
  provider.script({ headersDelayMs: 0 })
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(meterIn(panel)).toContainText(/Read (\d+) of \1 sections/)
  for (const fact of facts) await expect(chat.answerText).toContainText(fact)
  await look(panel, 'read', info)
  // A section each, and the answer.
  expect(asked(provider)).toBe(1 + (await sectionsIn(panel, 'read').count()) + 1)

  // The same again costs nothing but the answer.
  const before = asked(provider)
  await chat.answer.getByTestId('message-retry').click()
  await expect(chat.answers).toHaveCount(1)
  await expect.poll(() => asked(provider)).toBe(before + 1)
})

test('a section that fails is named, retried alone, and the answer written anew', async ({ gloss, provider }, info) => {
  test.setTimeout(120_000)
  const { panel, chat } = await begin(gloss, provider)
  const body = '{"error":"this text is refused"}'
  provider.script({ fault: { kind: 'status', status: 400, body }, faultTimes: 1, faultWhen: 'FACT-07' })
  await chat.ask(question)
  await panel.getByTestId('plan-everything').click()
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(meterIn(panel)).toContainText('1 could not be read')
  await expect(chat.answerText).not.toContainText('FACT-07')
  await panel.getByTestId('coverage-toggle').click()
  await sectionsIn(panel, 'failed').scrollIntoViewIfNeeded()
  await look(panel, 'one-failed', info)

  const before = asked(provider)
  await panel.getByTestId('coverage-retry').click()
  await expect(panel.getByTestId('coverage-anew')).toBeVisible()
  await expect(sectionsIn(panel, 'failed')).toHaveCount(0)
  expect(asked(provider)).toBe(before + 1)
  await look(panel, 'outdated', info)
  await panel.getByTestId('coverage-anew').click()
  await expect(chat.answerText).toContainText('FACT-07')
  expect(asked(provider)).toBe(before + 2)
})

test('stopped, or with its worker killed, the reading goes on with what is missing', async ({
  gloss,
  provider,
}, info) => {
  test.setTimeout(120_000)
  const { panel, chat } = await begin(gloss, provider)
  // A chapter at which the model falls silent, each time another one.
  const stallAt = (fact: string): void => {
    provider.script({ fault: { kind: 'stall', after: 0 }, faultTimes: 1, faultWhen: fact })
  }
  stallAt('FACT-04')
  await chat.ask(question)
  await panel.getByTestId('plan-everything').click()
  await expect(meterIn(panel)).toContainText('Reading: 3 of')
  await chat.stop.click()
  await expect(chat.answerThat('stopped')).toContainText('What was read is kept.')
  await look(panel, 'stopped', info)

  stallAt('FACT-10')
  await chat.answer.getByTestId('message-continue').click()
  await expect(meterIn(panel)).toContainText('Reading: 9 of')
  await gloss.killWorker()
  await expect(chat.answerThat('interrupted')).toBeVisible()
  await chat.answer.getByTestId('message-continue').click()
  await expect(chat.answerThat('complete')).toBeVisible()
  for (const fact of facts) await expect(chat.answerText).toContainText(fact)
  await panel.getByTestId('coverage-toggle').click()
  // One more than there are sections, for the answer, and one more for each that was cut off.
  await expect(sectionsIn(panel, 'read')).toHaveCount(asked(provider) - 3)
})

test('only the relevant parts go out when the reader wants it so, and the answer says how many', async ({
  gloss,
  provider,
}, info) => {
  const { panel, chat } = await begin(gloss, provider)
  await chat.ask('What is the code of chapter 09?')
  await panel.getByTestId('plan-relevant').click()
  await expect(chat.answerThat('complete')).toContainText('FACT-09')
  await expect(meterIn(panel)).toContainText(/Read \d+ of \d+ parts.*left out/)
  await panel.getByTestId('coverage-toggle').click()
  await look(panel, 'relevant', info)
  expect(asked(provider)).toBe(1)
})

test('a server that finds the question too long leads to the same choice', async ({ gloss, provider }, info) => {
  const { panel, chat } = await begin(gloss, provider)
  await gloss.page.unrouteAll()
  await chat.chips.getByRole('button', { name: /^Remove/ }).click()
  await gloss.page.goto(new URL('.', gloss.page.url()).href)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  const body = '{"error":"input length exceeds the context length"}'
  provider.script({ fault: { kind: 'status', status: 400, body }, faultTimes: 1 })
  await chat.ask('What is this about?')
  await expect(chat.answerThat('failed')).toBeVisible()
  await look(panel, 'refused', info)
  await panel.getByTestId('message-plan').click()
  await panel.getByTestId('plan-everything').click()
  await expect(chat.answerThat('complete')).toBeVisible()
  await expect(meterIn(panel)).toContainText(/Read (\d+) of \1 section/)
})
