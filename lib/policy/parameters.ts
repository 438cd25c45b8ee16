import type { ErrorInfo } from '../chat/chat-error'
import type { ChatParameters } from '../chat/request'
import { refusesSampling, refusesStops, rulesFor, type ParameterSubject } from './parameter-rules'

export type ParameterField = Exclude<keyof ChatParameters, 'contextWindow'>

/** Something about one parameter, in one sentence for the reader. */
export type ParameterRemark = { field: ParameterField; message: string }

/** What a field takes, as a hint and as the end of a complaint. */
export function rangeOf(field: 'temperature' | 'topP' | 'maxOutputTokens', subject: ParameterSubject): string {
  const { maxTemperature, leastTokens } = rulesFor(subject)
  const ranges = {
    temperature: `a temperature from 0 to ${maxTemperature}`,
    topP: 'a top-p from 0 to 1',
    maxOutputTokens:
      mostTokens(subject) === undefined
        ? `a limit of ${leastTokens} token${leastTokens === 1 ? '' : 's'} or more`
        : `a limit from ${leastTokens} to ${count(mostTokens(subject) ?? 0)} tokens for this model`,
  }
  return `${subject.owner} takes ${ranges[field]}.`
}

/** What would be refused, each with the field it is about. Empty: the parameters can be sent. */
export function parameterProblems(subject: ParameterSubject, parameters: ChatParameters): ParameterRemark[] {
  return [
    ...numberProblems(subject, parameters),
    ...stopProblems(subject, parameters.stop ?? []),
    ...bodyProblems(subject, parameters.extraBody ?? {}),
  ]
}

/**
 * What would be refused, as the failure of a request.
 * @returns undefined when the parameters can be sent.
 */
export function checkParameters(
  subject: ParameterSubject,
  parameters: ChatParameters,
  place: { providerId: string; presetId: string },
): ErrorInfo | undefined {
  const [first] = parameterProblems(subject, parameters)
  return first && { kind: 'bad-request', message: first.message, ...place }
}

/** What can be sent but will be left out or changed, because this model or this wire has no use for it. */
export function parameterNotes(subject: ParameterSubject, parameters: ChatParameters): ParameterRemark[] {
  const { temperature, topP, maxOutputTokens, stop = [], reasoning } = parameters
  const { wire, dialect, model, owner } = subject
  const name = model.name ?? model.id
  const { sendsStops, refusesTokensAboveModel } = rulesFor(subject)
  const fixed = refusesSampling(subject)
  const thinks = reasoning !== undefined && reasoning !== 'off'
  const unsampled = fixed
    ? `${name} chooses its words in its own way: this will be left out.`
    : wire === 'anthropic-messages' && thinks && 'Left out while the model thinks.'
  const most = model.maxOutputTokens
  const notes: (ParameterRemark | false)[] = [
    temperature !== undefined && unsampled !== false && { field: 'temperature', message: unsampled },
    topP !== undefined && unsampled !== false && { field: 'topP', message: unsampled },
    maxOutputTokens !== undefined &&
      most !== undefined &&
      !refusesTokensAboveModel &&
      maxOutputTokens > most && {
        field: 'maxOutputTokens',
        message: `${owner} says that ${name} writes at most ${count(most)} tokens.`,
      },
    stop.length > 0 &&
      refusesStops(subject) && {
        field: 'stop',
        message: `${sendsStops ? name : owner} does not know stop sequences here: Gloss ends the answer at them itself.`,
      },
    thinks &&
      model.thinking === false && { field: 'reasoning', message: `${name} does not think: this has no effect.` },
    reasoning !== undefined &&
      wire === 'openai-chat' &&
      dialect.reasoningParameter === 'none' && {
        field: 'reasoning',
        message: `${owner} has no such setting: this will be left out.`,
      },
  ]
  return notes.filter((note) => note !== false)
}

function numberProblems(subject: ParameterSubject, parameters: ChatParameters): ParameterRemark[] {
  const { temperature, topP, maxOutputTokens } = parameters
  const { maxTemperature, leastTokens, refusesBothSamplings } = rulesFor(subject)
  const problems: ParameterRemark[] = []
  if (temperature !== undefined && outside(temperature, 0, maxTemperature)) {
    const message = `A temperature of ${temperature} cannot be sent: ${rangeOf('temperature', subject)}`
    problems.push({ field: 'temperature', message })
  }
  if (topP !== undefined && outside(topP, 0, 1)) {
    problems.push({ field: 'topP', message: `A top-p of ${topP} cannot be sent: ${rangeOf('topP', subject)}` })
  } else if (refusesBothSamplings && temperature !== undefined && topP !== undefined && !refusesSampling(subject)) {
    const message = `Top-p ${topP} cannot stand beside temperature ${temperature}: ${subject.owner} takes one of the two.`
    problems.push({ field: 'topP', message })
  }
  if (maxOutputTokens !== undefined && !Number.isInteger(maxOutputTokens)) {
    const message = `${maxOutputTokens} is not a whole number of tokens. ${rangeOf('maxOutputTokens', subject)}`
    problems.push({ field: 'maxOutputTokens', message })
  } else if (maxOutputTokens !== undefined && outside(maxOutputTokens, leastTokens, mostTokens(subject) ?? Infinity)) {
    const message = `A limit of ${count(maxOutputTokens)} tokens cannot be sent: ${rangeOf('maxOutputTokens', subject)}`
    problems.push({ field: 'maxOutputTokens', message })
  }
  return problems
}

function stopProblems(subject: ParameterSubject, stop: readonly string[]): ParameterRemark[] {
  const { mostStops, refusesBlankStops } = rulesFor(subject)
  const problem = (message: string): ParameterRemark[] => [{ field: 'stop', message }]
  // What is not sent can be as many as one likes.
  if (stop.length > mostStops && !refusesStops(subject)) {
    return problem(`${stop.length} stop sequences are too many: ${subject.owner} takes at most ${mostStops}.`)
  }
  const blank = stop.find((sequence) => sequence.trim() === '')
  if (blank === undefined) return []
  if (blank === '') return problem('A stop sequence cannot be empty.')
  if (!refusesBlankStops) return []
  return problem(
    `${JSON.stringify(blank)} is only blank space: ${subject.owner} takes stop sequences with a visible character.`,
  )
}

function bodyProblems(subject: ParameterSubject, extraBody: Record<string, unknown>): ParameterRemark[] {
  const own = rulesFor(subject).ownFields.find((field) => Object.hasOwn(extraBody, field))
  if (own === undefined) return []
  return [{ field: 'extraBody', message: `“${own}” cannot be set here: Gloss writes it itself in every request.` }]
}

/** Where a limit above the model's own is refused: what the provider says it is. */
function mostTokens(subject: ParameterSubject): number | undefined {
  return rulesFor(subject).refusesTokensAboveModel ? subject.model.maxOutputTokens : undefined
}

/** True for what is no number at all, too. */
function outside(value: number, least: number, most: number): boolean {
  return !(value >= least && value <= most)
}

function count(value: number): string {
  return value.toLocaleString('en')
}
