import type { ModelInfo } from '../../lib/chat/model-info'
import type { Preset } from '../../lib/chat/preset'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import type { ChatParameters } from '../../lib/chat/request'
import { coerceNumber, coerceObject, coerceStops, coerceWhole, stopsText, type Coerced } from '../../lib/policy/coerce'
import type { ParameterSubject } from '../../lib/policy/parameter-rules'
import {
  parameterNotes,
  parameterProblems,
  rangeOf,
  type ParameterField,
  type ParameterRemark,
} from '../../lib/policy/parameters'
import { customDefaults, providerRow } from '../../lib/providers'

/** A preset as it stands in the fields of its form: everything that is typed is text. */
export type PresetForm = {
  name: string
  providerId: string
  model: string
  systemPrompt: string
  temperature: string
  topP: string
  maxOutputTokens: string
  stop: string
  /** Empty: the model's own. */
  reasoning: '' | NonNullable<ChatParameters['reasoning']>
  extraBody: string
  fallbackPresetIds: string[]
  active: boolean
  /** Has no field, and is kept. */
  contextWindow?: number
}

export type FormField = ParameterField | 'name' | 'providerId' | 'model'

/** One sentence per field, for those that have something said about them. */
export type Remarks = Partial<Record<FormField, string>>

/** What the form comes to: a preset's content, or what has to be mended first. */
export type CheckedForm = { content: Omit<Preset, 'id'>; problems: Remarks; notes: Remarks }

export function formOf({ parameters, ...preset }: Omit<Preset, 'id'>): PresetForm {
  const { temperature, topP, maxOutputTokens, stop = [], reasoning = '', extraBody, contextWindow } = parameters
  return {
    name: preset.name,
    providerId: preset.providerId,
    model: preset.model,
    systemPrompt: preset.systemPrompt ?? '',
    temperature: temperature?.toString() ?? '',
    topP: topP?.toString() ?? '',
    maxOutputTokens: maxOutputTokens?.toString() ?? '',
    stop: stopsText(stop),
    reasoning,
    extraBody: extraBody === undefined ? '' : JSON.stringify(extraBody, null, 2),
    fallbackPresetIds: preset.fallbackPresetIds ?? [],
    active: preset.active !== false,
    ...(contextWindow === undefined ? {} : { contextWindow }),
  }
}

/** What a provider's model is judged by, as far as its list tells. */
export function subjectOf(provider: ProviderStatus, model: ModelInfo): ParameterSubject {
  const dialect = providerRow(provider.id)?.dialect ?? customDefaults(provider.wire).dialect
  return { owner: provider.name, wire: provider.wire, dialect, model }
}

/**
 * Reads the form and judges it.
 * @param subject undefined while no provider is chosen that exists: ranges cannot be judged then.
 */
export function checkForm(form: PresetForm, subject: ParameterSubject | undefined): CheckedForm {
  const temperature = coerceNumber(form.temperature)
  const topP = coerceNumber(form.topP)
  const maxOutputTokens = coerceWhole(form.maxOutputTokens)
  const extraBody = coerceObject(form.extraBody)
  const stop = coerceStops(form.stop)
  const parameters = present({
    temperature: valueOf(temperature),
    topP: valueOf(topP),
    maxOutputTokens: valueOf(maxOutputTokens),
    stop: stop.length === 0 ? undefined : stop,
    reasoning: form.reasoning === '' ? undefined : form.reasoning,
    extraBody: valueOf(extraBody),
    contextWindow: form.contextWindow,
  })
  const ranged = (field: 'temperature' | 'topP' | 'maxOutputTokens', coerced: Coerced<number>): Remarks =>
    coerced.ok ? {} : { [field]: [coerced.problem, ...(subject ? [rangeOf(field, subject)] : [])].join(' ') }
  const name = form.name.trim()
  const model = form.model.trim()
  const systemPrompt = form.systemPrompt.trim()
  return {
    content: {
      name,
      providerId: form.providerId,
      model,
      ...(systemPrompt === '' ? {} : { systemPrompt }),
      parameters,
      ...(form.fallbackPresetIds.length === 0 ? {} : { fallbackPresetIds: form.fallbackPresetIds }),
      ...(form.active ? {} : { active: false }),
    },
    problems: {
      ...(name === '' && { name: 'Give it a name you will recognise.' }),
      ...(!subject && { providerId: 'Choose who answers.' }),
      ...(model === '' && { model: 'Choose a model, or type its name.' }),
      ...(subject && byField(parameterProblems(subject, parameters))),
      ...ranged('temperature', temperature),
      ...ranged('topP', topP),
      ...ranged('maxOutputTokens', maxOutputTokens),
      ...(!extraBody.ok && { extraBody: extraBody.problem }),
    },
    notes: subject && model !== '' ? byField(parameterNotes(subject, parameters)) : {},
  }
}

function valueOf<Value>(coerced: Coerced<Value>): Value | undefined {
  return coerced.ok ? coerced.value : undefined
}

function byField(remarks: readonly ParameterRemark[]): Remarks {
  return Object.fromEntries(remarks.toReversed().map(({ field, message }) => [field, message]))
}

function present(parameters: { [Field in keyof ChatParameters]-?: ChatParameters[Field] | undefined }): ChatParameters {
  return Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined))
}
