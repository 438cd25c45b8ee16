import { afterEach, describe, expect, it, vi } from 'vitest'
import { adapterFor } from '../../../lib/adapters/index'
import type { Wire } from '../../../lib/chat/wire'
import { connectionTo, requestFor } from '../../helpers/wire-connection'
import { bytesOf, fakeFetch, inPieces } from '../../helpers/wire-fetch'
import { collect, outcomeOf, type Outcome } from '../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

async function outcomeIn(pieces: Uint8Array[], wire: Wire, provider: string): Promise<Outcome> {
  fakeFetch(() => inPieces(pieces))
  const connection = connectionTo(provider, { wire })
  return outcomeOf(await collect(adapterFor(wire)?.stream(requestFor('any'), connection, new AbortController().signal)))
}

/** What a body comes to; the same in one piece and byte by byte. */
async function outcomeFrom(body: string, wire: Wire, provider = 'custom'): Promise<Outcome> {
  const bytes = bytesOf(body)
  const whole = await outcomeIn([bytes], wire, provider)
  expect(
    await outcomeIn(
      [...bytes].map((byte) => Uint8Array.of(byte)),
      wire,
      provider,
    ),
  ).toEqual(whole)
  return whole
}

const sse = (...events: unknown[]): string => events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
const delta = (fields: object, rest: object = {}) => ({ choices: [{ index: 0, delta: fields, ...rest }] })
const hi = delta({ content: 'Hi' })
const stop = delta({}, { finish_reason: 'stop' })
const done = 'data: [DONE]\n\n'
const said = { parts: [['text', 'Hi']], finish: 'stop stop' }

describe('the grammar', () => {
  it.each<[string, string]>([
    ['a mark in small letters', `${sse(hi, stop)}data: [done]\n\n`],
    ['a mark in quotes', `${sse(hi, stop)}data: "[DONE]"\n\n`],
    ['blanks around it', `${sse(hi, stop)}data:    [DONE]  \n\n`],
    ['JSON behind many blanks', `data:      ${JSON.stringify(hi)}   \n\n${sse(stop)}`],
    ['ids, retries and unknown fields', `id: 7\nretry: 10\nfoo: bar\n${sse(hi)}id\n\n${sse(stop)}`],
    ['a byte-order mark in mid-stream', `${sse(hi)}\uFEFF${sse(stop)}`],
    ['two byte-order marks at once', `\uFEFF\uFEFF${sse(hi, stop)}`],
    ['blank lines before the first event', `\n\n  \r\n${sse(hi, stop)}`],
    [
      'no blank line between the events',
      `data: ${JSON.stringify(hi)}\ndata: ${JSON.stringify(stop)}\ndata: [DONE]\n\n`,
    ],
    ['lines of JSON in place of events', `${JSON.stringify(hi)}\n${JSON.stringify(stop)}\n`],
    ['lines of JSON without the last line end', `${JSON.stringify(hi)}\r\n\r\n${JSON.stringify(stop)}`],
    ['events of the name `message`', `event: message\n${sse(hi)}event: message\n${sse(stop)}`],
    ['chunks in a list', `data: ${JSON.stringify([hi, stop])}\n\n`],
    ['events of other types', sse(null, 3, true, [], hi, {}, stop)],
  ])('takes %s', async (_, body) => {
    expect(await outcomeFrom(body, 'openai-chat')).toEqual(said)
    expect(await outcomeFrom(body.replaceAll('\n', '\r\n'), 'openai-chat')).toEqual(said)
  })

  it('joins a character whose halves come as escapes in two deltas', async () => {
    const halves = String.raw`data: {"choices":[{"delta":{"content":"\ud83d"}}]}` + '\n\n'
    const rest = String.raw`data: {"choices":[{"delta":{"content":"\ude00"}}]}` + '\n\n'
    expect(await outcomeFrom(halves + rest + sse(stop), 'openai-chat')).toMatchObject({ parts: [['text', '😀']] })
  })

  it('F24: leaves out what cannot be read, and says what', async () => {
    fakeFetch(() => inPieces([bytesOf(`${sse(hi)}data: {"choices":[{"delta":{"content":" the\n\n${sse(hi, stop)}`)]))
    const notes: string[] = []
    const connection = connectionTo('custom', { onNote: (note) => notes.push(note) })
    const collected = await collect(
      adapterFor('openai-chat')?.stream(requestFor('any'), connection, new AbortController().signal),
    )
    expect(outcomeOf(collected)).toEqual({ parts: [['text', 'HiHi']], finish: 'stop stop' })
    expect(notes).toEqual([
      'A piece of the answer from My server could not be read, so it is missing: “{"choices":[{"delta":{"content":" the”.',
    ])
  })

  it.each<[string, string, Partial<Outcome>]>([
    ['words where events should be', 'data: Internal Server Error\n\n', { error: 'bad-response' }],
    [
      'words under the name of an error',
      `${sse(hi)}event: error\ndata: the server is overloaded\n\n`,
      { error: 'overloaded' },
    ],
    ['a text under the name of an error', 'event: error\ndata: "rate limit reached"\n\n', { error: 'rate-limit' }],
    ['the beginning of a first event', 'data: {"choices":[{"del', { error: 'truncated' }],
    [
      'an error behind a reason',
      sse(hi, stop, { error: { message: 'x' } }),
      { parts: [['text', 'Hi']], error: 'bad-response' },
    ],
  ])('fails at %s', async (_, body, expected) => {
    expect(await outcomeFrom(body, 'openai-chat')).toMatchObject(expected)
  })
})

