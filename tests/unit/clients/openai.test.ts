import OpenAI, { type APIError, AuthenticationError, InternalServerError, NotFoundError, RateLimitError } from 'openai'
import { describe, expect, it } from 'vitest'
import type { Fault } from '../../fake-provider/scenario'
import { key, providerForClients, reasoning, reply } from '../../helpers/provider-for-clients'

/** What the pretended provider speaks is what OpenAI's own client understands. */
const provider = providerForClients()
const model = 'gloss-small'
const messages = [{ role: 'user' as const, content: 'Count' }]

function client(apiKey = key): OpenAI {
  return new OpenAI({ baseURL: provider().openaiUrl, apiKey, maxRetries: 0, logLevel: 'off' })
}

describe('chat completions, read by the official client', () => {
  it('stream text, thinking, a reason and usage', async () => {
    provider().script({ reasoning })
    const stream = await client().chat.completions.create({
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    })
    const got = { text: '', thinking: '', reasons: [] as string[], usage: [] as object[], ids: new Set<string>() }
    for await (const chunk of stream) {
      const [choice] = chunk.choices
      const delta: { content?: string | null; reasoning_content?: string } = choice?.delta ?? {}
      got.text += delta.content ?? ''
      got.thinking += delta.reasoning_content ?? ''
      if (choice?.finish_reason) got.reasons.push(choice.finish_reason)
      if (chunk.usage) got.usage.push(chunk.usage)
      got.ids.add(`${chunk.id} ${chunk.object} ${chunk.model}`)
    }
    expect(got).toEqual({
      text: reply,
      thinking: reasoning,
      reasons: ['stop'],
      usage: [expect.objectContaining({ prompt_tokens: 100, completion_tokens: 7, total_tokens: 107 })],
      ids: new Set([`chatcmpl-fake chat.completion.chunk ${model}`]),
    })
  })

  it('add up to a whole answer', async () => {
    const whole = await client().chat.completions.stream({ model, messages }).finalChatCompletion()
    expect(whole.choices).toMatchObject([
      { index: 0, finish_reason: 'stop', message: { role: 'assistant', content: reply } },
    ])
  })

  it('come in one piece', async () => {
    const whole = await client().chat.completions.create({ model, messages })
    expect(whole).toMatchObject({
      object: 'chat.completion',
      model,
      choices: [{ finish_reason: 'stop', message: { role: 'assistant', content: reply } }],
      usage: { prompt_tokens: 100, completion_tokens: 4 },
    })
  })

  it('list the models', async () => {
    const ids: string[] = []
    for await (const { id } of client().models.list()) ids.push(id)
    expect(ids).toEqual(['gloss-small', 'gloss-large'])
  })

  it.each<[string, Fault, RegExp]>([
    ['an error inside', { kind: 'error-event', after: 2, message: 'The model crashed.' }, /The model crashed\./],
    ['a cut', { kind: 'cut', after: 2, how: 'reset' }, /terminated|ECONNRESET|socket|aborted/i],
    ['a malformed event', { kind: 'malformed', after: 2 }, /JSON|Expected/],
  ])('break where %s is', async (_, fault, message) => {
    provider().script({ fault })
    let text = ''
    const read = async (): Promise<void> => {
      const stream = await client().chat.completions.create({ model, messages, stream: true })
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? ''
    }
    await expect(read()).rejects.toThrow(message)
    expect(text).toBe('One two ')
  })

  it('refuse a wrong key, an unknown model and too many questions, each by its own class', async () => {
    const wrongKey = client('sk-wrong').chat.completions.create({ model, messages })
    await expect(wrongKey).rejects.toBeInstanceOf(AuthenticationError)
    await expect(wrongKey).rejects.toMatchObject({ status: 401, code: 'invalid_api_key' })
    const unknown = client().chat.completions.create({ model: 'nothing', messages })
    await expect(unknown).rejects.toBeInstanceOf(NotFoundError)
    await expect(unknown).rejects.toMatchObject({ status: 404, code: 'model_not_found' })
    provider().script({ fault: { kind: 'status', status: 429, headers: { 'retry-after': '7' } } })
    const limited = client().chat.completions.create({ model, messages })
    await expect(limited).rejects.toBeInstanceOf(RateLimitError)
    const { headers } = (await limited.catch((error: unknown) => error)) as APIError
    expect(headers?.get('retry-after')).toBe('7')
    provider().script({ fault: { kind: 'status', status: 503 } })
    await expect(client().chat.completions.create({ model, messages })).rejects.toBeInstanceOf(InternalServerError)
  })

  it('are asked again by the client itself, as its server says', async () => {
    provider().script({ fault: { kind: 'status', status: 429, headers: { 'retry-after-ms': '5' } }, faultTimes: 1 })
    const patient = new OpenAI({ baseURL: provider().openaiUrl, apiKey: key, maxRetries: 1 })
    const whole = await patient.chat.completions.create({ model, messages })
    expect(whole.choices[0]?.message.content).toBe(reply)
    expect(provider().log()).toHaveLength(2)
  })

  it('are left when the client stops', async () => {
    provider().script({ paceMs: 20, reply: 'word '.repeat(500) })
    const stream = await client().chat.completions.create({ model, messages, stream: true })
    for await (const { choices } of stream) {
      if (choices[0]?.delta.content) break
    }
    const entry = await provider().waitFor(({ closedAt }) => closedAt !== undefined)
    expect(entry.closedBy).toBe('client')
  })
})

