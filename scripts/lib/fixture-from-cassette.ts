import { basename } from 'node:path'
import { adapterFor } from '../../lib/adapters/index'
import type { Exchange } from '../../lib/chat/cassette'
import { cassetteFromFile } from '../../lib/chat/cassette-file'
import { connectionTo, requestFor } from '../../tests/helpers/wire-connection'
import { collect, outcomeOf } from '../../tests/helpers/wire-outcome'

type File = { path: string; content: string | Uint8Array }

/**
 * A fixture's two files: the body as it came, and a draft of what it comes to.
 * @param target the fixture's path without its ending; its name begins with the id of the provider's row.
 * @param number of the exchange, from 1; absent: the last one with a response.
 */
export async function fixtureFrom(recording: string, target: string, number?: number): Promise<File[]> {
  const found = cassetteFromFile(recording)
  if ('problem' in found) throw new Error(found.problem)
  const { exchanges } = found.cassette
  const exchange = number === undefined ? exchanges.findLast(({ response }) => response) : exchanges[number - 1]
  if (!exchange?.response) throw new Error('The recording holds no such response.')
  const { status, headers } = exchange.response
  if (status >= 400) throw new Error(`This response is a refusal (${status}): a wire fixture is the body of an answer.`)
  if (exchange.cut) throw new Error('The recording was cut, so that the body is not whole.')
  const { wire } = exchange.provider
  if (!target.includes(`/${wire}/`)) throw new Error(`The answer came by ${wire}: put it into that folder.`)
  const body = Buffer.concat(exchange.response.chunks.map(({ bytes }) => bytes))
  const expected = { traps: [], ...(await outcomeFrom(exchange, body, basename(target))) }
  return [
    { path: target + endingOf(wire, headers['content-type'] ?? ''), content: body },
    { path: `${target}.expected.json`, content: `${JSON.stringify(expected, null, 2)}\n` },
  ]
}

async function outcomeFrom({ provider: { wire } }: Exchange, body: Uint8Array<ArrayBuffer>, name: string) {
  const real = globalThis.fetch
  globalThis.fetch = () => Promise.resolve(new Response(body))
  try {
    const connection = connectionTo(name.split('--')[0] ?? '')
    return outcomeOf(
      await collect(adapterFor(wire)?.stream(requestFor('any'), connection, new AbortController().signal)),
    )
  } finally {
    globalThis.fetch = real
  }
}

function endingOf(wire: string, type: string): string {
  if (type.includes('html')) return '.html'
  if (wire === 'ollama') return '.ndjson'
  return type.includes('json') ? '.json' : '.sse'
}
