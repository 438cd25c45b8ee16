import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Cassette } from '../../lib/chat/cassette.ts'
import { anthropicSide } from './anthropic.ts'
import { playExchange } from './cassette.ts'
import { geminiSide } from './gemini.ts'
import { RequestLog, type LogEntry } from './log.ts'
import { ollamaSide } from './ollama.ts'
import { openaiSide } from './openai.ts'
import { play, sendJson } from './play.ts'
import { responsesSide } from './responses.ts'
import { Stage, type Scenario } from './scenario.ts'

/** The first that serves a request has it. */
const sides = [anthropicSide, geminiSide, responsesSide, openaiSide, ollamaSide]

export type FakeProvider = {
  /** `http://127.0.0.1:…`: the base URL of the Ollama, the Anthropic and the Gemini side. */
  url: string
  /** The base URL of the OpenAI side, chat completions and responses. */
  openaiUrl: string
  port: number
  /** Changes the scenario for the requests to come; what is not named stays as it was. */
  script(changes: Partial<Scenario>): void
  /**
   * Answers every request for an answer with what was recorded, in order and over again, whoever asks. `speed` is how
   * many times faster than it was; Infinity: without any pause.
   */
  play(cassette: Cassette, speed?: number): void
  /** Lets go of the answers that `holdAfter` holds, and holds none from now on. */
  goOn(): void
  /** Back to the default scenario and an empty log. */
  reset(): void
  /** Every request received, oldest first. */
  log(): LogEntry[]
  /** The first request that fits, past or to come. */
  waitFor(fits: (entry: LogEntry) => boolean): Promise<LogEntry>
  close(): Promise<void>
}

/** A server on this machine that speaks every wire, and fails on request. */
export async function startFakeProvider({ port = 0 }: { port?: number } = {}): Promise<FakeProvider> {
  const stage = new Stage()
  const log = new RequestLog()
  const server = createServer((request, response) => {
    handle(request, response, stage, log).catch((error: unknown) => {
      if (!response.headersSent) sendJson(response, 500, { error: String(error) })
      else response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server has no port.')
  const { port: actual } = address
  const url = `http://127.0.0.1:${actual}`
  return {
    url,
    openaiUrl: `${url}/v1`,
    port: actual,
    script: (changes) => stage.script(changes),
    play: (cassette, speed = 1) => stage.play(cassette, speed),
    goOn: () => stage.goOn(),
    reset() {
      stage.reset()
      log.clear()
    },
    log: () => log.entries(),
    waitFor: (fits) => log.waitFor(fits),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  stage: Stage,
  log: RequestLog,
): Promise<void> {
  const body = await bodyOf(request)
  const { pathname: path } = new URL(request.url ?? '/', 'http://fake')
  if (path.startsWith('/__')) return control(request.method ?? '', path, body, response, stage, log)
  const entry = log.open(request, response, body)
  const { scenario } = stage
  const recorded = stage.takeExchange(entry.method, entry.path)
  if (recorded) return playExchange(recorded.exchange, recorded.speed, response, entry, log)

  const side = sides.find((one) => one.serves(path, request)) ?? ollamaSide
  // What redirects a question redirects whoever only looks there, too, before it asks for a key.
  if (scenario.fault?.kind === 'redirect' && request.method === 'GET' && side.chat(path, undefined)) {
    response.writeHead(scenario.fault.status ?? 307, { location: scenario.fault.location }).end()
    return
  }
  if (side.refuses(request, response, scenario) || side.answers(path, entry.body, response, scenario)) return
  const asked = request.method === 'POST' ? side.chat(decodeURIComponent(path), entry.body) : undefined
  if (!asked) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    return
  }
  if (!scenario.models.includes(asked.model)) return side.unknownModel(asked.model, response)
  const encoder = side.encoder(scenario.answeredBy ?? asked.model)
  const fault = stage.takeFault(asked.asked)
  await play({ request, response, encoder, scenario, fault, released: stage.released, entry, log, ...asked })
}

/** The door for other processes: `POST /__script`, `POST /__reset`, `GET /__log`, `DELETE /__log`. */
function control(
  method: string,
  path: string,
  body: string,
  response: ServerResponse,
  stage: Stage,
  log: RequestLog,
): void {
  switch (`${method} ${path}`) {
    case 'POST /__script':
      // Whoever scripts a test sends what the type says.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      stage.script(JSON.parse(body) as Partial<Scenario>)
      return sendJson(response, 200, stage.scenario)
    case 'POST /__reset':
      stage.reset()
      log.clear()
      return sendJson(response, 200, stage.scenario)
    case 'GET /__log':
      return sendJson(response, 200, log.entries())
    case 'DELETE /__log':
      log.clear()
      return sendJson(response, 200, [])
    default:
      return sendJson(response, 404, { error: 'Unknown control path.' })
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8')
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
