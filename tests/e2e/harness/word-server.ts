import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { lastQuestion } from '../../fake-provider/asked.ts'

/** How the answers to come are spoken. */
export type Speech = {
  /** The pieces of an answer, each in an event of its own. */
  pieces: (tag: string) => string[]
  /** Milliseconds from one piece to the next, kept on the average. */
  paceMs: number
  headersDelayMs: number
  /** Says so many pieces and then nothing until it is told to go on. */
  holdAt?: number
}

/** One answer as the server knows it. Times are milliseconds since the epoch. */
export type Spoken = {
  /** The first word of the question. */
  tag: string
  askedAt: number
  pieces: string[]
  /** When each piece left. */
  sentAt: number[]
  /** When the last word was said. */
  endedAt?: number
  /** When the line was closed, and whether the other side did it. */
  closedAt?: number
  closedByClient?: boolean
  goOn: () => void
  /** Cuts the line. */
  cut: () => void
}

/** Words that cannot be mixed up with those of another answer, nor with each other. */
export function wordsOf(tag: string, count: number): string[] {
  return Array.from({ length: count }, (_, index) => `${tag}w${index} `)
}

/**
 * A server that speaks OpenAI's protocol and knows to the millisecond what it said when. It never says the same word
 * twice, so that whatever is kept of an answer shows what is missing in it and what is there twice.
 */
export class WordServer {
  readonly spoken: Spoken[] = []
  speech: Speech = quick
  readonly #server = createServer((request, response) => void this.#answer(request, response))
  readonly #waiting = new Set<() => void>()
  readonly #now: () => number

  private constructor(now: () => number) {
    this.#now = now
  }

  /** @param now milliseconds since the epoch; whole ones are enough for most. */
  static async start(now = Date.now): Promise<WordServer> {
    const server = new WordServer(now)
    await new Promise<void>((resolve) => server.#server.listen(0, '127.0.0.1', resolve))
    return server
  }

  get baseUrl(): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}/v1`
  }

  /** From now on; what is not named is as for a short answer. */
  script(speech: Partial<Speech>): void {
    this.speech = { ...quick, ...speech }
  }

  /** Every answer to the question with this tag. */
  answersTo(tag: string): Spoken[] {
    return this.spoken.filter((one) => one.tag === tag)
  }

  /** The answer to a question once it is as far as wished. */
  async until(tag: string, reached: (spoken: Spoken) => boolean): Promise<Spoken> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = this.spoken.find((one) => one.tag === tag && reached(one))
        if (!found) return
        this.#waiting.delete(check)
        resolve(found)
      }
      this.#waiting.add(check)
      check()
    })
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise((resolve) => this.#server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const askedAt = this.#now()
    const body = await textOf(request)
    if (request.method !== 'POST') {
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"object":"list","data":[]}')
      return
    }
    const { messages } = JSON.parse(body) as { messages: unknown }
    const tag = lastQuestion(messages, 'content').split(/\s/)[0] ?? ''
    const held = Promise.withResolvers<void>()
    const spoken: Spoken = {
      tag,
      askedAt,
      pieces: this.speech.pieces(tag),
      sentAt: [],
      goOn: held.resolve,
      cut: () => void response.socket?.resetAndDestroy(),
    }
    response.once('close', () => {
      spoken.closedAt = this.#now()
      spoken.closedByClient = spoken.endedAt === undefined
      held.resolve()
      this.#changed()
    })
    this.spoken.push(spoken)
    this.#changed()
    await this.#speak(response, spoken, this.speech, held.promise)
  }

  async #speak(response: ServerResponse, spoken: Spoken, speech: Speech, released: Promise<void>): Promise<void> {
    const { paceMs, headersDelayMs, holdAt } = speech
    if (headersDelayMs > 0) await delay(headersDelayMs)
    if (response.destroyed) return
    response.writeHead(200, { 'content-type': 'text/event-stream' }).flushHeaders()
    let due = performance.now()
    for (const [index, piece] of spoken.pieces.entries()) {
      if (index === holdAt) {
        await released
        due = performance.now()
      }
      if (response.destroyed) return
      response.write(event({ delta: { content: piece } }))
      spoken.sentAt.push(this.#now())
      this.#changed()
      due += paceMs
      const early = due - performance.now()
      if (early > 0) await delay(early)
    }
    if (response.destroyed) return
    spoken.endedAt = this.#now()
    response.end(`${event({ delta: {}, finish_reason: 'stop' })}data: [DONE]\n\n`)
    this.#changed()
  }

  #changed(): void {
    for (const check of this.#waiting) check()
  }
}

const quick: Speech = { pieces: (tag) => wordsOf(tag, 12), paceMs: 1, headersDelayMs: 0 }

function event(choice: object): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, ...choice }] })}\n\n`
}

async function textOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8')
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
