import type { ErrorKind } from '../../lib/chat/chat-error.ts'
import { remedyLabels, type Remedy } from '../../lib/chat/remedy.ts'
import type { Fault } from '../fake-provider/scenario.ts'
import { model } from './harness/calls.ts'
import type { FaultRig } from './harness/fault-rig.ts'
import { expect, test } from './harness/fault-test.ts'

/** Answers that are refusals, or something else than answers, each through the worker that ships. */

test('F15 a key that is not accepted leads to that provider’s settings', async ({ faults }) => {
  faults.provider.script({ key: 'sk-fake-replaced' })
  await faults.ask(faults.gateway, 'May I?')
  await faults.hasEnded({
    status: 'failed',
    kind: 'auth',
    sentence: /My gateway did not accept the key \(401\)/,
    remedy: 'open-provider',
    text: '',
    requests: 1,
  })
  const [options] = await Promise.all([
    faults.gloss.context.waitForEvent('page'),
    faults.chat.error.getByRole('button', { name: remedyLabels['open-provider'] }).click(),
  ])
  await expect(options).toHaveURL(new RegExp(`/options\\.html#providers/${faults.gateway.providerId}`))
  await expect(options.locator(`[data-provider="${faults.gateway.providerId}"]`)).toBeVisible()
  await options.close()
  await faults.endsWith({ status: 'failed', kind: 'auth', requests: 1 })
})

test('F16 Ollama refuses the Origin of an extension', async ({ faults }) => {
  // Gloss takes the Origin off its requests; without that rule a real Ollama says no, and so does the pretended one.
  const rules = 'chrome.declarativeNetRequest.getSessionRules()'
  await faults.ask(faults.ollama, 'May I, without an Origin?')
  await expect(faults.chat.answerThat('complete')).toBeVisible()
  expect(faults.asked().at(-1)?.headers).not.toHaveProperty('origin')
  const saved: unknown = await faults.panel.evaluate(rules)
  await faults.panel.evaluate(
    `${rules}.then((all) => chrome.declarativeNetRequest.updateSessionRules({ removeRuleIds: all.map(({ id }) => id) }))`,
  )
  try {
    faults.provider.reset()
    await faults.ask(faults.ollama, 'May I, with an Origin?')
    const origin = `chrome-extension://${faults.gloss.extensionId}`
    await faults.endsWith({
      status: 'failed',
      kind: 'origin-blocked',
      sentence: new RegExp(`OLLAMA_ORIGINS=${origin}(?!\\w)`),
      text: '',
      requests: 1,
    })
  } finally {
    await faults.panel.evaluate(
      `chrome.declarativeNetRequest.updateSessionRules({ addRules: ${JSON.stringify(saved)} })`,
    )
  }
})

for (const [who, sentence, remedy] of [
  ['gateway', /does not offer this model/, 'choose-model'],
  ['ollama', new RegExp(`ollama pull ${model}`), undefined],
] as const) {
  test(`F17 a model that is gone (${who})`, async ({ faults }) => {
    faults.provider.script({ models: ['another'] })
    await faults.ask(faults[who], 'Are you there?')
    await faults.endsWith({
      status: 'failed',
      kind: 'model-not-found',
      sentence,
      ...(remedy ? { remedy } : {}),
      text: '',
      requests: 1,
      next: faults[who],
    })
  })
}

const tooLong = JSON.stringify({ error: { message: 'prompt is too long', code: 'context_length_exceeded' } })

const refusals: [name: string, fault: Fault, kind: ErrorKind, sentence: RegExp, remedy: Remedy, requests?: number][] = [
  [
    'F18 a context that is too long (400)',
    { kind: 'status', status: 400, body: tooLong },
    'context-length',
    /Attach less/,
    'new-chat',
  ],
  [
    'F18 a question that is too large (413)',
    { kind: 'status', status: 413, body: 'Payload too large', contentType: 'text/plain' },
    'context-length',
    /Attach less/,
    'new-chat',
  ],
  ['F22 a login page', { kind: 'html' }, 'bad-response', /A web page came back instead of an answer/, 'retry'],
  [
    'F23 a picture',
    { kind: 'status', status: 200, body: '\u0089PNG\r\n\u001a\n', contentType: 'image/png' },
    'bad-response',
    /something that is no answer/,
    'retry',
  ],
  ['F25 an empty body', { kind: 'empty' }, 'bad-response', /returned nothing/, 'retry'],
  ['F25 an answer of nothing', { kind: 'no-text' }, 'bad-response', /returned nothing/, 'retry'],
]

