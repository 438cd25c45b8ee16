import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { adapterFor } from '../../../lib/adapters/index'
import { ChatError } from '../../../lib/chat/chat-error'
import type { ModelInfo } from '../../../lib/chat/model-info'
import { fuzzCase } from '../../fuzz/cases'
import { play } from '../../fuzz/play'
import { connectionTo } from '../../helpers/wire-connection'
import { fakeFetch } from '../../helpers/wire-fetch'

afterEach(() => vi.unstubAllGlobals())

/** Far more of the same: `npm run fuzz`. */
describe('an adapter, whatever a server sends', { timeout: 60_000 }, () => {
  it('ends, fails only as failures do, yields only events, keeps to its limits and keeps the key', async () => {
    const result = await fc.check(fc.asyncProperty(fuzzCase, play), { numRuns: 4_000 })
    expect(result.failed ? fc.defaultReportMessage(result) : undefined).toBeUndefined()
  })

  const kinds: Record<keyof ModelInfo, string> = {
    id: 'string',
    name: 'string',
    contextWindow: 'number',
    maxOutputTokens: 'number',
    vision: 'boolean',
    tools: 'boolean',
    thinking: 'boolean',
    inputPrice: 'number',
    outputPrice: 'number',
  }
  const fields = [
    'id',
    'name',
    'model',
    'context_length',
    'pricing',
    'prompt',
    'capabilities',
    'vision',
    'aliases',
    'type',
  ]
  const more = ['architecture', 'input_modalities', 'details', 'supportedGenerationMethods', 'top_provider', 'created']
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'b', 'text', 'generateContent', '0.5', '', null, true, 3, -1, 0.25),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...fields, ...more), tie('value'), { maxKeys: 6 }),
    ),
  }))
  const list = fc.oneof(
    value,
    fc.record({ data: fc.array(value) }),
    fc.record({ models: fc.array(value) }),
    fc.array(value),
  )

  it.each([
    ['openai', 'openai-chat'],
    ['anthropic', 'anthropic-messages'],
    ['gemini', 'gemini'],
    ['ollama', 'ollama'],
  ] as const)('lists of %s hold nothing but models, each once', async (provider, wire) => {
    const listsModels = async (answer: unknown): Promise<void> => {
      fakeFetch(() => Response.json(answer))
      try {
        const models = await adapterFor(wire)?.listModels(connectionTo(provider), new AbortController().signal)
        expect(new Set(models?.map(({ id }) => id)).size).toBe(models?.length)
        for (const fact of (models ?? []).flatMap((model) => Object.entries(model))) {
          expect(typeof fact[1]).toBe(kinds[fact[0] as keyof ModelInfo])
        }
      } catch (error) {
        if (!(error instanceof ChatError)) throw error
      }
    }
    await fc.assert(fc.asyncProperty(list, listsModels), { numRuns: 300 })
  })
})
