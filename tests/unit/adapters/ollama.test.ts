import { afterEach, describe, expect, it, vi } from 'vitest'
import { ollama } from '../../../lib/adapters/ollama'
import { chatBody, contextSize } from '../../../lib/adapters/ollama/body'
import type { ChatParameters } from '../../../lib/chat/request'
import { connectionTo, requestFor } from '../../helpers/wire-connection'
import { fakeFetch, json, type Answering } from '../../helpers/wire-fetch'
import { collect, outcomeOf } from '../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal
const connection = connectionTo('ollama')
const done = { model: 'm', message: { role: 'assistant', content: 'Hi' }, done: true, done_reason: 'stop' }

function bodyWith(parameters: ChatParameters): Record<string, unknown> {
  return chatBody(requestFor('m', { parameters }), true)
}

describe('the body', () => {
  it('puts the system text first and images beside the text, without a data prefix', () => {
    const request = requestFor('m', {
      system: 'Be brief.',
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'text', text: 'What' },
            { type: 'image', mediaType: 'image/png', data: 'iVBO' },
            { type: 'text', text: 'is it?' },
          ],
        },
        { role: 'assistant', parts: [{ type: 'text', text: 'A cat.' }] },
      ],
    })
    expect(chatBody(request, true)).toMatchObject({
      model: 'm',
      stream: true,
      keep_alive: '10m',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'What\n\nis it?', images: ['iVBO'] },
        { role: 'assistant', content: 'A cat.' },
      ],
    })
  })

  it('77: sends stop as an array, and what was not set not at all', () => {
    expect(bodyWith({ stop: ['###', ''], temperature: 0, topP: 0.5, maxOutputTokens: 10.4 }).options).toEqual({
      num_ctx: 8_192,
      stop: ['###'],
      temperature: 0,
      top_p: 0.5,
      num_predict: 10,
    })
    expect(bodyWith({}).options).toEqual({ num_ctx: 8_192 })
  })

  it('78: turns thinking off where that is wished, and says nothing where nothing is', () => {
    expect(bodyWith({ reasoning: 'off' }).think).toBe(false)
    expect(bodyWith({ reasoning: 'high' }).think).toBe('high')
    expect(bodyWith({})).not.toHaveProperty('think')
  })

  it('merges extra fields, but not over what the answer depends on', () => {
    const body = bodyWith({ extraBody: { keep_alive: -1, format: 'json', stream: false, options: { top_k: 3 } } })
    expect(body).toMatchObject({ keep_alive: -1, format: 'json', stream: true, options: { num_ctx: 8_192, top_k: 3 } })
  })

  it('79: never lets a long prompt be cut in silence', () => {
    expect(bodyWith({}).truncate).toBe(false)
  })
})

describe('79: the context', () => {
  const sizeFor = (text: string, parameters: ChatParameters = {}): number =>
    contextSize(requestFor('m', { parameters, messages: [{ role: 'user', parts: [{ type: 'text', text }] }] }))

  it.each([
    [10, {}, 8_192],
    [3 * 6_144, {}, 8_192],
    [3 * 6_145, {}, 16_384],
    [3 * 40_000, {}, 65_536],
    [3 * 1_000_000, {}, 131_072],
    [10, { maxOutputTokens: 20_000 }, 32_768],
    [3 * 40_000, { contextWindow: 40_960 }, 40_960],
    [10, { contextWindow: 2_048 }, 2_048],
  ])('for %i characters and %j is %i', (characters, parameters, size) => {
    expect(sizeFor('a'.repeat(characters), parameters)).toBe(size)
  })

  it('counts a character for a token where it is one', () => {
    expect(sizeFor('字'.repeat(7_000))).toBe(16_384)
  })
})

