import type { IncomingMessage, ServerResponse } from 'node:http'
import { asObject, asText } from '../../lib/adapters/json.ts'
import { lastQuestion } from './asked.ts'
import type { Encoder } from './play.ts'
import { sendJson } from './play.ts'
import type { Scenario } from './scenario.ts'
import type { Side } from './side.ts'

/** Chat completions. */
export const openaiSide: Side = {
  serves: (path) => path.startsWith('/v1/'),
  refuses: refusesKey,
  answers(path, _, response, scenario) {
    if (path !== '/v1/models') return false
    const facts = { object: 'model', created: 1, owned_by: 'gloss', context_window: 40_960 }
    sendJson(response, 200, { object: 'list', data: scenario.models.map((id) => ({ id, ...facts })) })
    return true
  },
  chat(path, body) {
    if (path !== '/v1/chat/completions') return undefined
    const chat = asObject(body)
    const asked = lastQuestion(chat?.messages, 'content')
    return { model: asText(chat?.model) ?? '', streaming: chat?.stream === true, asked }
  },
  unknownModel: refuseModel,
  encoder: openaiEncoder,
}

export function refusesKey(request: IncomingMessage, response: ServerResponse, scenario: Scenario): boolean {
  if (scenario.key === '' || request.headers.authorization === `Bearer ${scenario.key}`) return false
  const error = { type: 'invalid_request_error', param: null, code: 'invalid_api_key' }
  sendJson(response, 401, { error: { message: 'Incorrect API key provided.', ...error } })
  return true
}

export function refuseModel(model: string, response: ServerResponse): void {
  const error = { type: 'invalid_request_error', param: null, code: 'model_not_found' }
  sendJson(response, 404, { error: { message: `The model \`${model}\` does not exist`, ...error } })
}

function openaiEncoder(model: string): Encoder {
  const head = { id: 'chatcmpl-fake', object: 'chat.completion.chunk', created: 1, model }
  const event = (value: object): string => `data: ${JSON.stringify({ ...head, ...value })}\n\n`
  return {
    contentType: 'text/event-stream',
    begin: event(choice({ role: 'assistant', content: '' })),
    text: (content) => event(choice({ content })),
    reasoning: (words) => event(choice({ reasoning_content: words })),
    end: (reason, tokens) =>
      event(choice({}, reason)) + event({ choices: [], usage: usage(tokens) }) + 'data: [DONE]\n\n',
    error: (message) => `data: ${JSON.stringify({ error: { message, type: 'server_error', code: null } })}\n\n`,
    comment: ': keep-alive\n\n',
    malformed: 'data: {"choices": [{]\n\n',
    whole: (content, reasoning) => ({
      ...head,
      object: 'chat.completion',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content, ...(reasoning === '' ? {} : { reasoning_content: reasoning }) },
          finish_reason: 'stop',
        },
      ],
      usage: usage(content.split(/\s+/).length),
    }),
    errorBody: (message) => ({ error: { message, type: 'server_error', param: null, code: null } }),
  }
}

function choice(delta: object, reason: string | null = null): object {
  return { choices: [{ index: 0, delta, finish_reason: reason }] }
}

function usage(tokens: number): object {
  return { prompt_tokens: 100, completion_tokens: tokens, total_tokens: 100 + tokens }
}