describe('responses, read by the official client', () => {
  const input = 'Count'

  it('stream text, thinking and usage, and add up to a whole', async () => {
    provider().script({ reasoning })
    const stream = client().responses.stream({ model, input })
    const got = { text: '', thinking: '', last: -1 }
    for await (const event of stream) {
      expect(event.sequence_number, event.type).toBe(got.last + 1)
      got.last = event.sequence_number
      if (event.type === 'response.output_text.delta') got.text += event.delta
      if (event.type === 'response.reasoning_summary_text.delta') got.thinking += event.delta
    }
    expect(got).toMatchObject({ text: reply, thinking: reasoning })
    const whole = await stream.finalResponse()
    expect(whole).toMatchObject({
      status: 'completed',
      model,
      output_text: reply,
      usage: { input_tokens: 100, output_tokens: 7, total_tokens: 107 },
      output: [
        { type: 'reasoning', summary: [{ type: 'summary_text', text: reasoning }] },
        { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: reply }] },
      ],
    })
  })

  it('come in one piece', async () => {
    provider().script({ reasoning })
    const whole = await client().responses.create({ model, input })
    expect(whole).toMatchObject({ object: 'response', status: 'completed', output_text: reply })
    expect(whole.output.map(({ type }) => type)).toEqual(['reasoning', 'message'])
  })

  it.each<[string, Fault, RegExp]>([
    ['an error inside', { kind: 'error-event', after: 2, message: 'The model crashed.' }, /The model crashed\./],
    ['a cut', { kind: 'cut', after: 2, how: 'reset' }, /terminated|ECONNRESET|socket|aborted/i],
    ['a malformed event', { kind: 'malformed', after: 2 }, /JSON|Expected/],
  ])('break where %s is', async (_, fault, message) => {
    provider().script({ fault })
    let text = ''
    const read = async (): Promise<void> => {
      for await (const event of await client().responses.create({ model, input, stream: true })) {
        if (event.type === 'response.output_text.delta') text += event.delta
        if (event.type === 'error') throw new Error(event.message)
      }
    }
    await expect(read()).rejects.toThrow(message)
    expect(text).toBe('One two ')
  })

  it('refuse a wrong key, an unknown model and too many questions, each by its own class', async () => {
    await expect(client('sk-wrong').responses.create({ model, input })).rejects.toBeInstanceOf(AuthenticationError)
    await expect(client().responses.create({ model: 'nothing', input })).rejects.toBeInstanceOf(NotFoundError)
    provider().script({ fault: { kind: 'status', status: 429 } })
    await expect(client().responses.create({ model, input })).rejects.toBeInstanceOf(RateLimitError)
  })
})
