import type { Fault } from '../fake-provider/scenario.ts'
import { expect, test } from './harness/fault-test.ts'
import { serveSocket } from './harness/strange-servers.ts'

/** Faults in mid-answer, each through the worker that ships: what came is kept, and nothing is asked twice. */

const wires = ['gateway', 'ollama'] as const
const reply = Array.from({ length: 400 }, (_, index) => `word${index}`).join(' ')
const firstWords = (count: number): string => reply.slice(0, reply.indexOf(`word${count}`))
/** So that what is sent has been read before the line breaks: a reset overtakes what it can. */
const unhurried = 100

test('F4 offline in mid-answer', async ({ faults }) => {
  const { context } = faults.gloss
  await faults.configure(faults.gateway, { limits: { idleMs: 1_000 } })
  // The browser's pretended offline lets an answer in flight go on; the real one is a line that falls silent.
  faults.provider.script({ reply, fault: { kind: 'stall', after: 5 } })
  await faults.ask(faults.gateway, 'Say much')
  await expect(faults.chat.answerText).toContainText('word4')
  await context.setOffline(true)
  const ending = { status: 'failed', kind: 'stalled', remedy: 'retry', text: firstWords(5), requests: 1 } as const
  try {
    await faults.hasEnded({ ...ending, sentence: /went silent for 1 second\b/ })
  } finally {
    await context.setOffline(false)
  }
  await faults.endsWith(ending)
})

for (const wire of wires) {
  for (const [name, how] of [
    ['F5 a reset', 'reset'],
    ['F6 an end inside the body', 'end'],
    ['F7 an end that looks whole', 'close'],
  ] as const) {
    test(`${name} (${wire})`, async ({ faults }) => {
      faults.provider.script({ reply, paceMs: unhurried, fault: { kind: 'cut', after: 5, how } })
      await faults.ask(faults[wire], 'Say much')
      await faults.endsWith({
        status: 'failed',
        kind: 'truncated',
        sentence: /The answer broke off/,
        remedy: 'retry',
        text: firstWords(5),
        requests: 1,
        next: faults[wire],
      })
    })
  }

  test(`F11 a silence after twenty words (${wire})`, async ({ faults }) => {
    await faults.configure(faults[wire], { baseUrl: baseUrlOf(faults, wire), limits: { idleMs: 1_000 } })
    faults.provider.script({ reply, fault: { kind: 'stall', after: 20 } })
    await faults.ask(faults[wire], 'Say much')
    await faults.endsWith({
      status: 'failed',
      kind: 'stalled',
      sentence: /went silent for 1 second\b/,
      remedy: 'retry',
      text: firstWords(20),
      requests: 1,
      next: faults[wire],
    })
  })

  test(`F11 a silence is said before it is too long (${wire})`, async ({ faults }) => {
    await faults.configure(faults[wire], { baseUrl: baseUrlOf(faults, wire) })
    faults.provider.script({ reply, fault: { kind: 'stall', after: 20 } })
    await faults.ask(faults[wire], 'Say much')
    await expect(faults.chat.answer.getByTestId('message-silence')).toHaveText(/nothing new has come · 1\d s$/, {
      timeout: 20_000,
    })
    await faults.chat.stop.click()
    await faults.endsWith({ status: 'stopped', text: firstWords(20), requests: 1, next: faults[wire] })
  })

  test(`F13 signs of life and nothing more (${wire})`, async ({ faults }) => {
    await faults.configure(faults[wire], { baseUrl: baseUrlOf(faults, wire), limits: { progressMs: 1_000 } })
    faults.provider.script({ paceMs: 50, fault: { kind: 'comments' } })
    await faults.ask(faults[wire], 'Say much')
    await faults.endsWith({
      status: 'failed',
      kind: 'stalled',
      sentence: /has sent nothing of the answer for 1 second\b/,
      remedy: 'retry',
      text: '',
      requests: 1,
      next: faults[wire],
    })
  })

  test(`F14 every byte on its own (${wire})`, async ({ faults }) => {
    const letters = 'Übermut, naïveté, Ελληνικά, кириллица, 日本語, 한국어, العربية, 👩‍👩‍👧‍👦 and 🇯🇵: **the end**.'
    faults.provider.script({ reply: letters, reasoning: 'Ich überlege. 🤔', paceMs: 0, bytesPerWrite: 1 })
    await faults.ask(faults[wire], 'Say it slowly')
    await faults.endsWith({ status: 'complete', text: letters, requests: 1, next: faults[wire] })
  })

  const broken: [name: string, fault: Fault, words: number, kind: 'overloaded' | 'bad-response', sentence: RegExp][] = [
    [
      'F21 an error inside the answer',
      { kind: 'error-event', after: 5, message: 'The model crashed.' },
      5,
      wire === 'gateway' ? 'overloaded' : 'bad-response',
      /The model crashed\./,
    ],
    // One stands before every further word: three of them are left out, the fourth is too many.
    ['F24 lines that cannot be read', { kind: 'malformed', after: 5 }, 8, 'bad-response', /cannot be read/],
  ]
  for (const [name, fault, words, kind, sentence] of broken) {
    test(`${name} (${wire})`, async ({ faults }) => {
      faults.provider.script({ reply, fault })
      await faults.ask(faults[wire], 'Say much')
      await faults.endsWith({
        status: 'failed',
        kind,
        sentence,
        remedy: 'retry',
        text: firstWords(words),
        requests: 1,
        next: faults[wire],
      })
    })
  }
}

