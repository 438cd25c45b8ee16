import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { asArray, asObject, asText } from '../../lib/adapters/json.ts'
import { RequestLog, type LogEntry } from './log.ts'
import { ollamaEncoder, ollamaRoute, originAllowed } from './ollama.ts'
import { keyAccepted, openaiEncoder, openaiRoute, refuseKey } from './openai.ts'
import { play, sendJson, type Encoder } from './play.ts'
import { Stage, type Scenario } from './scenario.ts'

export type FakeProvider = {
  /** `http://127.0.0.1:…`: the base URL of the Ollama side. */
  url: string
  /** The base URL of the OpenAI side. */
  openaiUrl: string
  port: number
  /** Changes the scenario for the requests to come; what is not named stays as it was. */
  script(changes: Partial<Scenario>): void
  /** Back to the default scenario and an empty log. */
  reset(): void
  /** Every request received, oldest first. */
  log(): LogEntry[]
  /** The first request that fits, past or to come. */
  waitFor(fits: (entry: LogEntry) => boolean): Promise<LogEntry>
  close(): Promise<void>
}

/** A server on this machine that speaks Ollama and OpenAI's chat completions, and fails on request. */
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

  const openai = path.startsWith('/v1/')
  if (openai && !keyAccepted(request, scenario)) return refuseKey(response)
  if (!openai && !originAllowed(request, scenario)) {
    response.writeHead(403, { 'content-length': '0' }).end()
    return
  }
  const routed = openai ? openaiRoute(path, response, scenario) : ollamaRoute(path, entry.body, response, scenario)
  if (routed) return
  if (request.method !== 'POST' || (path !== '/api/chat' && path !== '/v1/chat/completions')) {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('404 page not found')
    return
  }
  const asked = chatOf(entry.body, openai)
  if (!scenario.models.includes(asked.model)) {
    const message = openai ? `The model \`${asked.model}\` does not exist` : `model '${asked.model}' not found`
    const error = openai ? { message, type: 'invalid_request_error', param: null, code: 'model_not_found' } : message
    sendJson(response, 404, { error })
    return
  }
  const name = scenario.answeredBy ?? asked.model
  const encoder: Encoder = openai ? openaiEncoder(name) : ollamaEncoder(name)
  await play({ request, response, encoder, scenario, fault: stage.takeFault(), entry, log, ...asked })
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

type Asked = { model: string; streaming: boolean; asked: string }

function chatOf(body: unknown, openai: boolean): Asked {
  const chat = asObject(body)
  const messages = asArray(chat?.messages).map(asObject)
  const content = messages.findLast((message) => message?.role === 'user')?.content
  const parts = asArray(content).map((part) => asText(asObject(part)?.text) ?? '')
  return {
    model: asText(chat?.model) ?? '',
    // Ollama streams unless told not to; the other way round for OpenAI.
    streaming: openai ? chat?.stream === true : chat?.stream !== false,
    asked: asText(content) ?? parts.join('\n'),
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8')
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}