test('F18 says which part is too long', async ({ faults }) => {
  faults.provider.script({ fault: { kind: 'status', status: 400, body: tooLong } })
  await faults.ask(faults.gateway, 'May I? '.repeat(2_000))
  await faults.endsWith({
    status: 'failed',
    kind: 'context-length',
    sentence: /The question is the largest part: about [\d,]+ tokens\./,
    remedy: 'new-chat',
    text: '',
    requests: 1,
  })
})

test('F18 a page that is too long can be trimmed, and the question is asked again with less', async ({ faults }) => {
  const { panel, chat, provider } = faults
  provider.script({ fault: { kind: 'status', status: 400, body: tooLong } })
  await panel.bringToFront()
  await panel.getByTestId('new-chat').click()
  await faults.choose(faults.gateway)
  await chat.attachPage()
  await expect(chat.chips).toHaveCount(1)
  await chat.ask('What did the scribes write?')
  await faults.hasEnded({
    status: 'failed',
    kind: 'context-length',
    sentence: /The page “Room at the Edge.*” is the largest part: about [\d,]+ tokens\./,
    remedy: 'trim',
    text: '',
    requests: 1,
  })
  const sent = () => JSON.stringify(faults.asked().at(-1)?.body)
  expect(sent()).toContain('Signs before words')
  expect(sent()).toContain('A page that argues')

  await chat.error.getByRole('button', { name: remedyLabels.trim }).click()
  const preview = panel.getByTestId('preview')
  await preview.getByRole('checkbox', { name: 'Send “A page that argues”' }).uncheck()
  const text = (await preview.getByTestId('preview-text').textContent()) ?? ''
  provider.reset()
  provider.script({ reply: 'It fits now.', paceMs: 0 })
  await preview.getByRole('button', { name: 'Ask again with less' }).click()
  await expect(chat.answerThat('complete').getByTestId('message-text')).toHaveText('It fits now.')
  expect(faults.asked()).toHaveLength(1)
  expect(sent()).toContain(JSON.stringify(text).slice(1, -1))
  expect(sent()).toContain('Signs before words')
  expect(sent()).not.toContain('A page that argues')

  // The question as it was, with its failure, is one step away.
  await expect(chat.questions).toHaveCount(1)
  await chat.questions.getByRole('button', { name: 'Earlier question' }).click()
  await expect(chat.answerThat('failed')).toBeVisible()
  await expect(chat.error.getByRole('button', { name: remedyLabels.trim })).toBeVisible()
  await faults.keepsTheKey()
})

for (const [name, fault, kind, sentence, remedy, requests = 1] of refusals) {
  test(name, async ({ faults }) => {
    faults.provider.script({ fault })
    await faults.ask(faults.gateway, 'May I?')
    await faults.endsWith({ status: 'failed', kind, sentence, remedy, text: '', requests })
  })
}

test('F22 shows what the page calls itself, as text', async ({ faults }) => {
  const page = '<!doctype html><title>Sign in &amp; <b>pay</b></title><img src=x onerror=alert(1)>'
  faults.provider.script({ fault: { kind: 'status', status: 200, body: page, contentType: 'application/json' } })
  await faults.ask(faults.gateway, 'May I?')
  await expect(faults.chat.error).toContainText('Sign in')
  await expect(faults.chat.error.locator('img, b')).toHaveCount(0)
  await faults.endsWith({ status: 'failed', kind: 'bad-response', text: '', requests: 1 })
})

const wholeAnswer = JSON.stringify({ choices: [{ message: { content: 'Read by its shape.' }, finish_reason: 'stop' }] })
const delta = JSON.stringify({ choices: [{ index: 0, delta: { content: 'Read by its shape.' } }] })