const event = (content: string): string =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`

test('F6 a body that is shorter than it said', async ({ faults }) => {
  let breakOff = (): void => undefined
  const server = await serveSocket((socket) => {
    socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ncontent-length: 100000\r\n\r\n')
    socket.write(event('Half of '))
    breakOff = () => void socket.end()
  })
  try {
    await faults.ask(await faults.addGateway(`http://127.0.0.1:${server.port}/v1`), 'Say much')
    await expect(faults.chat.answerText).toHaveText('Half of')
    breakOff()
    await faults.endsWith({
      status: 'failed',
      kind: 'truncated',
      sentence: /The answer broke off/,
      remedy: 'retry',
      text: 'Half of ',
      requests: 1,
      count: server.asked,
    })
  } finally {
    await server.stop()
  }
})

for (const [name, garbage] of [
  ['noise', 'data: {"choices": [{\n\n\u0000\u0001\u0002<html>'],
  ['another error', 'data: {"error":{"message":"Late."}}\n\n'],
  ['more of the answer', event('Too late.')],
] as const) {
  test(`F8 the end, and then ${name}`, async ({ faults }) => {
    const body = `${event('All of it.')}data: [DONE]\n\n${garbage}`
    faults.provider.script({ fault: { kind: 'status', status: 200, body, contentType: 'text/event-stream' } })
    await faults.ask(faults.gateway, 'Say it')
    await faults.endsWith({ status: 'complete', text: 'All of it.', requests: 1 })
  })
}

test('F8 the last line, and then noise (ollama)', async ({ faults }) => {
  const line = JSON.stringify({ message: { content: 'All of it.' }, done: true, done_reason: 'stop' })
  const body = `${line}\n{"message": {]\n\u0000<html>`
  faults.provider.script({ fault: { kind: 'status', status: 200, body, contentType: 'application/x-ndjson' } })
  await faults.ask(faults.ollama, 'Say it')
  await faults.endsWith({ status: 'complete', text: 'All of it.', requests: 1 })
})

/** Replacing a provider's settings replaces its address, too. */
function baseUrlOf({ provider }: { provider: { url: string; openaiUrl: string } }, wire: (typeof wires)[number]) {
  return wire === 'ollama' ? provider.url : provider.openaiUrl
}