describe('a refusal', () => {
  it('of thinking is answered by asking once more without the wish', async () => {
    const sent = fakeFetch(({ body }) =>
      body.includes('"think"') ? json({ error: '"m" does not support thinking' }, { status: 400 }) : json(done),
    )
    const collected = await collect(
      ollama.stream(requestFor('m', { parameters: { reasoning: 'high' } }), connection, signal),
    )
    expect(outcomeOf(collected)).toMatchObject({ parts: [['text', 'Hi']], finish: 'stop stop' })
    expect(sent).toHaveLength(2)
  })

  it('is not asked about twice', async () => {
    const sent = fakeFetch(() => json({ error: 'cannot think at all' }, { status: 400 }))
    const collected = await collect(
      ollama.stream(requestFor('m', { parameters: { reasoning: 'off' } }), connection, signal),
    )
    expect(collected.error?.kind).toBe('bad-request')
    expect(sent).toHaveLength(2)
  })

  it('66, F16: of the origin says what to start Ollama with', async () => {
    vi.stubGlobal('location', { origin: 'chrome-extension://abcdef' })
    fakeFetch(() => new Response(null, { status: 403 }))
    const { error } = await collect(ollama.stream(requestFor('m'), connection, signal))
    expect(error).toMatchObject({ kind: 'origin-blocked', status: 403, providerId: 'ollama' })
    expect(error?.message).toContain('OLLAMA_ORIGINS=chrome-extension://abcdef')
  })

  it('F17: of an unknown model says how to get it', async () => {
    fakeFetch(() => json({ error: "model 'm' not found" }, { status: 404 }))
    const { error } = await collect(ollama.stream(requestFor('m'), connection, signal))
    expect(error).toMatchObject({
      kind: 'model-not-found',
      message: expect.stringContaining('ollama pull m') as string,
    })
  })
})

describe('complete', () => {
  it('asks for one piece and gives the same events', async () => {
    const sent = fakeFetch(() => json(done))
    expect(await ollama.complete(requestFor('m'), connection, signal)).toEqual([
      { type: 'model', model: 'm' },
      { type: 'text-delta', text: 'Hi' },
      { type: 'finish', reason: { unified: 'stop', raw: 'stop' } },
    ])
    expect(JSON.parse(sent[0]?.body ?? '')).toMatchObject({ stream: false })
  })
})

describe('listModels', () => {
  const tags = ['one', 'two', 'three', 'four', 'five', 'embed'].map((name) => ({ name, model: name }))

  function server(show: Answering): Answering {
    return (sent) => (sent.url.endsWith('/api/tags') ? json({ models: [...tags, { odd: 1 }, null] }) : show(sent))
  }

  it('asks for each model what the list does not tell, four at a time, and leaves out what does not chat', async () => {
    let running = 0
    let most = 0
    fakeFetch(
      server(async ({ body }) => {
        most = Math.max(most, (running += 1))
        await Promise.resolve()
        await Promise.resolve()
        running -= 1
        const embeds = body.includes('embed')
        return json({
          capabilities: embeds ? ['embedding'] : ['completion', 'vision'],
          model_info: { 'general.architecture': 'q', 'q.context_length': 40_960 },
        })
      }),
    )
    const models = await ollama.listModels(connection, signal)
    expect(models.map(({ id }) => id)).toEqual(['one', 'two', 'three', 'four', 'five'])
    expect(models[0]).toEqual({ id: 'one', contextWindow: 40_960, vision: true, tools: false, thinking: false })
    expect(most).toBeLessThanOrEqual(4)
  })

  it('asks nothing more of a server that tells it all at once', async () => {
    const sent = fakeFetch(() =>
      json({ models: [{ name: 'one', capabilities: ['completion', 'thinking'], details: { context_length: 8_192 } }] }),
    )
    expect(await ollama.listModels(connection, signal)).toEqual([
      { id: 'one', contextWindow: 8_192, vision: false, tools: false, thinking: true },
    ])
    expect(sent).toHaveLength(1)
  })

  it('keeps the plain list where the details are refused, and soon stops asking', async () => {
    const sent = fakeFetch(server(() => new Response(null, { status: 403 })))
    const models = await ollama.listModels(connection, signal)
    expect(models.map(({ id }) => id)).toEqual(['one', 'two', 'three', 'four', 'five', 'embed'])
    expect(sent.length).toBeLessThanOrEqual(5)
  })

  it('fails where there is no list', async () => {
    fakeFetch(() => new Response('<html><title>Router</title>'))
    await expect(ollama.listModels(connection, signal)).rejects.toMatchObject({ kind: 'bad-response' })
  })
})
