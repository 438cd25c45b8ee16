import * as v from 'valibot'
import type { Cue } from './transcript-text'

const json3 = v.object({
  events: v.array(
    v.object({
      tStartMs: v.optional(v.number(), 0),
      segs: v.optional(v.array(v.object({ utf8: v.optional(v.string(), '') })), []),
    }),
  ),
})

/** The captions in a file as video sites serve them, by what it holds: json3, or XML with seconds or milliseconds. */
export function parseCaptions(body: string): Cue[] {
  return body.trimStart().startsWith('{') ? fromJson(body) : fromXml(body)
}

function fromJson(body: string): Cue[] {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return []
  }
  const parsed = v.safeParse(json3, value)
  if (!parsed.success) return []
  return parsed.output.events.map(({ tStartMs, segs }) => ({
    seconds: tStartMs / 1_000,
    text: segs.map(({ utf8 }) => utf8).join(''),
  }))
}

/** By pattern: pages with Trusted Types let nobody parse a string into a document. */
function fromXml(body: string): Cue[] {
  const elements = body.matchAll(/<(text|p)\s([^>]*)>([\s\S]*?)<\/\1>/g)
  return [...elements].flatMap(([, name, attributes = '', inner = '']): Cue[] => {
    const time = Number(/(?:^|\s)(?:start|t)="([\d.]+)"/.exec(attributes)?.[1] ?? Number.NaN)
    if (!Number.isFinite(time)) return []
    return [{ seconds: name === 'p' ? time / 1_000 : time, text: plain(inner) }]
  })
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

/** Twice: captions are escaped in their XML, and were escaped before. */
function plain(inner: string): string {
  return decoded(decoded(inner.replace(/<[^>]*>/g, '')))
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hexadecimal, name) => {
    if (typeof name === 'string') return entities[name] ?? whole
    const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hexadecimal), 16)
    return code <= 0x10_ffff ? String.fromCodePoint(code) : whole
  })
}
