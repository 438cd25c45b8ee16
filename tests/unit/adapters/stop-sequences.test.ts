import fc from 'fast-check'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { openaiResponses } from '../../../lib/adapters/openai-responses'
import { cutAtStop } from '../../../lib/adapters/stop-sequences'
import { ChatError } from '../../../lib/chat/chat-error'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import { connectionTo, requestFor } from '../../helpers/wire-connection'
import { byHand, fakeFetch } from '../../helpers/wire-fetch'
import { collect, outcomeOf } from '../../helpers/wire-outcome'

afterEach(() => vi.unstubAllGlobals())

const finish: StreamEvent = { type: 'finish', reason: { unified: 'length', raw: 'length' } }

async function* events(pieces: readonly string[], end: StreamEvent | ChatError = finish): AsyncGenerator<StreamEvent> {
  for (const text of pieces) yield { type: 'text-delta', text }
  if (end instanceof ChatError) throw end
  yield end
}

async function cut(pieces: readonly string[], stop: readonly string[]): Promise<[string, string]> {
  const { parts, finish: how = '' } = outcomeOf(await collect(cutAtStop(events(pieces), stop)))
  return [parts.map(([, text]) => text).join(''), how]
}

describe('an answer', () => {
  it.each<[string[], string[], string, string]>([
    [['One ### two'], ['###'], 'One ', 'stop'],
    [['One #', '#', '# two'], ['###'], 'One ', 'stop'],
    [['One ##', ' two'], ['###'], 'One ## two', 'length length'],
    [['One ##'], ['###'], 'One ##', 'length length'],
    [['a b c'], ['c', 'b'], 'a ', 'stop'],
    [['abb'], ['abb', 'b'], 'a', 'stop'],
    [['ab', 'b'], ['abb', 'b'], 'a', 'stop'],
    [['ab'], ['b', 'ab'], '', 'stop'],
    [['one\n', '\ntwo'], ['\n\n'], 'one', 'stop'],
    [['one'], ['', 'one'], '', 'stop'],
    [['one'], [''], 'one', 'length length'],
    [['one'], [], 'one', 'length length'],
  ])('of %j with %j is %j', async (pieces, stop, text, how) => {
    expect(await cut(pieces, stop)).toEqual([text, how])
  })

  it('77: is cut in the same place however it came', async () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b') })
    await fc.assert(
      fc.asyncProperty(fc.array(letters), fc.array(letters, { minLength: 1, maxLength: 3 }), async (pieces, stop) => {
        expect(await cut(pieces, stop)).toEqual(await cut([pieces.join('')], stop))
      }),
    )
  })

  it('keeps its order around what is thought between', async () => {
    const thought: StreamEvent = { type: 'reasoning-delta', text: 'Hm' }
    async function* mixed(): AsyncGenerator<StreamEvent> {
      yield { type: 'text-delta', text: 'a#' }
      yield thought
      yield { type: 'text-delta', text: '#b' }
      yield finish
    }
    expect(outcomeOf(await collect(cutAtStop(mixed(), ['##']))).parts).toEqual([
      ['text', 'a#'],
      ['reasoning', 'Hm'],
      ['text', '#b'],
    ])
  })

  it('that breaks off gives what was held back', async () => {
    const broken = cutAtStop(events(['One ##'], new ChatError('truncated', 'Broke off.')), ['###'])
    expect(outcomeOf(await collect(broken))).toEqual({ parts: [['text', 'One ##']], error: 'truncated' })
  })
})

it('77: closes the connection of a server that does not know the wish', async () => {
  const body = byHand()
  fakeFetch(() => body.response)
  const request = requestFor('m', { parameters: { stop: ['###'] } })
  const collected = collect(openaiResponses.stream(request, connectionTo('openai'), new AbortController().signal))
  const delta = (text: string) =>
    body.write(`data: ${JSON.stringify({ type: 'response.output_text.delta', delta: text })}\n\n`)
  delta('One #')
  delta('## two')
  expect(outcomeOf(await collected)).toEqual({ parts: [['text', 'One ']], finish: 'stop' })
  await body.cancelled
})
