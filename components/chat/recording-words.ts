import type { Cassette, Exchange } from '../../lib/chat/cassette'
import { counted, inBytes, inTime } from './measure-words'

/** What a recording holds, in one line. */
export function recordingSummary({ exchanges }: Cassette): string {
  const chunks = exchanges.flatMap(({ response }) => response?.chunks ?? [])
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes.length, 0)
  const milliseconds = exchanges.reduce((sum, { endMs }) => sum + endMs, 0)
  const facts = [
    counted(exchanges.length, 'request'),
    `${inBytes(bytes)} received in ${counted(chunks.length, 'piece')}`,
    inTime(milliseconds),
  ]
  const cut = exchanges.some((exchange) => exchange.cut) ? ' It grew too long, so its end is missing.' : ''
  return `Recorded: ${facts.join(', ')}.${cut}`
}

/** The name of the file, such as `gloss-recording-2026-11-20-my-server.json`. */
export function recordingName({ recordedAt, exchanges }: Cassette): string {
  const provider = slugOf(exchanges.at(-1)) || 'provider'
  return `gloss-recording-${new Date(recordedAt).toISOString().slice(0, 10)}-${provider}.json`
}

function slugOf(exchange: Exchange | undefined): string {
  const words = exchange?.provider.name.toLowerCase().match(/[a-z\d]+/g) ?? []
  return words.join('-').slice(0, 40)
}
