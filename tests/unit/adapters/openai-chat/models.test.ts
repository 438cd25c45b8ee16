import { afterEach, describe, expect, it, vi } from 'vitest'
import { openaiChat } from '../../../../lib/adapters/openai-chat'
import type { ModelInfo } from '../../../../lib/chat/model-info'
import { connectionTo } from '../../../helpers/wire-connection'
import { fakeFetch, json } from '../../../helpers/wire-fetch'

afterEach(() => vi.unstubAllGlobals())

async function list(providerId: string, answer: unknown): Promise<ModelInfo[]> {
  fakeFetch(() => json(answer))
  return openaiChat.listModels(connectionTo(providerId), new AbortController().signal)
}

describe('listModels', () => {
  it.each<[string, unknown]>([
    ['{data}', { object: 'list', data: [{ id: 'a' }, { id: 'b' }] }],
    ['{models} by name', { models: [{ name: 'a' }, { model: 'b' }] }],
    ['a bare array', [{ id: 'a' }, { id: 'b' }]],
    ['an array of strings', ['a', 'b']],
    ['with rubbish in it', { data: [null, 3, {}, { id: '' }, { id: 'a' }, [], { id: 'a' }, { id: 'b' }] }],
  ])('reads %s', async (_, answer) => {
    expect((await list('custom', answer)).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('reads context, senses and prices of OpenRouter: text, in dollars for one token', async () => {
    const entry = {
      id: 'acme/one',
      name: 'Acme: One',
      context_length: 128_000,
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
      pricing: { prompt: '0.00000015', completion: '0.0000006' },
      top_provider: { context_length: 128_000, max_completion_tokens: 16_384 },
      supported_parameters: ['temperature', 'tools'],
    }
    const auto = {
      id: 'openrouter/auto',
      pricing: { prompt: '-1', completion: '-1' },
      top_provider: { max_completion_tokens: null },
    }
    const painter = { id: 'acme/paint', architecture: { output_modalities: ['image'] } }
    expect(await list('openrouter', { data: [entry, auto, painter] })).toEqual([
      {
        id: 'acme/one',
        name: 'Acme: One',
        contextWindow: 128_000,
        maxOutputTokens: 16_384,
        vision: true,
        tools: true,
        thinking: false,
        inputPrice: 0.15,
        outputPrice: 0.6,
      },
      { id: 'openrouter/auto' },
    ])
  })

  it('reads capabilities and aliases of Mistral', async () => {
    const data = [
      {
        id: 'large-latest',
        name: 'large-2411',
        max_context_length: 131_072,
        aliases: ['large-2411'],
        capabilities: { completion_chat: true, function_calling: true, vision: false, reasoning: false },
      },
      { id: 'large-2411', aliases: ['large-latest'], capabilities: { completion_chat: true } },
      { id: 'embed', capabilities: { completion_chat: false } },
    ]
    expect(await list('mistral', { data })).toEqual([
      { id: 'large-latest', name: 'large-2411', contextWindow: 131_072, vision: false, tools: true, thinking: false },
    ])
  })

  it('reads the prices of xAI: ten-thousandths of a dollar for a million tokens', async () => {
    const models = [
      {
        id: 'grok-4',
        input_modalities: ['text', 'image'],
        output_modalities: ['text'],
        prompt_text_token_price: 20_000,
        completion_text_token_price: 100_000,
      },
    ]
    expect(await list('xai', { models })).toEqual([{ id: 'grok-4', vision: true, inputPrice: 2, outputPrice: 10 }])
  })

  it('reads Groq, and leaves out what listens, speaks or sleeps', async () => {
    const data = [
      { id: 'llama', active: true, context_window: 131_072, max_completion_tokens: 32_768 },
      { id: 'old', active: false },
      { id: 'whisper-large-v3', active: true },
    ]
    expect(await list('groq', { data })).toEqual([{ id: 'llama', contextWindow: 131_072, maxOutputTokens: 32_768 }])
  })

  it('leaves out what does not chat at OpenAI', async () => {
    const ids = [
      'gpt-5.4',
      'o3',
      'text-embedding-3-small',
      'tts-1',
      'gpt-4o-realtime',
      'gpt-image-1',
      'omni-moderation-latest',
    ]
    expect(await list('openai', { data: ids.map((id) => ({ id })) })).toEqual([{ id: 'gpt-5.4' }, { id: 'o3' }])
  })

  it('reads what servers on the own machine tell', async () => {
    const data = [
      { id: 'llama-cpp', meta: { n_ctx_train: 32_768 } },
      { id: 'vllm', max_model_len: 8_192 },
      {
        id: 'studio',
        type: 'vlm',
        max_context_length: 4_096,
        capabilities: { vision: true, trained_for_tool_use: true },
      },
      { id: 'vectors', type: 'embeddings' },
    ]
    expect(await list('custom', { data })).toEqual([
      { id: 'llama-cpp', contextWindow: 32_768 },
      { id: 'vllm', contextWindow: 8_192 },
      { id: 'studio', contextWindow: 4_096, vision: true, tools: true },
    ])
  })

  it('is empty for a list without entries, and fails for an error', async () => {
    expect(await list('custom', { data: [] })).toEqual([])
    await expect(list('custom', { error: 'no' })).rejects.toMatchObject({ kind: 'bad-response' })
  })

  it.each<[string, unknown, ModelInfo[]]>([
    [
      'a bare list with prices for a million tokens',
      [
        {
          id: 'acme/one',
          object: 'model',
          created: 1,
          type: 'chat',
          display_name: 'Acme One',
          context_length: 131_072,
          pricing: { hourly: 0, input: 0.88, output: 1.2, base: 0, finetune: 0 },
        },
        { id: 'acme/embed', type: 'embedding', pricing: { input: 0.1, output: 0 } },
        { id: 'acme/paint', type: 'image' },
        { id: 'acme/rank', type: 'rerank' },
      ],
      [{ id: 'acme/one', name: 'Acme One', contextWindow: 131_072, inputPrice: 0.88, outputPrice: 1.2 }],
    ],
    [
      'a list with flags of what is supported',
      {
        data: [
          { id: 'a', supports_chat: true, supports_image_input: true, supports_tools: false, context_length: 8_192 },
          { id: 'b', supports_chat: false },
        ],
      },
      [{ id: 'a', contextWindow: 8_192, vision: true, tools: false }],
    ],
    [
      'limits among the capabilities',
      {
        data: [
          {
            id: 'a',
            capabilities: {
              type: 'chat',
              limits: { max_context_window_tokens: 128_000, max_output_tokens: 16_384 },
              supports: { vision: true, tool_calls: true },
            },
          },
          { id: 'b', capabilities: { type: 'embeddings' } },
        ],
      },
      [{ id: 'a', contextWindow: 128_000, maxOutputTokens: 16_384, vision: true, tools: true }],
    ],
    [
      'facts in a box of their own',
      {
        data: [
          {
            id: 'a',
            metadata: { context_length: 4_096, max_tokens: 1_024, pricing: { input_tokens: 0.1, output_tokens: 0.2 } },
          },
        ],
      },
      [{ id: 'a', contextWindow: 4_096, maxOutputTokens: 1_024, inputPrice: 0.1, outputPrice: 0.2 }],
    ],
    [
      'a model that is loaded with less than it could hold',
      {
        data: [
          { id: 'a', type: 'llm', max_context_length: 131_072, loaded_context_length: 4_096 },
          { id: 'b', meta: { n_ctx: 512, n_ctx_train: 8_192 } },
        ],
      },
      [
        { id: 'a', contextWindow: 4_096 },
        { id: 'b', contextWindow: 512 },
      ],
    ],
    [
      'facts of the wrong kind',
      {
        data: [
          {
            id: 'a',
            context_length: '8192',
            pricing: 'free',
            capabilities: [],
            architecture: null,
            aliases: 'b',
            supported_parameters: {},
          },
          { id: 'b', context_length: -1, pricing: { prompt: 'free', completion: null } },
        ],
      },
      [{ id: 'a' }, { id: 'b' }],
    ],
    ['something else', { object: 'list' }, []],
    ['nothing', null, []],
  ])('reads %s', async (_, answer, models) => {
    expect(await list('custom', answer)).toEqual(models)
  })

  it('puts the newest first, and those of unknown age behind as they come', async () => {
    const data = [{ id: 'x' }, { id: 'old', created: 1 }, { id: 'y', created: 'today' }, { id: 'new', created: 2 }]
    expect((await list('custom', { data })).map(({ id }) => id)).toEqual(['new', 'old', 'x', 'y'])
  })
})
