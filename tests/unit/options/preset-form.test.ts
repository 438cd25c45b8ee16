import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkForm, formOf, subjectOf, type PresetForm } from '../../../components/options/preset-form'
import { presetProblem } from '../../../components/options/preset-problem'
import { messagesBody } from '../../../lib/adapters/anthropic-messages/body'
import { contentBody } from '../../../lib/adapters/gemini/body'
import { chatBody as ollamaBody } from '../../../lib/adapters/ollama/body'
import { chatBody } from '../../../lib/adapters/openai-chat/body'
import { responseBody } from '../../../lib/adapters/openai-responses/body'
import { asObject } from '../../../lib/adapters/json'
import type { Preset } from '../../../lib/chat/preset'
import type { ProviderStatus } from '../../../lib/chat/provider-status'
import type { ChatRequest } from '../../../lib/chat/request'
import type { Wire } from '../../../lib/chat/wire'
import { providerRow } from '../../../lib/providers'

function provider(id: string, ready = true): ProviderStatus {
  const row = providerRow(id)
  if (!row) throw new Error(`There is no ${id}.`)
  return {
    id,
    name: row.name,
    description: '',
    wire: row.wires[0],
    available: true,
    custom: false,
    baseUrl: row.baseUrl,
    defaultBaseUrl: row.baseUrl,
    key: row.key,
    hasKey: ready,
    headers: { set: [], offered: [], rules: { fixed: [] } },
    permitted: true,
    ready,
  }
}

const preset: Preset = {
  id: 'p1',
  name: 'Strict',
  providerId: 'groq',
  model: 'llama',
  systemPrompt: 'Be brief.',
  parameters: {
    temperature: 0.2,
    topP: 0.9,
    maxOutputTokens: 800,
    stop: ['###', '\n\n'],
    reasoning: 'low',
    extraBody: { seed: 7 },
    contextWindow: 4_096,
  },
  fallbackPresetIds: ['p2'],
  active: false,
}

