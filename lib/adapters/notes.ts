import type { Connection } from '../chat/connection'
import type { ChatParameters, ChatRequest } from '../chat/request'
import { asArray, asObject, type JsonObject } from './json'

type Wish = NonNullable<ChatParameters['reasoning']>

/** Where the body of a wire holds what was wished for: paths of fields, with dots. */
export type Places = {
  temperature: string
  topP: string
  maxOutputTokens: string
  /** Undefined where the wire knows no stop sequences. */
  stop?: string
  /** How much thinking a body asks for in our words; `least` where it cannot be turned off. */
  reasoning: (body: JsonObject) => Wish | 'least' | undefined
  /** Tokens in the body's limit that are meant for thinking, not for the answer that the wish is about. */
  thinkingTokens?: (body: JsonObject) => number
}

const numbers = [
  ['temperature', 'temperature'],
  ['topP', 'top-p'],
  ['maxOutputTokens', 'limit of the answer'],
] as const

/**
 * Says in what a body differs from the wishes it was made of: for what reason ever a body leaves something out, no
 * reader is left to believe that it was sent. What extra fields of the reader's own replace is theirs to know.
 */
export function noteChanges(connection: Connection, request: ChatRequest, body: JsonObject, places: Places): void {
  const { parameters } = request
  const who = `${connection.providerName}’s ${request.model}`
  const note = (sentence: string): void => connection.onNote?.(sentence)
  const isOwn = (path: string): boolean => valueAt(parameters.extraBody ?? {}, path) !== undefined

  for (const [name, label] of numbers) {
    const wished = parameters[name]
    if (wished === undefined || isOwn(places[name])) continue
    const sent = valueAt(body, places[name])
    const extra = name === 'maxOutputTokens' ? (places.thinkingTokens?.(body) ?? 0) : 0
    const value = typeof sent === 'number' ? sent - extra : undefined
    if (value === undefined) {
      note(`Your ${label} (${wished}) was not sent: ${who} does not take it with these settings.`)
    } else if (Math.abs(value - wished) >= (name === 'maxOutputTokens' ? 1 : Number.EPSILON)) {
      note(
        `Your ${label} (${wished}) was sent as ${value}, the ${value < wished ? 'most' : 'least'} that ${who} takes.`,
      )
    }
  }

  const stops = parameters.stop?.filter((sequence) => sequence !== '') ?? []
  const sentStops = places.stop === undefined ? [] : asArray(valueAt(body, places.stop))
  if (stops.length > sentStops.length && !(places.stop && isOwn(places.stop))) {
    note(`${who} does not take all of your stop sequences, so Gloss itself ends the answer at them.`)
  }

  const { reasoning } = parameters
  const asked = reasoning && places.reasoning(body)
  if (asked === reasoning) return
  if (asked === 'least') note(`Thinking cannot be turned off for ${who}, so the least of it was asked for.`)
  else if (asked) note(`Your wish for thinking (${reasoning}) was sent as “${asked}”, which is what ${who} takes.`)
  else note(`Your wish for thinking (${reasoning}) was not sent: ${who} does not take it.`)
}

/** Words of the server for a receipt: enough to recognise them by. */
const quoted = 160

/** Says what of a request was changed after a refusal, with the refusal's own words. */
export function noteAmendment(connection: Connection, before: JsonObject, after: JsonObject, refusal = ''): void {
  const gone = missing(before, after)
  const added = missing(after, before)
  if (gone.length === 0) return
  const names = gone.map((name) => `“${name}”`).join(', ')
  const amends =
    added.length > 0
      ? `so it was sent again as ${added.map((name) => `“${name}”`).join(', ')}`
      : `so the request was sent again without ${gone.length > 1 ? 'them' : 'it'}`
  const words = refusal.replace(/\s+/g, ' ').trim()
  const said = words === '' ? '' : ` It said: “${words.length > quoted ? `${words.slice(0, quoted)}…` : words}”`
  connection.onNote?.(`${connection.providerName} refused ${names}, ${amends}.${said}`)
}

/** Names of fields that one object has and the other has not, inner ones with their outer field's name before them. */
function missing(object: JsonObject, other: JsonObject): string[] {
  return Object.entries(object).flatMap(([name, value]) => {
    if (value === undefined) return []
    if (other[name] === undefined) return [name]
    const [inner, otherInner] = [asObject(value), asObject(other[name])]
    return inner && otherInner ? missing(inner, otherInner).map((one) => `${name}.${one}`) : []
  })
}

function valueAt(body: JsonObject, path: string): unknown {
  let value: unknown = body
  for (const field of path.split('.')) value = asObject(value)?.[field]
  return value
}