describe('a line that breaks', () => {
  const cut = async (body: string, wire: Wire = 'openai-chat', provider = 'custom'): Promise<Outcome> => {
    fakeFetch(() => {
      let sent = false
      const stream = new ReadableStream<Uint8Array>(
        {
          pull(controller) {
            if (sent) controller.error(new TypeError('network error'))
            else controller.enqueue(bytesOf(body))
            sent = true
          },
        },
        { highWaterMark: 0 },
      )
      return new Response(stream)
    })
    const connection = connectionTo(provider, { wire })
    return outcomeOf(
      await collect(adapterFor(wire)?.stream(requestFor('any'), connection, new AbortController().signal)),
    )
  }

  it('loses nothing of a last event that came whole', async () => {
    const open = `data: ${JSON.stringify(hi)}`
    expect(await cut(open)).toEqual({ parts: [['text', 'Hi']], error: 'truncated' })
    expect(await cut(sse(hi) + open)).toEqual({ parts: [['text', 'HiHi']], error: 'truncated' })
    const line = JSON.stringify({ message: { content: 'Hi' }, done: false })
    expect(await cut(line, 'ollama', 'ollama')).toEqual({ parts: [['text', 'Hi']], error: 'truncated' })
  })

  it('40: loses nothing of what could have become a tag', async () => {
    expect(await cut(sse(delta({ content: '<thi' })))).toEqual({ parts: [['text', '<thi']], error: 'truncated' })
    expect(await cut(sse(delta({ content: '<think>Hm</thi' })))).toEqual({
      parts: [['reasoning', 'Hm</thi']],
      error: 'truncated',
    })
  })

  it('takes nothing from an answer that had its reason', async () => {
    expect(await cut(sse(hi, stop))).toEqual(said)
    expect(await cut(`${sse(hi, stop)}data: {"choices":[],"usa`)).toEqual(said)
  })

  it('keeps the whole chunks of a list', async () => {
    const chunk = { candidates: [{ content: { parts: [{ text: 'a "]} \\' }] } }] }
    const list = JSON.stringify([chunk, chunk, chunk], null, 2)
    expect(await outcomeFrom(list.slice(0, -30), 'gemini', 'gemini')).toEqual({
      parts: [['text', 'a "]} \\a "]} \\']],
      error: 'truncated',
    })
    expect(await cut(list.slice(0, -30), 'gemini', 'gemini')).toMatchObject({ error: 'truncated' })
  })
})

