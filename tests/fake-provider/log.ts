import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request as it arrived. Times are milliseconds since the epoch. */
export type LogEntry = {
  id: number
  method: string
  path: string
  /** Keys are shown as `present sha256:…`, so that two may be compared and none is kept. */
  headers: Record<string, string>
  /** The parsed JSON, or the text. */
  body: unknown
  at: number
  status?: number
  /** Deltas written so far. */
  deltas: number
  closedAt?: number
  closedBy?: 'client' | 'server'
}

const secret = /^(authorization|cookie|.*key.*|.*token.*)$/i

/** Every request received, oldest first. */
export class RequestLog {
  #entries: LogEntry[] = []
  #next = 1
  readonly #waiting = new Set<() => void>()

  entries(): LogEntry[] {
    return structuredClone(this.#entries)
  }

  clear(): void {
    this.#entries = []
  }

  open(request: IncomingMessage, response: ServerResponse, body: string): LogEntry {
    const entry: LogEntry = {
      id: this.#next++,
      method: request.method ?? '',
      path: request.url ?? '',
      headers: Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, shown(name, String(value))]),
      ),
      body: parsed(body),
      at: Date.now(),
      deltas: 0,
    }
    this.#entries.push(entry)
    response.once('close', () => {
      entry.status = response.statusCode
      entry.closedAt = Date.now()
      // `writableEnded` is true once this side said its last word, whether or not the other side still listened.
      entry.closedBy ??= response.writableEnded ? 'server' : 'client'
      this.changed()
    })
    this.changed()
    return entry
  }

  changed(): void {
    for (const check of this.#waiting) check()
  }

  /** The first entry that fits, as soon as there is one. */
  async waitFor(fits: (entry: LogEntry) => boolean): Promise<LogEntry> {
    return new Promise((resolve) => {
      const check = (): void => {
        const entry = this.#entries.find(fits)
        if (!entry) return
        this.#waiting.delete(check)
        resolve(structuredClone(entry))
      }
      this.#waiting.add(check)
      check()
    })
  }
}

function shown(name: string, value: string): string {
  if (!secret.test(name)) return value
  return `present sha256:${createHash('sha256').update(value).digest('hex').slice(0, 12)}`
}

function parsed(body: string): unknown {
  if (body === '') return undefined
  try {
    return JSON.parse(body) as unknown
  } catch {
    return body
  }
}
