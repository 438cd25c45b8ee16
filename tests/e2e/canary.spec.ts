import { createHash } from 'node:crypto'
import type { Page } from 'playwright/test'
import type { Fault } from '../fake-provider/scenario.ts'
import { chatIn } from './harness/chat.ts'
import { expect, test } from './harness/fixtures.ts'
import { addServer, chooseDefault } from './harness/options.ts'
import { dumpDatabases, everythingIn } from './harness/surfaces.ts'

const key = 'sk-canary-7f3a9c51e2d84b60'

test('a key is nowhere but in its own place and in the header of its own provider', async ({
  gloss,
  provider,
  picture,
}) => {
  const said: string[] = []
  const listen = (page: Page): void => {
    page.on('console', (message) => said.push(message.text()))
    page.on('pageerror', (error) => said.push(String(error)))
  }
  gloss.worker()?.on('console', (message) => said.push(message.text()))
  const places: Record<string, string> = {}
  const keepDom = async (name: string, page: Page): Promise<void> => {
    places[name] = await everythingIn(page)
  }

  provider.script({ key })
  const options = await gloss.openOptions()
  listen(options)
  await addServer(options, { name: 'My gateway', address: provider.openaiUrl, key })
  await keepDom('options, just saved', options)
  await chooseDefault(options, 'gloss-small')
  await keepDom('options, connected', options)

  const panel = await gloss.openPanelByKeyboard()
  listen(panel)
  const chat = chatIn(panel)
  await expect(chat.picker).toContainText('gloss-small')
  provider.script({ reply: 'A normal answer.' })
  await chat.attachPage()
  await chat.ask('Are you there?')
  await expect(chat.answerThat('complete')).toBeVisible()
  await keepDom('panel, answered', panel)

  const forms = ['json', 'html', 'stream'] as const
  for (const [index, form] of forms.entries()) {
    const fault: Fault = { kind: 'echo', form }
    provider.script({ fault })
    await chat.ask(`And now, as ${form}?`)
    await expect(chat.answers).toHaveCount(index + 2)
    await expect(chat.answerThat('failed')).toBeVisible()
    await expect(chat.answer).toHaveAttribute('data-status', 'failed')
    await keepDom(`panel, echo as ${form}`, panel)
  }
  // The words of the server are shown: it is their key that is not.
  expect(places['panel, echo as json']).toMatch(/authorization/i)
  await picture('echoed', panel)

  for (const answer of await chat.answers.all()) {
    await answer.getByTestId('message-receipt').click()
    await expect(panel.getByTestId('receipt-body').first()).toBeVisible()
    await keepDom(`panel, receipt ${Object.keys(places).length}`, panel)
    await panel.keyboard.press('Escape')
    await expect(panel.getByTestId('receipt')).toHaveCount(0)
  }
  await panel.getByTestId('open-history').click()
  await expect(panel.getByTestId('history-entry')).toHaveCount(1)
  await keepDom('panel, history', panel)

  await options.reload()
  await expect(options.getByTestId('provider-card').filter({ hasText: 'My gateway' })).toBeVisible()
  await keepDom('options, later', options)

  places.database = JSON.stringify(await options.evaluate(dumpDatabases))
  places.stored = await options.evaluate(
    `Promise.all([chrome.storage.session.get(null), chrome.storage.sync.get(null)])
      .then((areas) => JSON.stringify([areas, { ...localStorage }, { ...sessionStorage }]))`,
  )
  places.console = said.join('\n')
  places.requested = provider
    .log()
    .map(({ path }) => path)
    .join('\n')
  places.sent = JSON.stringify(provider.log().map(({ body }) => body))
  // An empty place would hold no key either.
  expect(places.database).toContain('And now, as stream?')
  expect(places.sent).toContain('And now, as stream?')
  const found = Object.keys(places).filter(
    (name) => places[name]?.includes(key) || places[name]?.includes(key.slice(3)),
  )
  expect(found).toEqual([])

  // Its own place holds it, and its own provider got it.
  expect(await options.evaluate(`chrome.storage.local.get(null).then(JSON.stringify)`)).toContain(key)
  const asked = provider.log().filter(({ path }) => path === '/v1/chat/completions')
  const fingerprint = createHash('sha256').update(`Bearer ${key}`).digest('hex').slice(0, 12)
  // Some failures are asked about again before the first word, so that there may be more.
  expect(asked.length).toBeGreaterThanOrEqual(1 + forms.length)
  expect(new Set(asked.map(({ headers }) => headers.authorization))).toEqual(new Set([`present sha256:${fingerprint}`]))
})
