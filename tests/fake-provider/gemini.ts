import { asObject } from '../../lib/adapters/json.ts'
import { lastQuestion } from './asked.ts'
import type { Encoder } from './play.ts'
import { sendJson } from './play.ts'
import type { Side } from './side.ts'

const chatPath = /^\/v1(?:beta)?\/models\/([^/]+):(stream)?generateContent$/i

/**
 * Google's Gemini, as beta and as version 1: the model and the form of the answer are in the path, and lines end in CRLF.
 * The list of models of version 1 has the same path as another's: the header tells whose is wanted.
 */
export const geminiSide: Side = {
  serves: (path, { headers }) =>
    path.startsWith('/v1beta/') || chatPath.test(path) || (path === '/v1/models' && 'x-goog-api-key' in headers),
  refuses({ headers }, response, scenario) {
    if (scenario.key === '' || headers['x-goog-api-key'] === scenario.key) return false
    const message = 'API key not valid. Please pass a valid API key.'
    const details = [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }]
    sendJson(response, 400, { error: { code: 400, message, status: 'INVALID_ARGUMENT', details } })
    return true
  },
  answers(path, _, response, scenario) {
    if (path !== '/v1beta/models' && path !== '/v1/models') return false
    const model = (id: string, method: string): object => ({
      name: `models/${id}`,
      displayName: id,
      inputTokenLimit: 40_960,
      outputTokenLimit: 8_192,
      supportedGenerationMethods: [method],
    })
    const models = [...scenario.models.map((id) => model(id, 'generateContent')), model('gloss-embed', 'embedContent')]
    sendJson(response, 200, { models })
    return true
  },
  chat(path, body) {
    const match = chatPath.exec(path)
    if (!match) return undefined
    const [, model = '', stream] = match
    return { model, streaming: stream !== undefined, asked: lastQuestion(asObject(body)?.contents, 'parts') }
  },
  unknownModel(model, response) {
    const message = `models/${model} is not found for API version v1beta`
    sendJson(response, 404, { error: { code: 404, message, status: 'NOT_FOUND' } })
  },
  encoder,
}

function encoder(model: string): Encoder {
  const chunk = (part: object, fields: object = {}, tokens = 0): object => ({
    candidates: [{ content: { parts: [part], role: 'model' }, index: 0, ...fields }],
    usageMetadata: { promptTokenCount: 100, ...(tokens > 0 ? { candidatesTokenCount: tokens } : {}) },
    modelVersion: model,
    responseId: 'fake',
  })
  const event = (value: object): string => `data: ${JSON.stringify(value)}\r\n\r\n`
  const error = (message: string): object => ({ error: { code: 500, message, status: 'INTERNAL' } })
  return {
    contentType: 'text/event-stream',
    begin: '',
    text: (text) => event(chunk({ text })),
    reasoning: (text) => event(chunk({ text, thought: true })),
    end: (_, tokens) => event(chunk({ text: '' }, { finishReason: 'STOP' }, tokens)),
    error: (message) => event(error(message)),
    comment: ':\r\n\r\n',
    malformed: 'data: {"candidates": [}\r\n\r\n',
    whole(text, thinking) {
      const parts = [...(thinking === '' ? [] : [{ text: thinking, thought: true }]), { text }]
      const tokens = text.split(/\s+/).length
      return {
        ...chunk({}, {}, tokens),
        candidates: [{ content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 }],
      }
    },
    errorBody: error,
  }
}
