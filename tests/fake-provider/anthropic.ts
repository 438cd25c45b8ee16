import type { ServerResponse } from 'node:http'
import { asObject, asText } from '../../lib/adapters/json.ts'
import { begunAnswer, lastQuestion } from './asked.ts'
import type { Encoder } from './play.ts'
import { sendJson } from './play.ts'
import type { Side } from './side.ts'

/** Anthropic's messages. Its list of models has the same path as another's: the headers tell whose is wanted. */
export const anthropicSide: Side = {
  serves: (path, { headers }) =>
    path === '/v1/messages' ||
    (path === '/v1/models' && (headers['x-api-key'] ?? headers['anthropic-version']) !== undefined),
  refuses({ headers }, response, scenario) {
    const refusal = refusalOf(headers, scenario.key)
    if (refusal) refuse(response, ...refusal)
    return refusal !== undefined
  },
  answers(path, _, response, scenario) {
    if (path !== '/v1/models') return false
    const facts = { type: 'model', created_at: '2026-01-01T00:00:00Z', max_input_tokens: 40_960, max_tokens: 8_192 }
    const data = scenario.models.map((id) => ({ id, display_name: id, ...facts }))
    sendJson(response, 200, { data, has_more: false, first_id: data.at(0)?.id, last_id: data.at(-1)?.id })
    return true
  },
  chat(path, body) {
    if (path !== '/v1/messages') return undefined
    const chat = asObject(body)
    const asked = lastQuestion(chat?.messages, 'content')
    const begun = begunAnswer(chat?.messages)
    return { model: asText(chat?.model) ?? '', streaming: chat?.stream === true, asked, begun }
  },
  unknownModel: (model, response) => refuse(response, 404, 'not_found_error', `model: ${model}`),
  encoder,
}

const versions = new Set(['2023-06-01', '2026-10-21'])

type Refusal = [status: number, type: string, message: string]

/** The key, the version, and leave to be asked from a browser where an Origin shows that it is one. */
function refusalOf(headers: NodeJS.Dict<string | string[]>, key: string): Refusal | undefined {
  const leave = 'anthropic-dangerous-direct-browser-access'
  if (headers.origin !== undefined && headers[leave] !== 'true') {
    return [401, 'authentication_error', `CORS requests must set '${leave}' header`]
  }
  // Since the version 2026-10-21 its own clients send the key as a bearer's; the older header is still taken.
  const isKnown = headers['x-api-key'] === key || headers.authorization === `Bearer ${key}`
  if (key !== '' && !isKnown) return [401, 'authentication_error', 'invalid x-api-key']
  const version = headers['anthropic-version']
  if (version === undefined) return [400, 'invalid_request_error', 'anthropic-version: header is required']
  if (versions.has(String(version))) return undefined
  return [400, 'invalid_request_error', `anthropic-version: "${String(version)}" is not a valid version`]
}

function refuse(response: ServerResponse, status: number, type: string, message: string): void {
  sendJson(response, status, { type: 'error', error: { type, message }, request_id: 'req_fake' })
}

function encoder(model: string): Encoder {
  const event = (type: string, fields: object = {}): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`
  const message = { id: 'msg_fake', type: 'message', role: 'assistant', model, stop_reason: null, stop_sequence: null }
  const error = (words: string): object => ({ type: 'error', error: { type: 'api_error', message: words } })
  let index = -1
  let open: string | undefined
  /** Begins a block of a kind, unless one is open. */
  const block = (type: string, content: object): string => {
    if (open === type) return ''
    const closing = open === undefined ? '' : event('content_block_stop', { index })
    open = type
    index += 1
    return closing + event('content_block_start', { index, content_block: { type, ...content } })
  }
  return {
    contentType: 'text/event-stream',
    begin: event('message_start', { message: { ...message, content: [], usage: usage(1) } }) + event('ping'),
    text: (text) =>
      block('text', { text: '' }) + event('content_block_delta', { index, delta: { type: 'text_delta', text } }),
    reasoning: (thinking) =>
      block('thinking', { thinking: '', signature: '' }) +
      event('content_block_delta', { index, delta: { type: 'thinking_delta', thinking } }),
    end: (_, tokens) =>
      (open === undefined ? '' : event('content_block_stop', { index })) +
      event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: usage(tokens) }) +
      event('message_stop'),
    error: (words) => event('error', error(words)),
    comment: event('ping'),
    malformed: 'event: content_block_delta\ndata: {"type": [}\n\n',
    whole: (text, thinking) => ({
      ...message,
      content: [
        ...(thinking === '' ? [] : [{ type: 'thinking', thinking, signature: 'fake' }]),
        { type: 'text', text },
      ],
      stop_reason: 'end_turn',
      usage: usage(text.split(/\s+/).length),
    }),
    errorBody: error,
  }
}

function usage(tokens: number): object {
  return { input_tokens: 100, cache_creation_input_tokens: 0, cache_read_input_tokens: 0, output_tokens: tokens }
}
