import { afterEach, describe, expect, it, vi } from 'vitest'
import { send } from '../../../../lib/adapters/http'
import { ChatError } from '../../../../lib/chat/chat-error'
import { connectionTo } from '../../../helpers/wire-connection'
import { bytesOf, fakeFetch, inPieces } from '../../../helpers/wire-fetch'

afterEach(() => vi.unstubAllGlobals())

const signal = new AbortController().signal
const call = { method: 'POST', path: '/chat/completions', body: {} } as const

describe('the bytes of a body', () => {
  it('are told piece by piece as they come', async () => {
    fakeFetch(() => inPieces([bytesOf('né'), bytesOf('e')]))
    const pieces: number[] = []
    const reply = await send({ ...connectionTo('custom'), onBytes: (bytes) => pieces.push(bytes) }, call, signal)
    expect(await reply.all()).toBe('née')
    expect(pieces).toEqual([3, 1])
  })

  it('are counted of a refusal, too', async () => {
    fakeFetch(() => new Response('Overloaded', { status: 503 }))
    const onBytes = vi.fn()
    await expect(send({ ...connectionTo('custom'), onBytes }, call, signal)).rejects.toThrow(ChatError)
    expect(onBytes).toHaveBeenCalledExactlyOnceWith(10)
  })
})
