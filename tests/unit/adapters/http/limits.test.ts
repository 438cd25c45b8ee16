import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { adapterFor } from '../../../../lib/adapters/index'
import { requestJson, send } from '../../../../lib/adapters/http'
import type { ConnectionLimits } from '../../../../lib/chat/connection'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'
import { byHand, bytesOf, fakeFetch, inPieces, json, type Answering } from '../../../helpers/wire-fetch'
import { collect, outcomeOf, type Collected } from '../../../helpers/wire-outcome'

const limits: ConnectionLimits = {
  headersMs: 10_000,
  idleMs: 5_000,
  progressMs: 60_000,
  totalMs: 300_000,
  eventBytes: 1_000,
  bodyBytes: 10_000,
}
const delta = 'data: {"choices":[{"delta":{"content":"x"}}]}\n\n'
const finish = 'data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function ask(answer: Answering, signal = new AbortController().signal, changes = {}): Promise<Collected> {
  fakeFetch(answer)
  const connection = connectionTo('custom', { limits: { ...limits, ...changes } })
  return collect(adapterFor('openai-chat')?.stream(requestFor('m'), connection, signal))
}

/** A network that never answers, and ends as the browser does when it is told to. */
function silent({ init }: { init: RequestInit }): Promise<Response> {
  return new Promise((_, reject) => {
    init.signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')))
  })
}

