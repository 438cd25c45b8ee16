import { afterEach, describe, expect, it, vi } from 'vitest'
import { openaiResponses } from '../../../../lib/adapters/openai-responses'
import { responseBody } from '../../../../lib/adapters/openai-responses/body'
import type { ChatParameters } from '../../../../lib/chat/request'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'
import { fakeFetch, json, type Sent } from '../../../helpers/wire-fetch'
import { collect, outcomeOf } from '../../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal
const key = 'sk-canary-0123456789'
const connection = connectionTo('openai', { key, keyOrigin: 'https://api.openai.com' })
const hi = {
  status: 'completed',
  error: null,
  output: [{ type: 'message', content: [{ type: 'output_text', text: 'Hi' }] }],
}

function bodyFor(model: string, parameters: ChatParameters = {}): Record<string, unknown> {
  const request = requestFor(model, { parameters })
  const { model: _, input: __, stream: ___, ...body } = responseBody(request, connection.dialect, true)
  return body
}

function sentBody(sent: Sent | undefined): Record<string, unknown> {
  return JSON.parse(sent?.body ?? '{}') as Record<string, unknown>
}

describe('the request', () => {
  it('goes to its own path, with the key in its header', async () => {
    const sent = fakeFetch(() => json(hi))
    await collect(openaiResponses.stream(requestFor('m'), connection, signal))
    expect(sent[0]?.url).toBe('https://api.openai.com/v1/responses')
    expect(sent[0]?.headers.get('authorization')).toBe(`Bearer ${key}`)
  })
})

describe('the body', () => {
  const always = { store: false, stream_options: { include_obfuscation: false } }

  it('says all that was asked for, and is not kept by the shop', () => {
    const request = requestFor('gpt-4.1-mini', {
      system: 'Be brief.',
      parameters: { maxOutputTokens: 100.4, temperature: 0.5, topP: 0.9 },
      messages: [
        {
          role: 'user',
          parts: [
            { type: 'text', text: 'What?' },
            { type: 'image', mediaType: 'image/png', data: 'iVBO' },
          ],
        },
        { role: 'assistant', parts: [{ type: 'text', text: '' }] },
        { role: 'assistant', parts: [{ type: 'text', text: 'A cat.' }] },
        { role: 'user', parts: [{ type: 'text', text: 'Sure?' }] },
      ],
    })
    expect(responseBody(request, connection.dialect, true)).toEqual({
      ...always,
      model: 'gpt-4.1-mini',
      stream: true,
      instructions: 'Be brief.',
      max_output_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      input: [
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'What?' },
            { type: 'input_image', image_url: 'data:image/png;base64,iVBO', detail: 'auto' },
          ],
        },
        { role: 'assistant', content: [{ type: 'output_text', text: 'A cat.' }] },
        { role: 'user', content: [{ type: 'input_text', text: 'Sure?' }] },
      ],
    })
  })

  it('77: never names stop sequences, and no limit that is too small to be taken', () => {
    expect(bodyFor('gpt-4.1', { stop: ['###'], maxOutputTokens: 1 })).toEqual({ ...always, max_output_tokens: 16 })
  })

  it.each(['o3', 'gpt-5', 'gpt-5.4-nano'])('76: spares %s what it refuses', (model) => {
    expect(bodyFor(model, { temperature: 0.5, topP: 0.9 })).toEqual(always)
  })

  it('78: puts the wish for thinking, and asks to see a summary of it', () => {
    const thinking = { ...always, reasoning: { effort: 'low', summary: 'auto' } }
    expect(bodyFor('gpt-5', { reasoning: 'low' })).toEqual(thinking)
    expect(bodyFor('gpt-5', { reasoning: 'off' })).toEqual({ ...thinking, reasoning: { effort: 'none' } })
  })

  it('merges extra fields, but not over what the answer depends on', () => {
    expect(bodyFor('gpt-4.1', { extraBody: { store: true, seed: 7, input: [] } })).toMatchObject({
      store: true,
      seed: 7,
    })
  })
})

describe('a refusal', () => {
  async function ask(refusal: object): Promise<{ sent: Sent[]; outcome: unknown }> {
    let first = true
    const sent = fakeFetch(() => {
      const response = first ? json({ error: refusal }, { status: 400 }) : json(hi)
      first = false
      return response
    })
    const request = requestFor('gpt-5', { parameters: { reasoning: 'high' } })
    return { sent, outcome: outcomeOf(await collect(openaiResponses.stream(request, connection, signal))) }
  }

  it('of summaries is answered by asking once more without, and thinking as much', async () => {
    const message = 'Your organization must be verified to generate reasoning summaries.'
    const { sent, outcome } = await ask({ message, param: 'reasoning.summary', code: 'unsupported_value' })
    expect(sent.map(sentBody).map(({ reasoning }) => reasoning)).toEqual([
      { effort: 'high', summary: 'auto' },
      { effort: 'high' },
    ])
    expect(outcome).toEqual({ parts: [['text', 'Hi']], finish: 'stop completed' })
  })

  it('of anything about thinking is answered by asking without it', async () => {
    const message = "Unsupported parameter: 'reasoning' is not supported with this model."
    const { sent } = await ask({ message })
    expect(sentBody(sent[1])).not.toHaveProperty('reasoning')
    expect(sentBody(sent[1])).toHaveProperty('store')
  })

  it('of the model is none of a field', async () => {
    const { sent, outcome } = await ask({ message: "The model 'gpt-5' does not exist", code: 'model_not_found' })
    expect(sent).toHaveLength(1)
    expect(outcome).toEqual({ parts: [], error: 'model-not-found' })
  })
})

describe('complete', () => {
  it('asks for one piece and gives the same events', async () => {
    const sent = fakeFetch(() => json(hi))
    expect(await openaiResponses.complete(requestFor('m'), connection, signal)).toEqual([
      { type: 'text-delta', text: 'Hi' },
      { type: 'finish', reason: { unified: 'stop', raw: 'completed' } },
    ])
    expect(sentBody(sent[0])).toMatchObject({ stream: false })
    expect(sentBody(sent[0])).not.toHaveProperty('stream_options')
  })
})

it('lists the models of the shop', async () => {
  const sent = fakeFetch(() => json({ data: [{ id: 'gpt-5.4' }, { id: 'tts-1' }] }))
  expect(await openaiResponses.listModels(connection, signal)).toEqual([{ id: 'gpt-5.4' }])
  expect(sent[0]?.url).toBe('https://api.openai.com/v1/models')
})
