import { cloudHost, nowhereHost } from './harness/calls.ts'
import { expect, test } from './harness/fault-test.ts'
import { closedPort, serveHttp, serveSocket, serveUntrusted } from './harness/strange-servers.ts'

/** Faults before the first byte of an answer, each through the worker that ships. */

test('F1 connection refused', async ({ faults }) => {
  const port = await closedPort()
  await faults.configure(faults.ollama, { baseUrl: `http://127.0.0.1:${port}` })
  const askedAt = performance.now()
  await faults.ask(faults.ollama, 'Is anybody there?')
  await expect(faults.chat.error).toBeVisible()
  expect(performance.now() - askedAt).toBeLessThan(2_000)
  await faults.endsWith({
    status: 'failed',
    kind: 'unreachable',
    sentence: new RegExp(`Nothing answers at 127\\.0\\.0\\.1:${port}\\. Is Ollama running there\\?`),
    remedy: 'retry',
    text: '',
    requests: 0,
    next: faults.ollama,
  })
})

test('F2 a name that cannot be resolved', async ({ faults }) => {
  const target = await faults.addGateway(`http://${nowhereHost}/v1`)
  await faults.ask(target, 'Is anybody there?')
  await faults.endsWith({
    status: 'failed',
    kind: 'unreachable',
    sentence: new RegExp(`could not be reached at ${nowhereHost}`),
    remedy: 'retry',
    text: '',
    requests: 0,
  })
})

test('F3 offline before it is sent: nothing leaves, and the question is asked again by a click', async ({ faults }) => {
  const target = await faults.addGateway(`http://${cloudHost}:${faults.provider.port}/v1`)
  const { context } = faults.gloss
  await context.setOffline(true)
  try {
    await faults.ask(target, 'Is anybody there?')
    await faults.hasEnded({
      status: 'failed',
      kind: 'unreachable',
      sentence: /You are offline/,
      remedy: 'retry',
      text: '',
      requests: 0,
    })
    expect(faults.provider.log()).toEqual([])
  } finally {
    await context.setOffline(false)
  }
  await expect(faults.chat.questions).toHaveText(['Is anybody there?'])
  faults.provider.script({ reply: 'Now there is.' })
  await faults.chat.error.getByRole('button', { name: 'Try again' }).click()
  await faults.endsWith({ status: 'complete', text: 'Now there is.', requests: 1 })
})

test('F9 headers that take their time', { tag: '@waits' }, async ({ faults }) => {
  faults.provider.script({ headersDelayMs: 14_000, reply: 'At last.' })
  await faults.ask(faults.gateway, 'Take your time')
  await expect(faults.chat.answer.getByRole('img', { name: 'Waiting for the first words' })).toBeVisible()
  await expect(faults.chat.answer.getByTestId('message-silence')).toHaveText(/Still waiting .* 1\d s$/, {
    timeout: 14_000,
  })
  await faults.endsWith({ status: 'complete', text: 'At last.', requests: 1 })
})

test('F10 headers that never come', async ({ faults }) => {
  await faults.configure(faults.gateway, { limits: { headersMs: 1_000 } })
  faults.provider.script({ fault: { kind: 'no-headers' } })
  await faults.ask(faults.gateway, 'Is anybody there?')
  await faults.endsWith({
    status: 'failed',
    kind: 'timeout',
    sentence: /did not begin to answer within 1 second\b/,
    remedy: 'retry',
    text: '',
    requests: 1,
  })
})

test('F10 headers that come byte by byte and never end', async ({ faults }) => {
  const server = await serveSocket((socket) => {
    socket.write('HTTP/1.1 200 OK\r\nx-slow: ')
    const timer = setInterval(() => socket.write('x'), 100)
    socket.once('close', () => clearInterval(timer))
  })
  try {
    const target = await faults.addGateway(`http://127.0.0.1:${server.port}/v1`)
    await faults.configure(target, { limits: { headersMs: 1_000 } })
    await faults.ask(target, 'Is anybody there?')
    await faults.endsWith({
      status: 'failed',
      kind: 'timeout',
      sentence: /did not begin to answer within 1 second\b/,
      remedy: 'retry',
      text: '',
      requests: 1,
      count: server.asked,
    })
  } finally {
    await server.stop()
  }
})

for (const status of [301, 302, 303, 307, 308] as const) {
  test(`F27 a redirect (${status}) is not followed`, async ({ faults }) => {
    const elsewhere = await serveHttp((_, response) => response.end('{}'))
    try {
      const location = `http://${cloudHost}:${elsewhere.port}/v1/chat/completions`
      faults.provider.script({ fault: { kind: 'redirect', status, location } })
      await faults.ask(faults.gateway, 'Is anybody there?')
      await faults.hasEnded({
        status: 'failed',
        kind: 'not-configured',
        sentence: /tried to send the request on to another address, which is not followed/,
        remedy: 'open-provider',
        text: '',
        requests: 1,
      })
      // A second look finds out why the browser would not say; it must not show the key around.
      const looks = faults.provider.log().filter(({ method }) => method !== 'POST')
      expect(looks.filter(({ headers }) => 'authorization' in headers)).toEqual([])
      await faults.endsWith({ status: 'failed', kind: 'not-configured', requests: 1 })
      expect(elsewhere.arrived).toEqual([])
    } finally {
      await elsewhere.stop()
    }
  })
}

for (const host of [cloudHost, '127.0.0.1']) {
  test(`F29 a certificate that nobody vouches for (${host})`, async ({ faults }) => {
    const server = await serveUntrusted()
    try {
      const target = await faults.addGateway(`https://${host}:${server.port}/v1`)
      await faults.ask(target, 'Is anybody there?')
      await faults.endsWith({
        status: 'failed',
        kind: 'unreachable',
        sentence: /certificate/,
        remedy: 'retry',
        text: '',
        requests: 0,
        count: server.asked,
      })
      expect(server.arrived).toEqual([])
      expect(server.plain, 'never without encryption').toEqual([])
    } finally {
      await server.stop()
    }
  })
}
