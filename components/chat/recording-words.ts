import type { Cassette, Exchange } from '../../lib/chat/cassette'

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

/** A size as people say it: `512 bytes`, `3.1 kB`, `20 MB`. */
export function inBytes(bytes: number): string {
  const number = (value: number) => value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 1 : 0 })
  if (bytes < 1024) return counted(bytes, 'byte')
  return bytes < 1024 ** 2 ? `${number(bytes / 1024)} kB` : `${number(bytes / 1024 ** 2)} MB`
}

function inTime(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  return `${(milliseconds / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })} s`
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function slugOf(exchange: Exchange | undefined): string {
  const words = exchange?.provider.name.toLowerCase().match(/[a-z\d]+/g) ?? []
  return words.join('-').slice(0, 40)
}
