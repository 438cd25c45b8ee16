import { asArray, asObject, asText } from '../../lib/adapters/json.ts'

/** The text of the last turn of the user, wherever a wire keeps its turns and their parts. */
export function lastQuestion(turns: unknown, partsField: string): string {
  const turn = asArray(turns)
    .map(asObject)
    .findLast((one) => one?.role === 'user')
  const content = turn?.[partsField]
  const parts = asArray(content).map((part) => asText(asObject(part)?.text) ?? '')
  return asText(content) ?? parts.join('\n')
}

/** The text of the answer that the last turn has begun, which a model goes on with; empty when there is none. */
export function begunAnswer(turns: unknown): string {
  const last = asObject(asArray(turns).at(-1))
  if (last?.role !== 'assistant') return ''
  const parts = asArray(last.content).map((part) => asText(asObject(part)?.text) ?? '')
  return asText(last.content) ?? parts.join('')
}
