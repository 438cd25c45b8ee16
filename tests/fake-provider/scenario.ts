import type { Cassette, Exchange } from '../../lib/chat/cassette.ts'
import { Deck } from './cassette.ts'

/** What goes wrong. `after` counts the deltas that are sent before. */
export type Fault =
  /** Answers with this status and body instead of an answer. A 200 with a JSON body is also possible. */
  | { kind: 'status'; status: number; body?: string; contentType?: string; headers?: Record<string, string> }
  | { kind: 'redirect'; status?: 301 | 302 | 303 | 307 | 308; location: string }
  /** A web page with status 200, as a login portal sends it. */
  | { kind: 'html' }
  /** Status 200 and nothing else. */
  | { kind: 'empty' }
  /** Sends every header the request had, its key too, back as an error, in one of three forms. */
  | { kind: 'echo'; form: 'json' | 'html' | 'stream' }
  /** Never sends headers. */
  | { kind: 'no-headers' }
  /** Goes silent and keeps the line open. */
  | { kind: 'stall'; after: number }
  /** `reset` (RST) and `end` (FIN) break a chunked body; `close` ends a body that has no length, which looks whole. */
  | { kind: 'cut'; after: number; how: 'reset' | 'end' | 'close' }
  /** The wire's own error in mid-stream, with status 200 long sent. */
  | { kind: 'error-event'; after: number; message?: string }
  | { kind: 'malformed'; after: number }
  /** Ends properly but without the wire's terminal sign. */
  | { kind: 'no-end'; after?: number }
  /** One line that does not end for this many bytes. */
  | { kind: 'huge-line'; bytes: number }
  /** Signs of life (comments, or blank lines) and nothing more, until the client leaves. */
  | { kind: 'comments' }
  /** An answer that stops properly and holds no text. */
  | { kind: 'no-text' }
  /** Says whatever is asked for in one JSON text, though a stream was wanted. */
  | { kind: 'not-streamed' }

export type Scenario = {
  /** The text of every answer; absent: a few hundred words about what was asked. */
  reply?: string
  reasoning?: string
  /** A model that only reads: its answer is every `FACT-…` that it was given, or NOTHING. */
  findsFacts?: boolean
  /** Milliseconds between two deltas. */
  paceMs: number
  /** Deltas after which an answer stands still until `goOn`: for what must be seen while one is written. */
  holdAfter?: number | undefined
  /** Milliseconds before the headers. */
  headersDelayMs: number
  /** Cuts what is written into pieces of so many bytes, each sent on its own. */
  bytesPerWrite?: number
  /** A proxy on the way: the whole answer is held back for so many milliseconds and then leaves at once. */
  heldBackMs?: number
  fault?: Fault
  /** How many chat requests the fault befalls; absent: all. */
  faultTimes?: number
  /** Befalls only requests whose last turn holds this. */
  faultWhen?: string
  /** The model named as the one that answers; absent: the one asked for. */
  answeredBy?: string
  /** Models that are listed and may be asked for. */
  models: string[]
  /** Origins that the Ollama side accepts besides pages of this machine; `*` stands for anything. */
  origins: string[]
  /** The key that every side but Ollama asks for, each in its own header; empty: none is asked for. */
  key: string
}

export const defaultScenario: Scenario = {
  paceMs: 12,
  headersDelayMs: 0,
  models: ['gloss-small', 'gloss-large'],
  origins: [],
  key: 'sk-fake-0123456789abcdef',
}

/** The scenario in force, and who changes it. */
export class Stage {
  scenario: Scenario = { ...defaultScenario }
  #deck: Deck | undefined
  #hold = Promise.withResolvers<void>()

  /** Resolves once the answers that are held may go on. */
  get released(): Promise<void> {
    return this.#hold.promise
  }

  /** Lets go of the answers that are held, and holds none from now on. */
  goOn(): void {
    this.script({ holdAfter: undefined })
    this.#hold.resolve()
    this.#hold = Promise.withResolvers()
  }

  script(changes: Partial<Scenario>): void {
    this.scenario = { ...this.scenario, ...changes }
  }

  reset(): void {
    this.scenario = { ...defaultScenario }
    this.#deck = undefined
  }

  /** From now on every request for an answer gets what was recorded; the recorded model is listed too. */
  play(cassette: Cassette, speed: number): void {
    this.#deck = new Deck(cassette, speed)
    this.script({ models: [...new Set([...this.scenario.models, cassette.model])] })
  }

  /** What was recorded for a request, where a cassette is being played. */
  takeExchange(method: string, path: string): { exchange: Exchange; speed: number } | undefined {
    const exchange = this.#deck?.take(method, path)
    return this.#deck && exchange && { exchange, speed: this.#deck.speed }
  }

  /** The fault for the next chat request; uses up one of its times. */
  takeFault(asked: string): Fault | undefined {
    const { fault, faultTimes, faultWhen } = this.scenario
    if (faultWhen !== undefined && !asked.includes(faultWhen)) return undefined
    if (!fault || faultTimes === undefined) return fault
    if (faultTimes <= 0) return undefined
    this.script({ faultTimes: faultTimes - 1 })
    return fault
  }
}

/** Every fact that stands in what was asked, once. */
export function factsIn(asked: string): string {
  return [...new Set(asked.match(/FACT-\d+/g) ?? [])].join(', ') || 'NOTHING'
}

/** What is said when nothing was scripted: markdown with a bit of everything, about what was asked. */
export function defaultReply(model: string, asked: string): string {
  const lines = asked.split('\n').map((line) => line.trim())
  const question = lines.findLast((line) => line !== '' && !line.startsWith('<')) ?? 'nothing'
  const quote = lines.find((line) => line.length >= 60 && !line.startsWith('<') && !line.startsWith('#')) ?? ''
  return `# An answer from ${model}

You asked: **${question.slice(0, 200).replaceAll('*', '')}**

${quote === '' ? 'Nothing was attached to the question.' : `What was attached begins with:\n\n> ${quote.slice(0, 160)}`}

This text does not come from a model. It is made by a small server on your own machine that speaks the protocols of
real ones, so that the whole way of an answer can be tried without a key, without a network and without waiting. It
is long enough to watch it grow, to stop it half way, and to close the panel while it is being written.

## What is in it

1. A **list** with numbers, and one item that is long enough to be broken over two lines in a narrow panel, because
   that is where lists tend to go wrong.
2. Some \`inline code\`, and a [link](https://example.com/) to nowhere in particular.
3. Letters of several scripts: Übermut, naïveté, Ελληνικά, кириллица, 日本語, 한국어, العربية, and a flag: 🇯🇵.

| part | size | note |
| --- | ---: | --- |
| heading | 2 | one above, one here |
| list | 3 | numbered |
| table | 3 | this one |

\`\`\`ts
function greet(name: string): string {
  return \`Hello, \${name}!\`
}
\`\`\`

The length of the question was ${asked.length} characters. A last paragraph ends the answer, so that there is
something below the code to scroll to, and so that the end of the stream is easy to see. That was all.
`
}
