import Anthropic, { APIError, AuthenticationError, NotFoundError, RateLimitError } from '@anthropic-ai/sdk'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../fake-provider/scenario'
import { key, providerForClients, reasoning, reply } from '../../helpers/provider-for-clients'

/** What the pretended provider speaks is what Anthropic's own client understands. */
const provider = providerForClients()
const question = {
  model: 'gloss-small',
  max_tokens: 1_000,
  messages: [{ role: 'user' as const, content: 'Count' }],
}

function client(apiKey = key): Anthropic {
  return new Anthropic({ baseURL: provider().url, apiKey, maxRetries: 0, logLevel: 'off' })
}

describe('messages, read by the official client', () => {
  it('stream text, thinking, a reason and usage, and add up to a whole', async () => {
    provider().script({ reasoning })
    const got = { text: '', thinking: '' }
    const stream = client()
      .messages.stream(question)
      .on('text', (delta) => (got.text += delta))
      .on('thinking', (delta) => (got.thinking += delta))
    const whole = await stream.finalMessage()
    expect(got).toEqual({ text: reply, thinking: reasoning })
    expect(whole).toMatchObject({
      role: 'assistant',
      model: 'gloss-small',
      stop_reason: 'end_turn',
      content: [
        { type: 'thinking', thinking: reasoning },
        { type: 'text', text: reply },
      ],
      usage: { input_tokens: 100, output_tokens: 7 },
    })
  })

  it('name every event and number every block', async () => {
    provider().script({ reasoning })
    const types: string[] = []
    for await (const event of await client().messages.create({ ...question, stream: true })) {
      types.push('index' in event ? `${event.type} ${event.index}` : event.type)
    }
    expect(types.filter((type, index) => type !== types[index - 1])).toEqual([
      'message_start',
      'content_block_start 0',
      'content_block_delta 0',
      'content_block_stop 0',
      'content_block_start 1',
      'content_block_delta 1',
      'content_block_stop 1',
      'message_delta',
      'message_stop',
    ])
  })

  it('come in one piece', async () => {
    const whole = await client().messages.create(question)
    expect(whole).toMatchObject({
      type: 'message',
      content: [{ type: 'text', text: reply }],
      stop_reason: 'end_turn',
      usage: { input_tokens: 100, output_tokens: 4 },
    })
  })

  it('are the same for those who ask as before the version 2026-10-21', async () => {
    const former = { 'x-api-key': key, authorization: null, 'anthropic-version': '2023-06-01' }
    const asked = client('sk-wrong').messages.create(question, { headers: former })
    expect((await asked).content).toMatchObject([{ type: 'text', text: reply }])
  })

  it('list the models', async () => {
    const models: unknown[] = []
    for await (const { id, display_name, type } of client().models.list()) models.push([type, id, display_name])
    expect(models).toEqual([
      ['model', 'gloss-small', 'gloss-small'],
      ['model', 'gloss-large', 'gloss-large'],
    ])
  })

  it.each<[string, Fault, RegExp]>([
    ['an error inside', { kind: 'error-event', after: 2, message: 'The model crashed.' }, /The model crashed\./],
    ['a cut', { kind: 'cut', after: 2, how: 'reset' }, /terminated|ECONNRESET|socket|aborted/i],
    ['an end without its sign', { kind: 'no-end', after: 2 }, /ended without|stream has ended|incomplete/i],
    ['a malformed event', { kind: 'malformed', after: 2 }, /JSON|Expected/],
  ])('break where %s is', async (_, fault, message) => {
    provider().script({ fault })
    let text = ''
    const stream = client()
      .messages.stream(question)
      .on('text', (delta) => (text += delta))
    await expect(stream.finalMessage()).rejects.toThrow(message)
    expect(text).toBe('One two ')
  })

  it('say that they are overloaded, before the first event and inside', async () => {
    const body = JSON.stringify({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } })
    provider().script({ fault: { kind: 'status', status: 529, body } })
    const refused = client().messages.create(question)
    await expect(refused).rejects.toBeInstanceOf(APIError)
    await expect(refused).rejects.toMatchObject({ status: 529, error: { error: { type: 'overloaded_error' } } })
    const event = `event: error\ndata: ${body}\n\n`
    provider().script({ fault: { kind: 'status', status: 200, body: event, contentType: 'text/event-stream' } })
    await expect(client().messages.stream(question).finalMessage()).rejects.toThrow(/overloaded_error/)
  })

  it('refuse a wrong key, an unknown model and too many questions, each by its own class', async () => {
    const wrongKey = client('sk-wrong').messages.create(question)
    await expect(wrongKey).rejects.toBeInstanceOf(AuthenticationError)
    await expect(wrongKey).rejects.toMatchObject({ error: { error: { type: 'authentication_error' } } })
    const unknown = client().messages.create({ ...question, model: 'nothing' })
    await expect(unknown).rejects.toBeInstanceOf(NotFoundError)
    provider().script({ fault: { kind: 'status', status: 429 } })
    await expect(client().messages.create(question)).rejects.toBeInstanceOf(RateLimitError)
  })
})
