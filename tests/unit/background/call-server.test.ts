import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import type { CallHandlers } from '../../../entrypoints/background/call-handlers'
import { callSchemas } from '../../../entrypoints/background/call-schemas'
import { answer } from '../../../entrypoints/background/call-server'
import { ChatError } from '../../../lib/chat/chat-error'
import type { CallName } from '../../../lib/messaging/calls'

const names = Object.keys(callSchemas) as CallName[]

function handlers() {
  const handle = vi.fn<(input: unknown) => unknown>(() => 'done')
  const all = Object.fromEntries(names.map((name) => [name, handle])) as unknown as CallHandlers
  return { handle, all }
}

describe('calls', () => {
  it('reach their handler with what was checked', async () => {
    const { handle, all } = handlers()
    const input = { messageId: 'm' }
    expect(await answer(all, { call: 'stopRun', input })).toEqual({ ok: true, value: 'done' })
    expect(handle).toHaveBeenCalledWith(input)
  })

  it('without input are taken with and without the field', async () => {
    const { all } = handlers()
    expect(await answer(all, { call: 'listProviders' })).toMatchObject({ ok: true })
    expect(await answer(all, { call: 'listProviders', input: undefined })).toMatchObject({ ok: true })
  })

  it.each([
    ['an unknown field', { call: 'stopRun', input: { messageId: 'm', extra: 1 } }],
    ['a wrong type', { call: 'stopRun', input: { messageId: 7 } }],
    ['a missing input', { call: 'stopRun' }],
    ['an unknown call', { call: 'getKey', input: {} }],
    ['an inherited name', { call: 'toString', input: {} }],
    ['a prototype', { call: '__proto__', input: {} }],
    ['an empty key', { call: 'setKey', input: { providerId: 'groq', key: '  ' } }],
    [
      'a question too long',
      { call: 'saveDraft', input: { draft: { conversationId: 'c', text: 'x'.repeat(400_001), attachmentIds: [] } } },
    ],
    [
      'a base URL that is no address',
      { call: 'saveProvider', input: { providerId: 'groq', settings: { baseUrl: 'file:///etc' } } },
    ],
  ])('are refused for %s', async (_, message) => {
    const { handle, all } = handlers()
    expect(await answer(all, message)).toMatchObject({ ok: false, error: { kind: 'bad-request' } })
    expect(handle).not.toHaveBeenCalled()
  })

  it('answer their failures as data', async () => {
    const { handle, all } = handlers()
    handle.mockRejectedValueOnce(new ChatError('auth', 'The key was refused.', { status: 401 }))
    expect(await answer(all, { call: 'stopRun', input: { messageId: 'm' } })).toEqual({
      ok: false,
      error: { kind: 'auth', message: 'The key was refused.', status: 401 },
    })
  })

  it('never throw, whatever arrives, and never pass on what was not checked', async () => {
    const { handle, all } = handlers()
    const hostile = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withMap: true }),
      fc.record({ call: fc.oneof(fc.constantFrom(...names), fc.string()), input: fc.anything() }),
    )
    await fc.assert(
      fc.asyncProperty(hostile, async (message) => {
        handle.mockClear()
        const reply = await answer(all, message)
        expect(reply.ok).toBe(handle.mock.calls.length === 1)
      }),
      { numRuns: 5_000 },
    )
  })

  it('have no name that could give out a key', () => {
    expect(names.filter((name) => /key|secret/i.test(name))).toEqual(['setKey', 'clearKey'])
  })
})
