import type { IncomingMessage, ServerResponse } from 'node:http'
import { setImmediate as turn, setTimeout as delay } from 'node:timers/promises'
import type { LogEntry, RequestLog } from './log.ts'
import { defaultReply, factsIn, type Fault, type Scenario } from './scenario.ts'

/** How a wire writes an answer down. */
export type Encoder = {
  contentType: string
  begin: string
  text(text: string): string
  reasoning(text: string): string
  end(reason: string, tokens: number): string
  error(message: string): string
  /** A sign of life that says nothing. */
  comment: string
  malformed: string
  /** The same answer in one piece. */
  whole(text: string, reasoning: string): unknown
  /** An error as the wire's servers put it into a body. */
  errorBody(message: string): unknown
}

export type Part = {
  request: IncomingMessage
  response: ServerResponse
  encoder: Encoder
  scenario: Scenario
  fault: Fault | undefined
  /** Resolves once an answer that is held may go on. */
  released: Promise<void>
  entry: LogEntry
  log: RequestLog
  streaming: boolean
  model: string
  asked: string
  /** What of its answer the model was given to go on with. */
  begun?: string
}

/** Plays one answer, with what goes wrong in it. Resolves when there is nothing more to do. */
export async function play(part: Part): Promise<void> {
  const { response, encoder, scenario, fault } = part
  if (scenario.headersDelayMs > 0) await delay(scenario.headersDelayMs)
  if (response.destroyed || fault?.kind === 'no-headers') return
  if (fault && refuse(part, fault)) return
  const said = scenario.findsFacts ? factsIn(part.asked) : (scenario.reply ?? defaultReply(part.model, part.asked))
  const reply = fault?.kind === 'no-text' ? '' : goingOn(part, said)
  const reasoning = fault?.kind === 'no-text' ? '' : (scenario.reasoning ?? '')
  if (!part.streaming || fault?.kind === 'not-streamed') {
    sendJson(response, 200, encoder.whole(reply, reasoning))
    return
  }
  if (fault?.kind === 'cut' && fault.how === 'close') {
    response.useChunkedEncodingByDefault = false
    response.setHeader('connection', 'close')
  }
  response.writeHead(200, { 'content-type': encoder.contentType, 'cache-control': 'no-cache' })
  response.flushHeaders()
  const deltas = [
    ...words(reasoning).map((word) => encoder.reasoning(word)),
    ...words(reply).map((word) => encoder.text(word)),
  ]
  if (scenario.heldBackMs === undefined) return stream(part, deltas)
  await delay(scenario.heldBackMs)
  response.end([encoder.begin, ...deltas, encoder.end('stop', deltas.length)].join(''))
}

/** What is still to be said of a reply that broke off: behind what was given, or from the words on that were asked for. */
function goingOn({ asked, begun = '' }: Part, reply: string): string {
  const [, anchor = ''] = /«([^]+)»/.exec(asked) ?? []
  if (begun !== '' && reply.startsWith(begun)) return reply.slice(begun.length)
  return anchor !== '' && reply.includes(anchor) ? reply.slice(reply.lastIndexOf(anchor)) : reply
}

/** Shorter pauses are taken together: a timer is not that exact, and on a busy machine each one comes late. */
const shortestPauseMs = 5

async function stream(part: Part, deltas: string[]): Promise<void> {
  const { response, encoder, scenario, fault, entry, log } = part
  await write(part, encoder.begin)
  if (fault?.kind === 'comments') await writeComments(part)
  if (fault?.kind === 'huge-line') await writeHugeLine(part, fault.bytes)
  let owedMs = 0
  for (const [index, delta] of deltas.entries()) {
    if (index === scenario.holdAfter) await part.released
    if (response.destroyed || (fault && (await strike(part, fault, index)))) return
    await write(part, delta)
    entry.deltas += 1
    log.changed()
    owedMs += scenario.paceMs
    if (owedMs < shortestPauseMs) continue
    await delay(owedMs)
    owedMs = 0
  }
  if (response.destroyed || (fault && (await strike(part, fault, Infinity)))) return
  if (fault?.kind !== 'no-end') await write(part, encoder.end('stop', deltas.length))
  response.end()
}

/** A fault in mid-stream, once its time has come. True when it ended the answer. */
async function strike(part: Part, fault: Fault, sent: number): Promise<boolean> {
  const { response, encoder, entry } = part
  if (!('after' in fault) || fault.after === undefined || sent < fault.after) return false
  if (fault.kind === 'stall') return true
  if (fault.kind === 'malformed') {
    await write(part, encoder.malformed)
    return false
  }
  if (fault.kind === 'error-event') await write(part, encoder.error(fault.message ?? 'The model crashed.'))
  entry.closedBy = 'server'
  if (fault.kind !== 'cut' || fault.how === 'close') response.end()
  else if (fault.how === 'reset') response.socket?.resetAndDestroy()
  else response.socket?.end()
  return true
}

/** Faults in place of an answer. True when one was played. */
function refuse({ request, response, encoder }: Part, fault: Fault): boolean {
  if (fault.kind === 'status') {
    response.writeHead(fault.status, { 'content-type': fault.contentType ?? 'application/json', ...fault.headers })
    response.end(fault.body ?? JSON.stringify(encoder.errorBody(`Scripted failure ${fault.status}.`)))
  } else if (fault.kind === 'redirect') {
    response.writeHead(fault.status ?? 307, { location: fault.location }).end()
  } else if (fault.kind === 'html') {
    const page = '<!doctype html><title>Sign in to the network</title><p>Welcome'
    response.writeHead(200, { 'content-type': 'text/html' }).end(page)
  } else if (fault.kind === 'empty') {
    response.writeHead(200, { 'content-type': encoder.contentType, 'content-length': '0' }).end()
  } else if (fault.kind === 'echo') echo(request, response, encoder, fault.form)
  else return false
  return true
}

function echo(
  request: IncomingMessage,
  response: ServerResponse,
  encoder: Encoder,
  form: 'json' | 'html' | 'stream',
): void {
  const headers = JSON.stringify(request.headers)
  if (form === 'json') sendJson(response, 400, encoder.errorBody(headers))
  else if (form === 'html')
    response.writeHead(502, { 'content-type': 'text/html' }).end(`<h1>Bad gateway</h1>${headers}`)
  else response.writeHead(200, { 'content-type': encoder.contentType }).end(encoder.error(headers))
}

async function writeComments(part: Part): Promise<void> {
  while (!part.response.destroyed) {
    await write(part, part.encoder.comment)
    await delay(Math.max(1, part.scenario.paceMs))
  }
}

async function writeHugeLine(part: Part, bytes: number): Promise<void> {
  const block = 'x'.repeat(64 * 1024)
  const [before = ''] = part.encoder.text('§').split('§')
  await write(part, before)
  for (let written = 0; written < bytes && !part.response.destroyed; written += block.length) await write(part, block)
}

async function write({ response, scenario }: Part, text: string): Promise<void> {
  const bytes = Buffer.from(text)
  const size = scenario.bytesPerWrite ?? Math.max(1, bytes.length)
  for (let from = 0; from < bytes.length && !response.destroyed; from += size) {
    const flowing = response.write(bytes.subarray(from, from + size))
    if (!flowing) await drained(response)
    // Each piece gets its own packet.
    if (scenario.bytesPerWrite !== undefined) await turn()
  }
}

async function drained(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}

function words(text: string): string[] {
  return (text.match(/\S*\s*/g) ?? []).filter((word) => word !== '')
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}
