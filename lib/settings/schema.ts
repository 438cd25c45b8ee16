import * as v from 'valibot'
import { builtinPreset, type Preset } from '../chat/preset'
import {
  customWires,
  type ModelPrice,
  type ProviderLimits,
  type ProviderSettings,
  type Settings,
} from '../chat/settings'

/** Grows by one with every change of shape; `migrate` then brings older ones up to it. */
export const settingsVersion = 1

export const defaultSettings: Settings = {
  theme: 'system',
  defaultPresetId: builtinPreset.id,
  presets: [],
  providers: {},
  customProviders: [],
  language: '',
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

const presetSchema = v.pipe(
  v.object({
    id: identifier,
    name: text,
    providerId: identifier,
    model: identifier,
    systemPrompt: v.optional(v.pipe(v.string(), v.maxLength(100_000))),
    parameters: v.fallback(parameters, {}),
    fallbackPresetIds: v.optional(v.pipe(v.array(identifier), v.maxLength(10))),
    active: v.optional(v.boolean()),
  }),
  v.transform((value): Preset => withoutUndefined(value) as Preset),
)

const milliseconds = v.pipe(number, v.integer(), v.minValue(1_000), v.maxValue(24 * 60 * 60_000))
const bytes = v.pipe(number, v.integer(), v.minValue(1_024), v.maxValue(1024 ** 3))
const count = (most: number) => v.pipe(number, v.integer(), v.minValue(1), v.maxValue(most))

const limits = v.pipe(
  v.strictObject({
    headersMs: v.optional(milliseconds),
    idleMs: v.optional(milliseconds),
    progressMs: v.optional(milliseconds),
    totalMs: v.optional(milliseconds),
    eventBytes: v.optional(bytes),
    bodyBytes: v.optional(bytes),
    requestsPerMinute: v.optional(count(10_000)),
    concurrentRuns: v.optional(count(8)),
  }),
  v.transform((value): ProviderLimits => withoutUndefined(value)),
)

const dollars = v.pipe(number, v.minValue(0), v.maxValue(100_000))

const price = v.pipe(
  v.strictObject({ inputPrice: dollars, outputPrice: dollars, cachedInputPrice: v.optional(dollars) }),
  v.transform((value): ModelPrice => withoutUndefined(value) as ModelPrice),
)

export const providerSettingsSchema = v.pipe(
  v.strictObject({
    baseUrl: v.optional(httpAddress),
    headers: v.optional(v.record(v.pipe(v.string(), v.regex(/^[\w-]+$/)), text)),
    wire: v.optional(v.picklist(customWires)),
    streaming: v.optional(v.boolean()),
    limits: v.optional(limits),
    prices: v.optional(v.record(identifier, price)),
  }),
  v.transform((value): ProviderSettings => withoutUndefined(value)),
)

export const customProviderSchema = v.object({
  id: identifier,
  name: v.pipe(text, v.minLength(1)),
  wire: v.picklist(customWires),
  baseUrl: httpAddress,
})

export const themeSchema = v.picklist(['system', 'light', 'dark'])

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

/** Reads whatever is stored. A damaged field falls back to its default and costs only itself. */
export function parseSettings(raw: unknown): Settings {
  const stored = (typeof raw === 'object' && raw !== null ? raw : {}) as Record<string, unknown>
  const field = <Value>(schema: v.GenericSchema<unknown, Value>, name: keyof Settings, otherwise: Value): Value => {
    const result = v.safeParse(schema, stored[name])
    return result.success ? result.output : otherwise
  }
  return {
    theme: field(themeSchema, 'theme', defaultSettings.theme),
    defaultPresetId: field(identifier, 'defaultPresetId', defaultSettings.defaultPresetId),
    presets: goodOnes(presetSchema, stored.presets),
    providers: goodEntries(providerSettingsSchema, stored.providers),
    customProviders: goodOnes(customProviderSchema, stored.customProviders),
    language: field(v.pipe(v.string(), v.maxLength(35)), 'language', defaultSettings.language),
  }
}