describe('the form of a preset', () => {
  it('gives back the preset it was opened with', () => {
    const subject = subjectOf(provider('groq'), { id: 'llama' })
    const { content, problems } = checkForm(formOf(preset), subject)
    expect({ id: 'p1', ...content }).toEqual(preset)
    expect(problems).toEqual({})
    const plain = { name: 'A', providerId: 'groq', model: 'm', parameters: {} }
    expect(checkForm(formOf(plain), subject).content).toEqual(plain)
  })

  it('says beside each field what is wrong with it', () => {
    const form: PresetForm = {
      ...formOf(preset),
      name: ' ',
      model: '',
      temperature: 'hot',
      topP: '2',
      maxOutputTokens: '1,5',
      stop: 'a\nb\nc\nd\ne',
      extraBody: '{seed: 7}',
    }
    expect(checkForm(form, subjectOf(provider('groq'), { id: 'm' })).problems).toEqual({
      name: 'Give it a name you will recognise.',
      model: 'Choose a model, or type its name.',
      temperature: '“hot” is not a number. Groq takes a temperature from 0 to 2.',
      topP: 'A top-p of 2 cannot be sent: Groq takes a top-p from 0 to 1.',
      maxOutputTokens: '1,5 is not a whole number. Groq takes a limit of 1 token or more.',
      stop: '5 stop sequences are too many: Groq takes at most 4.',
      extraBody: 'This is not JSON at line 1, column 2: a name in double quotes was expected.',
    })
    expect(checkForm(form, undefined).problems).toMatchObject({
      providerId: 'Choose who answers.',
      temperature: '“hot” is not a number.',
    })
  })

  const bodies: Record<Exclude<Wire, 'reader'>, (request: ChatRequest, id: string) => Record<string, unknown>> = {
    ollama: (request) => ollamaBody(request, true),
    'openai-chat': (request, id) => chatBody(request, dialectOf(id), true),
    'openai-responses': (request, id) => responseBody(request, dialectOf(id), true),
    'anthropic-messages': (request, id) => messagesBody(request, dialectOf(id), true),
    gemini: (request) => contentBody(request),
  }
  const cases: [
    id: string,
    wire: Exclude<Wire, 'reader'>,
    maxTemperature: number,
    leastTokens: number,
    stops: number,
  ][] = [
    ['ollama', 'ollama', 2, 1, Infinity],
    ['openai', 'openai-responses', 2, 16, Infinity],
    ['openai', 'openai-chat', 2, 1, 4],
    ['mistral', 'openai-chat', 1.5, 1, 4],
    ['deepseek', 'openai-chat', 2, 1, 16],
    ['anthropic', 'anthropic-messages', 1, 1, Infinity],
    ['gemini', 'gemini', 2, 1, 5],
  ]
  /** Mostly absent or sound, so that whole forms are accepted too. */
  const mostly = (sound: fc.Arbitrary<string>, odd: fc.Arbitrary<string>) =>
    fc.oneof({ weight: 4, arbitrary: fc.constant('') }, { weight: 4, arbitrary: sound }, odd)
  const oddNumber = fc.oneof(
    fc.double({ min: -1, max: 3, noNaN: true }).map(String),
    fc.integer({ min: -20, max: 40 }).map(String),
    fc.constantFrom(' ', '1e3', '1.000', 'NaN', 'Infinity', '0x1'),
    fc.string({ maxLength: 4 }),
  )
  const fraction = mostly(fc.constantFrom('0,7', ' 0.7 ', '1', '0', '1.5', '2'), oddNumber)
  const tokens = mostly(fc.constantFrom('800', '1,000', '16', '1e3', '1'), oddNumber)

  it.each(cases)('lets nothing through that %s refuses on %s', (id, wire, maxTemperature, leastTokens, stops) => {
    const arbitrary = fc.record({
      model: fc.constantFrom('gpt-4.1', 'gpt-5', 'claude-sonnet-4-5', 'claude-opus-5', 'gemini-2.5-pro', 'm'),
      temperature: fraction,
      topP: fraction,
      maxOutputTokens: tokens,
      stop: fc.array(fc.constantFrom('a', 'b', '\\n', ' ', ''), { maxLength: 8 }).map((lines) => lines.join('\n')),
      reasoning: fc.constantFrom('' as const, 'off' as const, 'high' as const),
      extraBody: mostly(
        fc.constant('{"seed": 7}'),
        fc.constantFrom('{"model": "x"}', '{"stream": false}', '{"messages": []}', '{"contents": []}', '{'),
      ),
    })
    let accepted = 0
    fc.assert(
      fc.property(arbitrary, (fields) => {
        const form = { ...formOf({ ...preset, providerId: id }), ...fields }
        const subject = { ...subjectOf(provider(id), { id: fields.model }), wire }
        const { content, problems } = checkForm(form, subject)
        if (Object.keys(problems).length > 0) return
        accepted += 1
        const request: ChatRequest = {
          model: content.model,
          messages: [{ role: 'user', parts: [{ type: 'text', text: 'Why?' }] }],
          parameters: content.parameters,
          question: 'Why?',
          documents: [],
        }
        const body = bodies[wire](request, id)
        const sent = flatten(body)
        if (sent.temperature !== undefined) expect(between(sent.temperature, 0, maxTemperature)).toBe(true)
        if (sent.topP !== undefined) expect(between(sent.topP, 0, 1)).toBe(true)
        if (sent.tokens !== undefined) expect(between(sent.tokens, leastTokens, Infinity)).toBe(true)
        expect((sent.stop ?? []).length).toBeLessThanOrEqual(stops)
        if (sent.stop) expect(sent.stop).toEqual(content.parameters.stop)
        if (wire !== 'gemini') expect(body).toMatchObject({ model: content.model, stream: true })
        expect(JSON.stringify(body)).toContain('Why?')
      }),
      { numRuns: 400 },
    )
    expect(accepted).toBeGreaterThan(10)
  })
})

describe('presetProblem', () => {
  const sound = { ...preset, parameters: {} }

  it('names the first thing that keeps a preset from answering', () => {
    expect(presetProblem(sound, undefined, [])).toBe('Its provider was removed: choose another one.')
    expect(presetProblem(sound, provider('groq', false), undefined)).toBe('Groq: needs a key.')
    expect(presetProblem({ ...sound, parameters: { topP: 2 } }, provider('groq'), undefined)).toContain('top-p of 2')
    expect(presetProblem(sound, provider('groq'), [{ id: 'other' }])).toBe('Groq does not list this model.')
  })

  it('has nothing against one that can be asked', () => {
    expect(presetProblem(sound, provider('groq'), [{ id: 'llama' }])).toBeUndefined()
    expect(presetProblem(sound, provider('groq'), undefined)).toBeUndefined()
  })
})

function dialectOf(id: string) {
  return subjectOf(provider(id), { id: 'm' }).dialect
}

type Sent = { temperature?: unknown; topP?: unknown; tokens?: unknown; stop?: unknown[] }

/** Where each wire puts what. */
function flatten(body: Record<string, unknown>): Sent {
  const inner: Record<string, unknown> = { ...body, ...asObject(body.options), ...asObject(body.generationConfig) }
  const pick = (...names: string[]) => names.map((name) => inner[name]).find((value) => value !== undefined)
  const stop = pick('stop', 'stop_sequences', 'stopSequences')
  return {
    temperature: pick('temperature'),
    topP: pick('top_p', 'topP'),
    tokens: pick('max_tokens', 'max_completion_tokens', 'max_output_tokens', 'maxOutputTokens', 'num_predict'),
    ...(Array.isArray(stop) ? { stop } : {}),
  }
}

function between(value: unknown, least: number, most: number): boolean {
  return typeof value === 'number' && value >= least && value <= most
}
