import { afterEach, describe, expect, it, vi } from 'vitest'
import { adapterFor } from '../../../lib/adapters/index'
import { providerRows } from '../../../lib/providers'
import { connectionTo, requestFor } from '../../helpers/wire-connection'
import { bytesOf, fakeFetch, inPieces } from '../../helpers/wire-fetch'
import { wireFixtures, type WireFixture } from '../../helpers/wire-fixtures'
import { collect, outcomeOf, type Collected } from '../../helpers/wire-outcome'

/**
 * Every adapter against every recorded shape of its wire. What an answer comes to may not depend on how its bytes were
 * cut, on the line ends, on comments, or on whether the last line was closed.
 */
const fixtures = wireFixtures()
const carriageReturn = 13

afterEach(() => vi.unstubAllGlobals())

async function answerTo(fixture: WireFixture, pieces: readonly Uint8Array[]): Promise<Collected> {
  fakeFetch(() => inPieces(pieces))
  const adapter = adapterFor(fixture.wire)
  if (!adapter) throw new Error(`No adapter for ${fixture.wire}.`)
  const connection = connectionTo(fixture.provider)
  return collect(adapter.stream(requestFor('any'), connection, new AbortController().signal))
}

describe.each(fixtures)('$wire $name (traps $traps)', { timeout: 30_000 }, (fixture) => {
  const { body, expected } = fixture
  const text = body.toString('utf8')
  const isEventStream = fixture.wire !== 'ollama' && /^\s*(data|:|event|id)/.test(text)

  it('89: comes to what is expected, all in one burst', async () => {
    expect(outcomeOf(await answerTo(fixture, [body]))).toEqual(expected)
  })

  it('1, 8: is the same wherever the bytes are cut', async () => {
    const whole = await answerTo(fixture, [body])
    const wholeText = JSON.stringify(whole)
    const different: [cut: number, Collected][] = []
    for (let cut = 1; cut < body.length; cut++) {
      const parted = await answerTo(fixture, [body.subarray(0, cut), body.subarray(cut)])
      if (JSON.stringify(parted) !== wholeText) different.push([cut, parted])
    }
    expect(different).toEqual([])
  })

  it('1: is the same byte by byte', async () => {
    const bytes = [...body].map((byte) => Uint8Array.of(byte))
    expect(await answerTo(fixture, bytes)).toEqual(await answerTo(fixture, [body]))
  })

  it('3, 7: is the same behind a byte-order mark and without the last line end', async () => {
    const marked = bytesOf(`\uFEFF${text.replace(/\n+$/, '')}`)
    expect(outcomeOf(await answerTo(fixture, [marked]))).toEqual(expected)
    expect(outcomeOf(await answerTo(fixture, [marked.subarray(0, 2), marked.subarray(2)]))).toEqual(expected)
  })

  it('2: is the same with the line ends of other systems', async () => {
    const crlf = bytesOf(text.replaceAll('\n', '\r\n'))
    for (let cut = 1; cut < crlf.length; cut++) {
      // Within a line it is the case of the test above.
      if (!crlf.subarray(cut - 1, cut + 1).includes(carriageReturn)) continue
      expect(outcomeOf(await answerTo(fixture, [crlf.subarray(0, cut), crlf.subarray(cut)]))).toEqual(expected)
    }
  })

  if (!isEventStream) return

  it('2: is the same with bare carriage returns', async () => {
    expect(outcomeOf(await answerTo(fixture, [bytesOf(text.replaceAll('\n', '\r'))]))).toEqual(expected)
  })

  it('6: is the same with comments between the events', async () => {
    const commented = bytesOf(`: first\n\n${text.replaceAll('\n\n', '\n\n:\n\n: ping\n\n')}`)
    expect(outcomeOf(await answerTo(fixture, [commented]))).toEqual(expected)
  })
})

it('has a fixture for every shop of the rows on the wire that it is spoken to by', () => {
  const held = new Set(fixtures.map(({ wire, provider }) => `${wire} ${provider}`))
  const wanted = providerRows.filter(({ key }) => key !== 'none').map(({ id, wires: [wire] }) => `${wire} ${id}`)
  expect(
    [...wanted, 'openai-chat openai', 'openai-chat custom', 'ollama ollama'].filter((one) => !held.has(one)),
  ).toEqual([])
})