describe('openai-chat', () => {
  it.each<[string, unknown[], Partial<Outcome>]>([
    [
      'completions of the old kind',
      [{ choices: [{ text: 'Hi', index: 0 }] }, { choices: [{ text: '', finish_reason: 'stop' }] }],
      said as Partial<Outcome>,
    ],
    [
      'a message in place of a delta',
      [{ choices: [{ message: { content: 'Hi' }, finish_reason: 'stop' }] }],
      said as Partial<Outcome>,
    ],
    ['a delta that is null', [hi, { choices: [{ delta: null, finish_reason: 'stop' }] }], said as Partial<Outcome>],
    ['an empty reason', [delta({ content: 'Hi' }, { finish_reason: '' }), stop], said as Partial<Outcome>],
    ['a second reason, which counts', [hi, stop, delta({}, { finish_reason: 'length' })], { finish: 'length length' }],
    [
      'a function call of the old kind',
      [
        delta({ content: null, function_call: { name: 'f', arguments: '{' } }),
        delta({}, { finish_reason: 'function_call' }),
      ],
      { parts: [], finish: 'tool-calls function_call' },
    ],
    [
      'nothing but tool calls',
      [delta({ tool_calls: [{ index: 0, function: { name: 'f' } }] }), delta({}, { finish_reason: 'tool_calls' })],
      { parts: [], finish: 'tool-calls tool_calls' },
    ],
    [
      'nothing but a picture',
      [delta({ content: '', images: [{ type: 'image_url' }] }), stop],
      { parts: [], finish: 'stop stop' },
    ],
    ['sound', [delta({ audio: { data: 'AAAA' } }), stop], { parts: [], finish: 'stop stop' }],
    [
      'parts of every kind',
      [
        delta({
          content: [
            { type: 'reference', reference_ids: [1] },
            { type: 'text', text: 'H' },
            'i',
            { type: 'image_url' },
            null,
            3,
          ],
        }),
        stop,
      ],
      said as Partial<Outcome>,
    ],
    [
      'a refusal among the parts',
      [delta({ content: [{ type: 'refusal', refusal: 'No.' }] }), stop],
      { parts: [['text', 'No.']], finish: 'content-filter stop' },
    ],
    [
      'details of every kind',
      [
        delta({
          reasoning_details: [
            { type: 'reasoning.summary', summary: 'A' },
            { type: 'reasoning.text', text: 'B', signature: 's' },
            { type: 'reasoning.encrypted', data: 'x' },
            { type: 'other' },
          ],
        }),
        hi,
        stop,
      ],
      {
        parts: [
          ['reasoning', 'AB'],
          ['text', 'Hi'],
        ],
      },
    ],
    [
      'thinking that changes its name',
      [
        delta({ reasoning_details: [{ text: 'A' }] }),
        delta({ reasoning: 'B' }),
        delta({ reasoning_content: 'C' }),
        delta({ reasoning_text: 'D' }),
        hi,
        stop,
      ],
      {
        parts: [
          ['reasoning', 'ABCD'],
          ['text', 'Hi'],
        ],
      },
    ],
    [
      'thinking repeated under another name',
      [
        delta({ reasoning: 'A' }),
        delta({ reasoning_details: [{ text: 'A' }] }),
        delta({ reasoning: 'B' }),
        delta({ thinking_blocks: [{ thinking: 'AB' }] }),
        hi,
        stop,
      ],
      {
        parts: [
          ['reasoning', 'AB'],
          ['text', 'Hi'],
        ],
      },
    ],
    [
      'thinking repeated by a last message',
      [
        delta({ reasoning_content: 'A' }),
        { choices: [{ message: { content: 'Hi', reasoning_content: 'A' }, finish_reason: 'stop' }] },
      ],
      {
        parts: [
          ['reasoning', 'A'],
          ['text', 'Hi'],
        ],
      },
    ],
    ['the same delta twice', [delta({ content: 'ha' }), delta({ content: 'ha' }), stop], { parts: [['text', 'haha']] }],
    [
      'usage of null',
      [
        { ...hi, usage: null },
        { ...stop, usage: null },
      ],
      said as Partial<Outcome>,
    ],
    [
      'usage in a choice',
      [hi, delta({}, { finish_reason: 'stop', usage: { prompt_tokens: 3, completion_tokens: 1, cached_tokens: 2 } })],
      { usage: { inputTokens: 3, outputTokens: 1, cachedInputTokens: 2 } },
    ],
    [
      'usage by other names',
      [hi, stop, { choices: [], usage: { input_tokens: 3, output_tokens: 1 } }],
      { usage: { inputTokens: 3, outputTokens: 1 } },
    ],
    [
      'a total that counts thinking beside the answer',
      [
        hi,
        stop,
        {
          choices: [],
          usage: {
            prompt_tokens: 20,
            completion_tokens: 3,
            total_tokens: 80,
            completion_tokens_details: { reasoning_tokens: 57 },
          },
        },
      ],
      { usage: { inputTokens: 20, outputTokens: 60, reasoningTokens: 57 } },
    ],
    [
      'a total that counts thinking within',
      [
        hi,
        stop,
        {
          choices: [],
          usage: {
            prompt_tokens: 20,
            completion_tokens: 60,
            total_tokens: 80,
            completion_tokens_details: { reasoning_tokens: 57 },
          },
        },
      ],
      { usage: { inputTokens: 20, outputTokens: 60, reasoningTokens: 57 } },
    ],
    [
      'costs in parts',
      [hi, stop, { choices: [], usage: { cost: { total_cost: 0.25, input_tokens_cost: 0.1 } } }],
      { usage: { costUsd: 0.25 } },
    ],
    [
      'the cost of a key of one’s own',
      [hi, stop, { choices: [], usage: { cost: 0.25, is_byok: true, cost_details: { upstream_inference_cost: 0.5 } } }],
      { usage: { costUsd: 0.75 } },
    ],
    [
      'fields of other kinds',
      [
        {
          choices: [
            {
              index: 0,
              delta: { content: 3, refusal: [], tool_calls: {}, reasoning: {} },
              logprobs: {},
              finish_reason: 7,
            },
          ],
          model: 5,
          usage: 'none',
        },
        hi,
        stop,
      ],
      said as Partial<Outcome>,
    ],
  ])('reads %s', async (_, events, expected) => {
    expect(await outcomeFrom(sse(...events), 'openai-chat')).toMatchObject(expected)
  })

  it('counts thinking as the shop does where its total says nothing', async () => {
    const usage = { prompt_tokens: 20, completion_tokens: 3, completion_tokens_details: { reasoning_tokens: 57 } }
    const body = sse(hi, stop, { choices: [], usage })
    expect((await outcomeFrom(body, 'openai-chat', 'xai')).usage?.outputTokens).toBe(60)
    expect((await outcomeFrom(body, 'openai-chat')).usage?.outputTokens).toBe(3)
  })

  it('reads a bare response, streamed and whole', async () => {
    const streamed = sse({ response: 'H', p: 'ab' }, { response: 'i' }, { response: '', usage: { prompt_tokens: 1 } })
    expect(await outcomeFrom(streamed + done, 'openai-chat')).toEqual({
      parts: [['text', 'Hi']],
      usage: { inputTokens: 1 },
      finish: 'stop',
    })
    const whole = JSON.stringify({ result: { response: 'Hi' }, success: true, errors: [], messages: [] })
    expect(await outcomeFrom(whole, 'openai-chat')).toEqual({ parts: [['text', 'Hi']], finish: 'stop' })
  })

  it.each<[string, unknown, string]>([
    ['a status of its own', { base_resp: { status_code: 1004, status_msg: 'login fail: invalid api key' } }, 'auth'],
    [
      'a flag',
      { success: false, errors: [{ code: 3040, message: 'Capacity temporarily exceeded, try again: over capacity' }] },
      'overloaded',
    ],
    [
      'a code beside a message',
      { code: 'InvalidApiKey', message: 'Invalid API-key provided.', request_id: 'r' },
      'auth',
    ],
    ['a status beside a message', { statusCode: 429, message: 'Slow down' }, 'rate-limit'],
    ['the object `error`', { object: 'error', message: 'Rate limit reached', type: 'rate_limit' }, 'rate-limit'],
    ['an error in the field of the shop', { choices: [], x_groq: { error: 'over capacity' } }, 'overloaded'],
  ])('sees a failure told by %s', async (_, event, kind) => {
    expect(await outcomeFrom(sse(event), 'openai-chat')).toMatchObject({ error: kind })
    expect(await outcomeFrom(sse(hi, event), 'openai-chat')).toMatchObject({ parts: [['text', 'Hi']], error: kind })
  })

  it.each<[string, object]>([
    ['an error that is empty', { error: {} }],
    ['an error that is null', { error: null }],
    ['a status of success', { base_resp: { status_code: 0, status_msg: '' } }],
  ])('sees no failure in %s', async (_, fields) => {
    expect(await outcomeFrom(sse({ ...hi, ...fields }, stop), 'openai-chat')).toEqual(said)
  })
})

