import type { IncomingMessage, ServerResponse } from 'node:http'
import { asObject, asText } from '../../lib/adapters/json.ts'
import { begunAnswer, lastQuestion } from './asked.ts'
import type { Encoder } from './play.ts'
import { sendJson } from './play.ts'
import type { Scenario } from './scenario.ts'
import type { Side } from './side.ts'

const local =
  /^(https?:\/\/(localhost|127\.0\.0\.1|0\.0\.0\.0)(:\d+)?|(app|file|tauri|vscode-webview|vscode-file):\/\/.*)$/

export const ollamaSide: Side = {
  // Whatever is nobody else's: Ollama listens at the root.
  serves: () => true,
  refuses(request, response, scenario) {
    if (originAllowed(request, scenario)) return false
    response.writeHead(403, { 'content-length': '0' }).end()
    return true
  },
  answers: ollamaRoute,
  chat(path, body) {
    if (path !== '/api/chat') return undefined
    const chat = asObject(body)
    // It streams unless told not to.
    const streaming = chat?.stream !== false
    const asked = lastQuestion(chat?.messages, 'content')
    return { model: asText(chat?.model) ?? '', streaming, asked, begun: begunAnswer(chat?.messages) }
  },
  unknownModel: (model, response) => sendJson(response, 404, { error: `model '${model}' not found` }),
  encoder: ollamaEncoder,
}

/** Ollama judges the Origin header before anything else, and refuses without a word. */
function originAllowed(request: IncomingMessage, scenario: Scenario): boolean {
  const { origin, host } = request.headers
  if (origin === undefined || local.test(origin) || origin === `http://${host}`) return true
  return scenario.origins.some((allowed) => {
    const pattern = allowed.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${pattern.join('.*')}$`).test(origin)
  })
}

function ollamaRoute(path: string, body: unknown, response: ServerResponse, scenario: Scenario): boolean {
  switch (path) {
    case '/':
      response.writeHead(200, { 'content-type': 'text/plain' }).end('Ollama is running')
      return true
    case '/api/version':
      sendJson(response, 200, { version: '0.99.0' })
      return true
    case '/api/tags':
      sendJson(response, 200, { models: [...scenario.models.map(tag), tag('gloss-embed')] })
      return true
    case '/api/ps':
      sendJson(response, 200, {
        models: scenario.models.slice(0, 1).map((name) => ({ ...tag(name), context_length: 8192 })),
      })
      return true
    case '/api/show': {
      const model = asText(asObject(body)?.model) ?? ''
      if (model !== 'gloss-embed' && !scenario.models.includes(model)) {
        sendJson(response, 404, { error: `model '${model}' not found` })
        return true
      }
      sendJson(response, 200, {
        capabilities: model === 'gloss-embed' ? ['embedding'] : ['completion', 'thinking', 'vision'],
        model_info: { 'general.architecture': 'gloss', 'gloss.context_length': 40_960 },
      })
      return true
    }
    default:
      return false
  }
}

function ollamaEncoder(model: string): Encoder {
  const line = (value: object): string =>
    `${JSON.stringify({ model, created_at: new Date().toISOString(), ...value })}\n`
  return {
    contentType: 'application/x-ndjson',
    begin: '',
    text: (content) => line(message({ content })),
    reasoning: (thinking) => line(message({ thinking })),
    end: (reason, tokens) => line({ ...message({}), ...done(tokens, reason) }),
    error: (words) => `${JSON.stringify({ error: words })}\n`,
    comment: '\n',
    malformed: '{"model": "broken", "message": {]\n',
    whole: (content, thinking) => ({
      model,
      created_at: new Date().toISOString(),
      ...message({ content, ...(thinking === '' ? {} : { thinking }) }),
      ...done(content.split(/\s+/).length, 'stop'),
    }),
    errorBody: (words) => ({ error: words }),
  }
}

function message(fields: object): object {
  return { message: { role: 'assistant', content: '', ...fields }, done: false }
}

function done(tokens: number, reason: string): object {
  return {
    done: true,
    done_reason: reason,
    total_duration: 1_000_000_000,
    prompt_eval_count: 100,
    eval_count: tokens,
    eval_duration: 500_000_000,
  }
}

function tag(name: string): object {
  const file = { modified_at: '2026-01-01T00:00:00Z', size: 5_200_000_000, digest: 'f'.repeat(64) }
  return { name, model: name, ...file, details: { family: 'gloss', parameter_size: '8.2B' } }
}
