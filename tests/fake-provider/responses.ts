import { asObject, asText } from '../../lib/adapters/json.ts'
import { lastQuestion } from './asked.ts'
import { openaiSide, refuseModel, refusesKey } from './openai.ts'
import type { Encoder } from './play.ts'
import type { Side } from './side.ts'

/** OpenAI's responses, beside its chat completions. */
export const responsesSide: Side = {
  serves: (path) => path === '/v1/responses',
  refuses: refusesKey,
  answers: () => false,
  chat(_, body) {
    const chat = asObject(body)
    const asked = lastQuestion(chat?.input, 'content')
    return { model: asText(chat?.model) ?? '', streaming: chat?.stream === true, asked }
  },
  unknownModel: refuseModel,
  encoder,
}

function encoder(model: string): Encoder {
  let number = 0
  const event = (type: string, fields: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...fields })}\n\n`
  const response = (status: string, fields: object): object => ({
    id: 'resp_fake',
    object: 'response',
    model,
    status,
    error: null,
    incomplete_details: null,
    ...fields,
  })
  return {
    ...openaiSide.encoder(model),
    begin: event('response.created', { response: response('in_progress', { output: [], usage: null }) }),
    text: (delta) =>
      event('response.output_text.delta', { item_id: 'msg_fake', output_index: 1, content_index: 0, delta }),
    reasoning: (delta) =>
      event('response.reasoning_summary_text.delta', { item_id: 'rs_fake', output_index: 0, summary_index: 0, delta }),
    end: (_, tokens) =>
      event('response.completed', { response: response('completed', { output: [], usage: usage(tokens) }) }),
    error: (message) =>
      event('error', { error: { message, type: 'server_error', code: null, param: null } }) +
      event('response.failed', { response: response('failed', { error: { code: 'server_error', message } }) }),
    malformed: 'event: response.output_text.delta\ndata: {"delta": [}\n\n',
    whole: (text, reasoning) =>
      response('completed', {
        output: [
          ...(reasoning === '' ? [] : [{ type: 'reasoning', summary: [{ type: 'summary_text', text: reasoning }] }]),
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text, annotations: [] }] },
        ],
        usage: usage(text.split(/\s+/).length),
      }),
  }
}

function usage(tokens: number): object {
  return { input_tokens: 100, output_tokens: tokens, total_tokens: 100 + tokens }
}