describe('reasons', () => {
  const chat = [
    'stop',
    'eos',
    'eos_token',
    'stop_sequence',
    'end_turn',
    'length',
    'max_tokens',
    'model_length',
    'content_filter',
    'tool_calls',
    'function_call',
    'STOP',
    'time_limit',
  ] as const
  const words: Record<(typeof chat)[number], string> = {
    stop: 'stop',
    eos: 'stop',
    eos_token: 'stop',
    stop_sequence: 'stop',
    end_turn: 'stop',
    STOP: 'stop',
    length: 'length',
    max_tokens: 'length',
    model_length: 'length',
    content_filter: 'content-filter',
    tool_calls: 'tool-calls',
    function_call: 'tool-calls',
    time_limit: 'other',
  }
  it.each(chat)('of chat completions: %s', async (raw) => {
    const body = sse(hi, delta({}, { finish_reason: raw })) + done
    expect(await outcomeFrom(body, 'openai-chat')).toEqual({ parts: [['text', 'Hi']], finish: `${words[raw]} ${raw}` })
  })

  it.each(['constructor', '__proto__', 'toString'])('of nobody, though every object has one: %s', async (raw) => {
    const body = sse(hi, delta({}, { finish_reason: raw })) + done
    expect(await outcomeFrom(body, 'openai-chat')).toEqual({ parts: [['text', 'Hi']], finish: `other ${raw}` })
  })

  it.each(['error', 'abort', 'insufficient_system_resource'])('56: of chat completions, failures: %s', async (raw) => {
    const { parts, error } = await outcomeFrom(sse(hi, delta({}, { finish_reason: raw })) + done, 'openai-chat')
    expect({ parts, failed: error !== undefined }).toEqual({ parts: [['text', 'Hi']], failed: true })
  })

  it.each<[string, string]>([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['pause_turn', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['tool_use', 'tool-calls'],
    ['refusal', 'content-filter'],
    ['something_new', 'other'],
  ])('of Anthropic’s messages: %s', async (raw, unified) => {
    const events = [
      { type: 'message_start', message: { id: '1', content: [], usage: { input_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: 'H' } },
      { type: 'ping' },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'i' } },
      { type: 'message_delta', delta: { stop_reason: raw }, usage: null },
      { type: 'message_stop' },
    ]
    const expected = { parts: [['text', 'Hi']], finish: `${unified} ${raw}` }
    expect(await outcomeFrom(sse(...events), 'anthropic-messages', 'anthropic')).toMatchObject(expected)
    // Cut behind the reason it is complete, before it it is not.
    expect(await outcomeFrom(sse(...events.slice(0, 5)), 'anthropic-messages', 'anthropic')).toMatchObject(expected)
    expect(await outcomeFrom(sse(...events.slice(0, 4)), 'anthropic-messages', 'anthropic')).toMatchObject({
      parts: [['text', 'Hi']],
      error: 'truncated',
    })
  })

  it.each<[string, string]>([
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['SAFETY', 'content-filter'],
    ['RECITATION', 'content-filter'],
    ['LANGUAGE', 'content-filter'],
    ['BLOCKLIST', 'content-filter'],
    ['PROHIBITED_CONTENT', 'content-filter'],
    ['SPII', 'content-filter'],
    ['IMAGE_SAFETY', 'content-filter'],
    ['IMAGE_PROHIBITED_CONTENT', 'content-filter'],
    ['IMAGE_RECITATION', 'content-filter'],
    ['OTHER', 'other'],
    ['NO_IMAGE', 'other'],
    ['IMAGE_OTHER', 'other'],
    ['FINISH_REASON_UNSPECIFIED', 'other'],
  ])('of Gemini: %s', async (raw, unified) => {
    const chunk = { candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: raw }] }
    expect(await outcomeFrom(sse(chunk), 'gemini', 'gemini')).toEqual({
      parts: [['text', 'Hi']],
      finish: `${unified} ${raw}`,
    })
  })

  it.each(['MALFORMED_FUNCTION_CALL', 'UNEXPECTED_TOOL_CALL', 'TOO_MANY_TOOL_CALLS'])(
    'of Gemini, failures: %s',
    async (raw) => {
      const chunk = { candidates: [{ content: { parts: [{ text: 'Hi' }] }, finishReason: raw }] }
      expect(await outcomeFrom(sse(chunk), 'gemini', 'gemini')).toMatchObject({
        parts: [['text', 'Hi']],
        error: 'bad-response',
      })
    },
  )

  it.each(['SAFETY', 'OTHER', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'IMAGE_SAFETY', 'JAILBREAK', 'MODEL_ARMOR'])(
    '50: of a blocked question: %s',
    async (blockReason) => {
      const body = sse({ promptFeedback: { blockReason }, usageMetadata: { promptTokenCount: 4 } })
      expect(await outcomeFrom(body, 'gemini', 'gemini')).toEqual({
        parts: [],
        usage: { inputTokens: 4 },
        finish: `content-filter ${blockReason}`,
      })
    },
  )
})

