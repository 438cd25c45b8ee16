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
    const asked = lastQuestion(chat?.input, 'content') || (asText(chat?.input) ?? '')
    return { model: asText(chat?.model) ?? '', streaming: chat?.stream === true, asked }
  },
  unknownModel: refuseModel,
  encoder,
}

/** The two kinds of items an answer has, and how their events are called. */
const kinds = {
  reasoning: {
    item: 'rs_fake',
    part: 'reasoning_summary_part',
    text: 'reasoning_summary_text',
    index: 'summary_index',
  },
  message: { item: 'msg_fake', part: 'content_part', text: 'output_text', index: 'content_index' },
} as const

type Kind = keyof typeof kinds

function encoder(model: string): Encoder {
  let number = 0
  const event = (type: string, fields: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number: number++, ...fields })}\n\n`
  const response = (status: string, fields: object): object => ({
    id: 'resp_fake',
    object: 'response',
    created_at: 1,
    model,
    status,
    error: null,
    incomplete_details: null,
    ...fields,
  })
  const output: object[] = []
  let open: { kind: Kind; text: string } | undefined
  /** Ends the item that is open, with everything that was said in it once more. */
  const close = (): string => {
    if (!open) return ''
    const { kind, text } = open
    const { item, part, text: name, index } = kinds[kind]
    const place = { item_id: item, output_index: output.length, [index]: 0 }
    const finished = itemOf(kind, 'completed', text)
    const ended =
      event(`response.${name}.done`, { ...place, text, ...extra(kind) }) +
      event(`response.${part}.done`, { ...place, part: partOf(kind, text) }) +
      event('response.output_item.done', { output_index: output.length, item: finished })
    output.push(finished)
    open = undefined
    return ended
  }
  const say = (kind: Kind, delta: string): string => {
    const { item, part, text: name, index } = kinds[kind]
    let begun = ''
    if (open?.kind !== kind) {
      begun = close()
      const place = { item_id: item, output_index: output.length, [index]: 0 }
      begun +=
        event('response.output_item.added', { output_index: output.length, item: itemOf(kind, 'in_progress') }) +
        event(`response.${part}.added`, { ...place, part: partOf(kind, '') })
      open = { kind, text: '' }
    }
    if (open) open.text += delta
    const place = { item_id: item, output_index: output.length, [index]: 0 }
    return begun + event(`response.${name}.delta`, { ...place, delta, ...extra(kind) })
  }
  return {
    ...openaiSide.encoder(model),
    begin:
      event('response.created', { response: response('in_progress', { output: [], usage: null }) }) +
      event('response.in_progress', { response: response('in_progress', { output: [], usage: null }) }),
    text: (delta) => say('message', delta),
    reasoning: (delta) => say('reasoning', delta),
    end: (_, tokens) =>
      close() + event('response.completed', { response: response('completed', { output, usage: usage(tokens) }) }),
    error: (message) =>
      event('error', { error: { message, type: 'server_error', code: null, param: null } }) +
      event('response.failed', { response: response('failed', { output, error: { code: 'server_error', message } }) }),
    malformed: 'event: response.output_text.delta\ndata: {"delta": [}\n\n',
    whole: (text, reasoning) =>
      response('completed', {
        output: [
          ...(reasoning === '' ? [] : [itemOf('reasoning', 'completed', reasoning)]),
          itemOf('message', 'completed', text),
        ],
        usage: usage(text.split(/\s+/).length),
      }),
  }
}

function itemOf(kind: Kind, status: string, text?: string): object {
  const parts = text === undefined ? [] : [partOf(kind, text)]
  const { item: id } = kinds[kind]
  return kind === 'message'
    ? { id, type: kind, role: 'assistant', status, content: parts }
    : { id, type: kind, status, summary: parts }
}

function partOf(kind: Kind, text: string): object {
  return kind === 'message' ? { type: 'output_text', text, annotations: [] } : { type: 'summary_text', text }
}

function extra(kind: Kind): object {
  return kind === 'message' ? { logprobs: [] } : {}
}

function usage(tokens: number): object {
  return {
    input_tokens: 100,
    input_tokens_details: { cached_tokens: 0 },
    output_tokens: tokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: 100 + tokens,
  }
}