for (const [form, body, contentType] of [
  ['events called text/plain', `data: ${delta}\n\ndata: [DONE]\n\n`, 'text/plain'],
  ['events called JSON', `data: ${delta}\n\ndata: [DONE]\n\n`, 'application/json'],
  ['JSON called events', wholeAnswer, 'text/event-stream'],
  ['JSON called a web page', wholeAnswer, 'text/html'],
] as const) {
  test(`F23 a wrong content type: ${form}`, async ({ faults }) => {
    faults.provider.script({ fault: { kind: 'status', status: 200, body, contentType } })
    await faults.ask(faults.gateway, 'May I?')
    await faults.endsWith({ status: 'complete', text: 'Read by its shape.', requests: 1 })
  })
}

/** What passes is tried again before the first word, as soon as the server allows. */
for (const [name, headers, leastMs] of [
  ['seconds', () => ({ 'retry-after': '1' }), 950],
  // It has no fractions of a second, and a busy machine asks when a part of them has passed.
  ['a date', () => ({ 'retry-after': new Date(Date.now() + 2_000).toUTCString() }), 0],
  ['nothing', () => ({}), 700],
  ['a negative number', () => ({ 'retry-after': '-5' }), 700],
  ['no number', () => ({ 'retry-after': '1e9' }), 700],
] as const) {
  test(`F19 a limit with ${name} in Retry-After`, async ({ faults }) => {
    const sent: { 'retry-after'?: string } = headers()
    const fault: Fault = { kind: 'status', status: 429, headers: sent }
    faults.provider.script({ fault, faultTimes: 1, reply: 'Now I may.' })
    await faults.ask(faults.gateway, 'May I?')
    await expect(countdown(faults)).toContainText(/limiting how often.*Trying again/)
    await expect(faults.chat.answerThat('complete')).toBeVisible()
    const [first, second] = faults.asked()
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(leastMs)
    if (name === 'a date') expect(second?.at).toBeGreaterThanOrEqual(Date.parse(sent['retry-after'] ?? ''))
    await faults.endsWith({ status: 'complete', text: 'Now I may.', requests: 2 })
  })
}

test('F19 a limit for longer than anybody waits is left to the reader', async ({ faults }) => {
  const fault: Fault = { kind: 'status', status: 429, headers: { 'retry-after': '1000000000' } }
  faults.provider.script({ fault })
  await faults.ask(faults.gateway, 'May I?')
  await faults.endsWith({ status: 'failed', kind: 'rate-limit', remedy: 'retry', text: '', requests: 1 })
})

test('F19 a limit that does not lift is tried twice more and no further', async ({ faults }) => {
  faults.provider.script({ fault: { kind: 'status', status: 429, headers: { 'retry-after-ms': '50' } } })
  await faults.ask(faults.gateway, 'May I?')
  await faults.endsWith({ status: 'failed', kind: 'rate-limit', remedy: 'retry', text: '', requests: 3 })
})

for (const status of [500, 502, 503, 529]) {
  test(`F20 a server in trouble (${status})`, async ({ faults }) => {
    faults.provider.script({ fault: { kind: 'status', status } })
    await faults.ask(faults.gateway, 'May I?')
    await expect(countdown(faults)).toContainText(/Trying again/)
    // The second wait is cut short by hand.
    await faults.provider.waitFor(() => faults.asked().length === 2)
    await countdown(faults).getByRole('button', { name: 'Try now' }).click()
    await faults.endsWith({
      status: 'failed',
      kind: 'overloaded',
      sentence: new RegExp(`overloaded or has a problem of its own \\(${status}\\)`),
      remedy: 'retry',
      text: '',
      requests: 3,
    })
  })
}

test('F20 a server that recovers is asked once more and no further', async ({ faults }) => {
  faults.provider.script({ fault: { kind: 'status', status: 503 }, faultTimes: 1, reply: 'Well again.' })
  await faults.ask(faults.ollama, 'May I?')
  await faults.endsWith({ status: 'complete', text: 'Well again.', requests: 2, next: faults.ollama })
})

function countdown(faults: FaultRig) {
  return faults.chat.answer.getByTestId('message-retry-wait')
}
