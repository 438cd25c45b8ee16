import type { ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip, gzipSync } from 'node:zlib'
import type { FaultRig, Ending } from './harness/fault-rig.ts'
import { expect, test } from './harness/fault-test.ts'
import { isSoak } from './harness/soak.ts'
import { serveHttp, serveSocket, type StrangeServer } from './harness/strange-servers.ts'
import { watchHeap } from './harness/worker-heap.ts'

/** Answers of any size and packing, each through the worker that ships. */

const mebibyte = 1024 * 1024
const gibibyte = 1024 * mebibyte
const events = { 'content-type': 'text/event-stream' }
const event = (content: string): string => `data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`

test('F26 a line of two gigabytes', async ({ faults }) => {
  faults.provider.script({ fault: { kind: 'huge-line', bytes: 2 * gibibyte } })
  await staysSmall(faults, async () => {
    await faults.ask(faults.gateway, 'Say much')
    await faults.hasEnded({ status: 'failed', kind: 'too-large', sentence: /cut off/, text: '', requests: 1 })
  })
  const asked = await faults.provider.waitFor(
    ({ path, closedAt }) => path.endsWith('/completions') && closedAt !== undefined,
  )
  expect(asked.closedBy).toBe('client')
  await faults.endsWith({ status: 'failed', kind: 'too-large', remedy: 'new-chat', requests: 1 })
})

test('F26 a line of two gigabytes (ollama)', async ({ faults }) => {
  faults.provider.script({ fault: { kind: 'huge-line', bytes: 2 * gibibyte } })
  await staysSmall(faults, async () => {
    await faults.ask(faults.ollama, 'Say much')
    await faults.hasEnded({ status: 'failed', kind: 'too-large', sentence: /cut off/, text: '', requests: 1 })
  })
  await faults.endsWith({ status: 'failed', kind: 'too-large', remedy: 'new-chat', requests: 1 })
})

test('F26 ten million events', async ({ faults }) => {
  test.setTimeout(isSoak ? 600_000 : 60_000)
  const block = event('a ').repeat(1_000)
  const server = await serveHttp((_, response) => {
    response.writeHead(200, events)
    void pipeline(Readable.from(repeated(block, 10_000)), response).catch(() => undefined)
  })
  try {
    const target = await faults.addGateway(`http://127.0.0.1:${server.port}/v1`)
    // The soak takes as much as is taken from anybody.
    if (!isSoak) await faults.configure(target, { limits: { bodyBytes: 4 * mebibyte } })
    await watchFrames(faults)
    await staysSmall(faults, async () => {
      await faults.ask(target, 'Say much')
      await expect(faults.chat.answerThat('failed')).toBeVisible({ timeout: isSoak ? 500_000 : 40_000 })
    })
    const longest: unknown = await faults.panel.evaluate(() => globalThis.glossLongestFrame)
    report(`longest frame: ${String(longest)} ms`)
    // Millions of characters on the page are slower to draw than the thousands of an ordinary run.
    expect(longest, 'milliseconds between two frames').toBeLessThan(isSoak ? 3_000 : 1_000)
    await faults.endsWith({
      status: 'failed',
      kind: 'too-large',
      sentence: /cut off/,
      requests: 1,
      count: server.asked,
    })
  } finally {
    await server.stop()
  }
})

for (const [name, headers, before, filling, after] of [
  ['events', events, 'data: {"choices":[{"delta":{"content":"', 'x', '"}}]}\n\n'],
  ['JSON', { 'content-type': 'application/json' }, '{"choices": [', ' ', ']}'],
  ['blanks before JSON', { 'content-type': 'application/json' }, ' ', ' ', '{}'],
  ['comments', events, ': ', '\n: ', '\n\n'],
] as const) {
  test(`F28 a gigabyte packed into a few pages: ${name}`, async ({ faults }) => {
    await staysSmall(faults, () =>
      answersWith(faults, (response) => packed(response, headers, [before, filling, after]), {
        status: 'failed',
        kind: 'too-large',
        sentence: /cut off/,
        text: '',
        requests: 1,
      }),
    )
  })
}

