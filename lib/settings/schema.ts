import * as v from 'valibot'
import { mostCompared } from '../chat/comparison'
import { builtinPreset, type Preset } from '../chat/preset'
import { noActionSettings } from '../chat/quick-action'
import {
  customWires,
  densities,
  mostRecent,
  motions,
  sendKeys,
  textSizes,
  themes,
  titleSources,
  type ModelPrice,
  type ProviderLimits,
  type ProviderPatch,
  type ProviderSettings,
  type Settings,
  type SettingsPatch,
} from '../chat/settings'
import { parseActionSettings } from './action-schema'

/** Grows by one with every change of shape; `migrate` then brings older ones up to it. */
export const settingsVersion = 1

export const defaultSettings: Settings = {
  theme: 'system',
  textSize: 'medium',
  density: 'comfortable',
  motion: 'system',
  sendKey: 'enter',
  titles: 'first-words',
  defaultPresetId: builtinPreset.id,
  comparedPresetIds: [],
  recentPresetIds: [],
  presets: [],
  providers: {},
  customProviders: [],
  language: '',
  quickActions: noActionSettings,
  shortcuts: {},
  recordAnswers: false,
  notifyWhenFinished: false,
  cloudDictation: false,
}

const text = v.pipe(v.string(), v.maxLength(2_000))
const identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const httpAddress = v.pipe(text, v.regex(/^https?:\/\//))
const number = v.pipe(v.number(), v.finite())

/** Only fields that are present come out: `exactOptionalPropertyTypes` tells absent from undefined. */
const withoutUndefined = (value: object) =>
  Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))

const parameters = v.pipe(
  v.object({
    temperature: v.optional(v.pipe(number, v.minValue(0), v.maxValue(2))),
    topP: v.optional(v.pipe(number, v.minValue(0), v.maxValue(1))),
    maxOutputTokens: v.optional(v.pipe(number, v.integer(), v.minValue(1))),
    stop: v.optional(v.array(text)),
    reasoning: v.optional(v.picklist(['off', 'low', 'medium', 'high'])),
    contextWindow: v.optional(v.pipe(number, v.integer(), v.minValue(1))),
    extraBody: v.optional(v.record(v.string(), v.unknown())),
  }),
  v.transform((value): Preset['parameters'] => withoutUndefined(value)),
)

const presetOf = (parametersSchema: v.GenericSchema<unknown, Preset['parameters']>) =>
  v.pipe(
    v.object({
      id: identifier,
      name: text,
      providerId: identifier,
      model: identifier,
      systemPrompt: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
      parameters: parametersSchema,
      fallbackPresetIds: v.optional(v.pipe(v.array(identifier), v.maxLength(10))),
      active: v.optional(v.boolean()),
    }),
    v.transform((value): Preset => withoutUndefined(value) as Preset),
  )

/** A preset as it is saved: nothing in it may be wrong. */
export const presetSchema = presetOf(parameters)
/** A preset as it is read: one that lost its parameters still answers. */
const storedPresetSchema = presetOf(v.fallback(parameters, {}))

const milliseconds = v.pipe(number, v.integer(), v.minValue(1_000), v.maxValue(24 * 60 * 60_000))
const bytes = v.pipe(number, v.integer(), v.minValue(1_024), v.maxValue(1024 ** 3))
const count = (most: number) => v.pipe(number, v.integer(), v.minValue(1), v.maxValue(most))

const limitFields = {
  headersMs: milliseconds,
  idleMs: milliseconds,
  progressMs: milliseconds,
  totalMs: milliseconds,
  eventBytes: bytes,
  bodyBytes: bytes,
  requestsPerMinute: count(10_000),
  concurrentRuns: count(8),
}

const dollars = v.pipe(number, v.minValue(0), v.maxValue(100_000))

const price = v.pipe(
  v.strictObject({ inputPrice: dollars, outputPrice: dollars, cachedInputPrice: v.optional(dollars) }),
  v.transform((value): ModelPrice => withoutUndefined(value) as ModelPrice),
)

