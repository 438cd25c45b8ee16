import { afterEach, describe, expect, it, vi } from 'vitest'
import { anthropicMessages } from '../../../../lib/adapters/anthropic-messages'
import { connectionTo } from '../../../helpers/wire-connection'
import { fakeFetch, json } from '../../../helpers/wire-fetch'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal
const key = 'sk-ant-canary-0123456789'
const connection = connectionTo('anthropic', { key, keyOrigin: 'https://api.anthropic.com' })

describe('listModels', () => {
  it('reads all pages', async () => {
    const pages: Record<string, unknown> = {
      'https://api.anthropic.com/v1/models?limit=1000': {
        data: [
          {
            type: 'model',
            id: 'claude-b',
            display_name: 'Claude B',
            max_input_tokens: 200_000,
            max_tokens: 64_000,
            capabilities: { image_input: { supported: true }, thinking: { supported: false } },
          },
          { id: 'a/b' },
        ],
        has_more: true,
        last_id: 'a/b',
      },
      'https://api.anthropic.com/v1/models?limit=1000&after_id=a%2Fb': {
        data: [{ id: 'claude-a', display_name: 'claude-a', max_tokens: null, capabilities: null }, { odd: 1 }, null],
        has_more: false,
        last_id: 'claude-a',
      },
    }
    const sent = fakeFetch(({ url }) => json(pages[url]))
    expect(await anthropicMessages.listModels(connection, signal)).toEqual([
      {
        id: 'claude-b',
        name: 'Claude B',
        contextWindow: 200_000,
        maxOutputTokens: 64_000,
        vision: true,
        thinking: false,
      },
      { id: 'a/b' },
      { id: 'claude-a' },
    ])
    expect(sent.map(({ headers }) => headers.get('x-api-key'))).toEqual([key, key])
  })

  it('does not go round in circles', async () => {
    const sent = fakeFetch(() => json({ data: [{ id: 'a' }], has_more: true, last_id: 'a' }))
    await anthropicMessages.listModels(connection, signal)
    expect(sent).toHaveLength(2)
  })
})