test('F28 an error of a gigabyte, packed', async ({ faults }) => {
  const send = (response: ServerResponse): void =>
    packed(response, { 'content-type': 'application/json' }, ['{"error": {"message": "', 'x', '"}}'], 400)
  await staysSmall(faults, () =>
    answersWith(faults, send, { status: 'failed', kind: 'bad-request', text: '', requests: 1 }),
  )
})

test('F28 an answer that is packed and honest', async ({ faults }) => {
  const send = (response: ServerResponse): void => {
    response.writeHead(200, { ...events, 'content-encoding': 'gzip' })
    response.end(gzipSync(`${event('Packed ')}${event('and whole.')}data: [DONE]\n\n`))
  }
  await answersWith(faults, send, { status: 'complete', text: 'Packed and whole.', requests: 1 })
})

test('F28 early hints before the answer', async ({ faults }) => {
  const send = (response: ServerResponse): void => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload; as=style' })
    response.writeHead(200, events).end(`${event('After the hints.')}data: [DONE]\n\n`)
  }
  await answersWith(faults, send, { status: 'complete', text: 'After the hints.', requests: 1 })
})

test('F28 HTTP/1.0', async ({ faults }) => {
  const server = await serveSocket((socket) => {
    socket.end(`HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n${event('Of 1996.')}data: [DONE]\n\n`)
  })
  await answers(faults, server, { status: 'complete', text: 'Of 1996.', requests: 1 })
})

async function answersWith(faults: FaultRig, send: (response: ServerResponse) => void, ending: Ending): Promise<void> {
  await answers(faults, await serveHttp((_, response) => send(response)), ending)
}

async function answers(faults: FaultRig, server: StrangeServer, ending: Ending): Promise<void> {
  try {
    await faults.ask(await faults.addGateway(`http://127.0.0.1:${server.port}/v1`), 'Say it')
    await faults.endsWith({ ...ending, count: server.asked })
  } finally {
    await server.stop()
  }
}

function* repeated(text: string, times: number): Generator<string> {
  for (let time = 0; time < times; time++) yield text
}

/** A gigabyte of filling, of which little more than a megabyte travels. */
function packed(
  response: ServerResponse,
  headers: Record<string, string>,
  [before, filling, after]: readonly [string, string, string],
  status = 200,
): void {
  response.writeHead(status, { ...headers, 'content-encoding': 'gzip' })
  const block = filling.repeat(mebibyte / filling.length)
  const body = function* (): Generator<string> {
    yield before
    yield* repeated(block, 1_024)
    yield after
  }
  // Whoever asked leaves long before the end.
  void pipeline(Readable.from(body()), createGzip({ level: 1 }), response).catch(() => undefined)
}

/** The worker holds no more than a hundred mebibytes above what it held, and gives them back. */
async function staysSmall(faults: FaultRig, act: () => Promise<void>): Promise<void> {
  const heap = await watchHeap(faults.gloss.context, faults.gloss.worker()?.url() ?? '')
  await act()
  const { peak, kept } = await heap.end()
  report(`worker: ${(peak / mebibyte).toFixed(1)} MiB at most, ${(kept / mebibyte).toFixed(1)} MiB kept`)
  expect(peak / mebibyte, 'mebibytes at most').toBeLessThan(100)
  expect(kept / mebibyte, 'mebibytes kept').toBeLessThan(20)
}

function report(description: string): void {
  test.info().annotations.push({ type: 'measured', description })
}

declare global {
  var glossLongestFrame: number | undefined
}

/** In the panel: notes the longest time between two frames. */
async function watchFrames(faults: FaultRig): Promise<void> {
  await faults.panel.bringToFront()
  await faults.panel.evaluate(() => {
    globalThis.glossLongestFrame = 0
    let last = performance.now()
    const frame = (now: number): void => {
      globalThis.glossLongestFrame = Math.max(globalThis.glossLongestFrame ?? 0, now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
}