describe('gemini', () => {
  it.each<[string, object]>([
    ['a picture', { inlineData: { mimeType: 'image/png', data: 'iVBO' } }],
    ['code that was run', { executableCode: { code: '1' } }],
  ])('ends well with nothing but %s', async (_, part) => {
    const chunk = { candidates: [{ content: { parts: [part] }, finishReason: 'STOP' }] }
    expect(await outcomeFrom(sse(chunk), 'gemini', 'gemini')).toEqual({ parts: [], finish: 'stop STOP' })
  })
})

describe('openai-responses', () => {
  const completed = { type: 'response.completed', response: { status: 'completed', output: [] } }
  it.each<[string, unknown[], Partial<Outcome>]>([
    [
      'a call that only the end names',
      [{ ...completed, response: { output: [{ type: 'function_call', name: 'f' }] } }],
      { parts: [], finish: 'tool-calls completed' },
    ],
    [
      'a call behind a text',
      [
        { type: 'response.output_text.delta', delta: 'Hi' },
        { ...completed, response: { output: [{ type: 'function_call' }] } },
      ],
      { parts: [['text', 'Hi']], finish: 'tool-calls completed' },
    ],
    [
      'thinking without deltas',
      [
        { type: 'response.reasoning_summary_text.done', output_index: 0, summary_index: 0, text: 'Hm' },
        { type: 'response.output_text.delta', delta: 'Hi' },
        completed,
      ],
      {
        parts: [
          ['reasoning', 'Hm'],
          ['text', 'Hi'],
        ],
      },
    ],
    [
      'thinking with deltas, once',
      [
        { type: 'response.reasoning_text.delta', output_index: 0, content_index: 0, delta: 'Hm' },
        { type: 'response.reasoning_text.done', output_index: 0, content_index: 0, text: 'Hm' },
        { type: 'response.output_text.delta', delta: 'Hi' },
        completed,
      ],
      {
        parts: [
          ['reasoning', 'Hm'],
          ['text', 'Hi'],
        ],
      },
    ],
    [
      'nothing but a picture',
      [{ type: 'response.output_item.added', item: { type: 'image_generation_call' } }, completed],
      { parts: [], finish: 'stop completed' },
    ],
  ])('reads %s', async (_, events, expected) => {
    expect(await outcomeFrom(sse(...events), 'openai-responses', 'openai')).toMatchObject(expected)
  })
})