describe('time limits', () => {
  it('F10: headers that never come end as a timeout at the limit, not before', async () => {
    const result = ask(silent)
    let over = false
    void result.then(() => (over = true))
    await vi.advanceTimersByTimeAsync(9_999)
    expect(over).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect((await result).error).toMatchObject({
      kind: 'timeout',
      message: expect.stringContaining('10 seconds') as string,
    })
  })

  it('82, F11: silence in mid-stream ends as stalled, and what came is kept', async () => {
    const body = byHand()
    const result = ask(() => body.response)
    body.write(delta)
    await vi.advanceTimersByTimeAsync(4_999)
    body.write(delta)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(outcomeOf(await result)).toEqual({ parts: [['text', 'xx']], error: 'stalled' })
    await body.cancelled
  })

  it('F12: a slow answer that never pauses too long completes', async () => {
    const body = byHand()
    const result = ask(() => body.response)
    for (let count = 0; count < 20; count++) {
      await vi.advanceTimersByTimeAsync(4_900)
      body.write(delta)
    }
    body.write(finish)
    body.end()
    expect(outcomeOf(await result)).toEqual({ parts: [['text', 'x'.repeat(20)]], finish: 'stop stop' })
  })

  it('82, F13: comments keep the line alive but are no progress', async () => {
    const body = byHand()
    const result = ask(() => body.response)
    for (let second = 0; second < 60; second += 4) {
      body.write(': ping\n\n')
      await vi.advanceTimersByTimeAsync(4_000)
    }
    expect((await result).error).toMatchObject({
      kind: 'stalled',
      message: expect.stringContaining('nothing of the answer') as string,
    })
  })

  it('72, 82: pings are no progress either, though they come as events', async () => {
    const body = byHand()
    fakeFetch(() => body.response)
    const connection = connectionTo('anthropic', { limits })
    const stream = adapterFor('anthropic-messages')?.stream(requestFor('m'), connection, new AbortController().signal)
    const result = collect(stream)
    for (let second = 0; second < 60; second += 4) {
      body.write('event: ping\ndata: {"type":"ping"}\n\n')
      await vi.advanceTimersByTimeAsync(4_000)
    }
    expect((await result).error?.kind).toBe('stalled')
  })

  it('14: waits longer for details where text may still come', async () => {
    const body = byHand()
    fakeFetch(() => body.response)
    const connection = connectionTo('gemini', { limits: { ...limits, idleMs: 90_000 } })
    const result = collect(adapterFor('gemini')?.stream(requestFor('m'), connection, new AbortController().signal))
    const chunk = (text: string) =>
      body.write(`data: {"candidates":[{"content":{"parts":[{"text":"${text}"}]},"finishReason":"STOP"}]}\n\n`)
    chunk('One ')
    await vi.advanceTimersByTimeAsync(20_000)
    chunk('two')
    await vi.advanceTimersByTimeAsync(30_000)
    expect(outcomeOf(await result)).toEqual({ parts: [['text', 'One two']], finish: 'stop STOP' })
  })

  it('has an end to everything', async () => {
    const body = byHand()
    const result = ask(() => body.response)
    for (let second = 0; second < 300; second += 4) {
      body.write(delta)
      await vi.advanceTimersByTimeAsync(4_000)
    }
    expect((await result).error?.kind).toBe('timeout')
  })

  it('does not wait long for details of a complete answer', async () => {
    const body = byHand()
    const result = ask(() => body.response, undefined, { idleMs: 90_000 })
    body.write(delta + finish)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(outcomeOf(await result)).toEqual({ parts: [['text', 'x']], finish: 'stop stop' })
  })

  it('waits for the headers of an answer in one piece as long as for the whole', async () => {
    fakeFetch(async () => {
      await new Promise((resolve) => setTimeout(resolve, 200_000))
      return json({ choices: [{ message: { content: 'x' }, finish_reason: 'stop' }] })
    })
    const connection = connectionTo('custom', { limits })
    const result = adapterFor('openai-chat')?.complete(requestFor('m'), connection, new AbortController().signal)
    await vi.advanceTimersByTimeAsync(200_000)
    expect(await result).toContainEqual({ type: 'text-delta', text: 'x' })
  })

  it('leaves no timer behind', async () => {
    await ask(() => new Response(delta + finish))
    await ask(() => json({}, { status: 500 }))
    await ask(() => Promise.reject(new TypeError('Failed to fetch')))
    await requestJson(
      connectionTo('custom', { limits }),
      { method: 'GET', path: '/models' },
      new AbortController().signal,
    ).catch(() => undefined)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('the user stops', () => {
  it('before the request: nothing is sent', async () => {
    const sent = fakeFetch(() => json({}))
    await expect(
      send(connectionTo('custom'), { method: 'GET', path: '/models' }, AbortSignal.abort()),
    ).rejects.toMatchObject({
      kind: 'aborted',
    })
    expect(sent).toHaveLength(0)
  })

  it('before the headers', async () => {
    const stop = new AbortController()
    const result = ask(silent, stop.signal)
    stop.abort()
    expect((await result).error?.kind).toBe('aborted')
  })

  it('83: in mid-stream: no event comes after it, the line is closed, what came is kept', async () => {
    const stop = new AbortController()
    const body = byHand()
    fakeFetch(() => body.response)
    const stream = adapterFor('openai-chat')?.stream(requestFor('m'), connectionTo('custom', { limits }), stop.signal)
    body.write(delta + delta + delta)
    const first = await stream?.next()
    expect(first?.value).toEqual({ type: 'text-delta', text: 'x' })
    stop.abort()
    await expect(stream?.next()).rejects.toMatchObject({ kind: 'aborted' })
    await body.cancelled
  })

  it('even when the answer was complete but for details', async () => {
    const stop = new AbortController()
    const body = byHand()
    const result = ask(() => body.response, stop.signal)
    body.write(delta + finish)
    await vi.advanceTimersByTimeAsync(100)
    stop.abort()
    expect((await result).error?.kind).toBe('aborted')
  })
})

describe('leaving the loop', () => {
  it('closes the connection', async () => {
    const body = byHand()
    const sent = fakeFetch(() => body.response)
    body.write(delta)
    const stream = adapterFor('openai-chat')?.stream(
      requestFor('m'),
      connectionTo('custom', { limits }),
      new AbortController().signal,
    )
    for await (const event of stream ?? []) if (event.type === 'text-delta') break
    await body.cancelled
    expect(sent[0]?.init.signal?.aborted).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('a body', () => {
  it('F5: that breaks off is truncated, and what came is kept', async () => {
    const body = byHand()
    const result = ask(() => body.response)
    body.write(delta)
    await vi.advanceTimersByTimeAsync(1)
    body.breakOff()
    expect(outcomeOf(await result)).toEqual({ parts: [['text', 'x']], error: 'truncated' })
  })

  it('F8: that breaks off behind a complete answer takes nothing from it', async () => {
    const body = byHand()
    const result = ask(() => body.response)
    body.write(delta + finish)
    await vi.advanceTimersByTimeAsync(1)
    body.breakOff()
    expect(outcomeOf(await result)).toEqual({ parts: [['text', 'x']], finish: 'stop stop' })
  })

  it.each([
    ['9: a line without end', () => inPieces(Array.from({ length: 5 }, () => bytesOf('data: ' + 'x'.repeat(300))))],
    [
      'an event of endless lines',
      () => inPieces(Array.from({ length: 9 }, () => bytesOf(`data: ${'x'.repeat(200)}\n`))),
    ],
    ['a JSON text without end', () => inPieces(Array.from({ length: 5 }, () => bytesOf(`{"a":"${'x'.repeat(300)}`)))],
    ['F26: too much of everything', () => inPieces(Array.from({ length: 300 }, () => bytesOf(delta)))],
  ])('%s is too large', async (_, response) => {
    expect((await ask(response)).error?.kind).toBe('too-large')
  })

  it('is too large for the other wire as well', async () => {
    fakeFetch(() => inPieces(Array.from({ length: 5 }, () => bytesOf(`{"a":"${'x'.repeat(300)}`))))
    const stream = adapterFor('ollama')?.stream(
      requestFor('m'),
      connectionTo('ollama', { limits }),
      new AbortController().signal,
    )
    expect((await collect(stream)).error?.kind).toBe('too-large')
  })
})