const headerName = v.pipe(v.string(), v.regex(/^[!#$%&'*+.^_`|~\w-]{1,100}$/))
const headerValue = v.pipe(v.string(), v.maxLength(4_000))

const providerFields = {
  baseUrl: httpAddress,
  wire: v.picklist(customWires),
  streaming: v.boolean(),
}

/** A change to a provider's settings: what is there must be good, and null removes it. */
export const providerPatchSchema = v.pipe(
  v.strictObject({
    baseUrl: v.nullish(providerFields.baseUrl),
    wire: v.nullish(providerFields.wire),
    streaming: v.nullish(providerFields.streaming),
    headers: v.nullish(v.record(headerName, v.nullable(headerValue))),
    limits: v.nullish(
      v.pipe(
        v.strictObject(v.partial(v.object(limitFields)).entries),
        v.transform((value): ProviderLimits => withoutUndefined(value)),
      ),
    ),
    prices: v.nullish(v.record(identifier, price)),
  }),
  v.transform((value): ProviderPatch => withoutUndefined(value)),
)

/** A provider's settings as they are read: a limit that is out of range must not cost the address. */
function goodProvider(raw: unknown): ProviderSettings {
  const { headers, limits, prices } = Object(raw) as Record<string, unknown>
  const parts = {
    headers: Object.fromEntries(
      Object.entries(goodEntries(headerValue, headers)).filter(([name]) => v.is(headerName, name)),
    ),
    limits: goodFields(limitFields, limits),
    prices: goodEntries(price, prices),
  }
  const filled = Object.fromEntries(Object.entries(parts).filter(([, part]) => Object.keys(part).length > 0))
  return { ...goodFields(providerFields, raw), ...filled }
}

export const customProviderSchema = v.object({
  id: identifier,
  name: v.pipe(text, v.minLength(1)),
  wire: v.picklist(customWires),
  baseUrl: httpAddress,
})

/** The settings that are changed one by one, and replaced whole. */
const plainFields = {
  theme: v.picklist(themes),
  textSize: v.picklist(textSizes),
  density: v.picklist(densities),
  motion: v.picklist(motions),
  sendKey: v.picklist(sendKeys),
  titles: v.picklist(titleSources),
  defaultPresetId: identifier,
  comparedPresetIds: v.pipe(v.array(identifier), v.maxLength(mostCompared - 1)),
  recentPresetIds: v.pipe(v.array(identifier), v.maxLength(mostRecent)),
  language: v.pipe(v.string(), v.maxLength(35)),
  recordAnswers: v.boolean(),
  notifyWhenFinished: v.boolean(),
  cloudDictation: v.boolean(),
  shortcuts: v.pipe(
    v.record(v.pipe(v.string(), v.maxLength(50)), v.pipe(v.string(), v.maxLength(50))),
    v.check((all) => Object.keys(all).length <= 100),
  ),
}

/** A change to them: what is named must be good. */
export const settingsPatchSchema: v.GenericSchema<unknown, SettingsPatch> = v.pipe(
  v.partial(v.strictObject(plainFields)),
  v.transform((value): SettingsPatch => withoutUndefined(value)),
)

/** One bad element costs itself, not the list. */
function goodOnes<Value>(schema: v.GenericSchema<unknown, Value>, raw: unknown): Value[] {
  if (!Array.isArray(raw)) return []
  return raw.flatMap((element) => {
    const result = v.safeParse(schema, element)
    return result.success ? [result.output] : []
  })
}

function goodEntries<Value>(schema: v.GenericSchema<unknown, Value>, raw: unknown): Record<string, Value> {
  if (typeof raw !== 'object' || raw === null) return {}
  return Object.fromEntries(
    Object.entries(raw).flatMap(([key, element]) => {
      const result = v.safeParse(schema, element)
      return result.success ? [[key, result.output] as const] : []
    }),
  )
}

/** The fields that are good, of those that are there. */
function goodFields<Fields extends Record<string, v.GenericSchema>>(
  fields: Fields,
  raw: unknown,
): { [Name in keyof Fields]?: v.InferOutput<Fields[Name]> } {
  const stored = Object(raw) as Record<string, unknown>
  const good = Object.entries(fields).flatMap(([name, schema]) => {
    const result = v.safeParse(schema, stored[name])
    return result.success ? [[name, result.output] as const] : []
  })
  return Object.fromEntries(good) as { [Name in keyof Fields]?: v.InferOutput<Fields[Name]> }
}

function goodProviders(raw: unknown): Record<string, ProviderSettings> {
  const all = Object.entries(Object(raw) as Record<string, unknown>)
  const good = all.map(([providerId, settings]) => [providerId, goodProvider(settings)] as const)
  return Object.fromEntries(good.filter(([, settings]) => Object.keys(settings).length > 0))
}

/** Reads whatever is stored. A damaged field falls back to its default and costs only itself. */
export function parseSettings(raw: unknown): Settings {
  const stored = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  return {
    ...defaultSettings,
    ...goodFields(plainFields, stored),
    presets: goodOnes(storedPresetSchema, stored.presets),
    providers: goodProviders(stored.providers),
    customProviders: goodOnes(customProviderSchema, stored.customProviders),
    quickActions: parseActionSettings(stored.quickActions),
  }
}