describe('ollama', () => {
  const lines = [
    { model: 'm', message: { content: 'Hi' }, done: false },
    { model: 'm', message: { content: '' }, done: true, done_reason: 'stop', eval_count: 2 },
  ]
  const all = lines.map((line) => JSON.stringify(line))
  it.each<[string, string]>([
    ['blank lines and CRLF', `\r\n${all.join('\r\n\r\n')}\r\n`],
    ['no last line end', all.join('\n')],
    [
      'lines in the clothes of an event stream',
      `: hello\nevent: message\n${all.map((line) => `data: ${line}`).join('\n\n')}\n\n`,
    ],
    ['all lines in one list', JSON.stringify(lines)],
    ['all lines in one list over many lines', JSON.stringify(lines, null, 2)],
  ])('takes %s', async (_, body) => {
    expect(await outcomeFrom(body, 'ollama', 'ollama')).toEqual({
      parts: [['text', 'Hi']],
      model: 'm',
      usage: { outputTokens: 2 },
      finish: 'stop stop',
    })
  })

  it('takes one line that is spread over many', async () => {
    const whole = { message: { content: 'Hi' }, done: true, done_reason: 'length' }
    expect(await outcomeFrom(JSON.stringify(whole, null, 1), 'ollama', 'ollama')).toEqual({
      parts: [['text', 'Hi']],
      finish: 'length length',
    })
  })
})
