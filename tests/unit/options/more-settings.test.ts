import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkHeaders, headerRows, isKept, isSecretRow } from '../../../components/options/header-rows'
import { checkLimits, defaultLimit, limitFields, limitTexts } from '../../../components/options/limit-fields'
import { checkMore, moreInWords, savedDraft } from '../../../components/options/more-settings'
import { checkPrices, priceRows } from '../../../components/options/price-rows'
import type { ProviderStatus } from '../../../lib/chat/provider-status'
import { providerPatchSchema } from '../../../lib/settings/schema'
import * as v from 'valibot'

const openai: ProviderStatus = {
  id: 'openai',
  name: 'OpenAI',
  description: '',
  wire: 'openai-responses',
  available: true,
  custom: false,
  baseUrl: 'https://api.openai.com/v1',
  defaultBaseUrl: 'https://api.openai.com/v1',
  key: 'required',
  hasKey: true,
  headers: { set: [], offered: ['OpenAI-Organization'], rules: { keyHeader: 'authorization', fixed: [] } },
  permitted: true,
  ready: true,
}
const withHeaders = (...set: ProviderStatus['headers']['set']): ProviderStatus => ({
  ...openai,
  headers: { ...openai.headers, set },
})

describe('limits', () => {
  it('come from what is typed, in the unit of the field', () => {
    const texts = {
      requestsPerMinute: ' 1,000 ',
      concurrentRuns: '2',
      headersMs: '1,5',
      idleMs: '45',
      totalMs: '0.5',
      bodyBytes: '8',
    }
    expect(checkLimits(texts)).toEqual({
      problems: {},
      limits: {
        requestsPerMinute: 1_000,
        concurrentRuns: 2,
        headersMs: 1_500,
        idleMs: 45_000,
        totalMs: 30_000,
        bodyBytes: 8 * 1024 * 1024,
      },
    })
  })

  it('each say what is wrong with them', () => {
    const texts = { requestsPerMinute: 'many', concurrentRuns: '9', headersMs: '-1', totalMs: '0', bodyBytes: '2000' }
    const { problems } = checkLimits(texts)
    expect(problems).toEqual({
      requestsPerMinute: '“many” is not a number.',
      concurrentRuns: 'Enter 1 to 8 answers, or nothing.',
      headersMs: 'Enter 1 to 86,400 seconds, or nothing.',
      totalMs: 'Enter 0.1 to 1,440 minutes, or nothing.',
      bodyBytes: 'Enter 0.1 to 1,024 megabytes, or nothing.',
    })
    expect(checkLimits({ concurrentRuns: '1.5' }).problems.concurrentRuns).toContain('whole number')
  })

  it('are none where a field is empty', () => {
    expect(checkLimits({ idleMs: '', eventBytes: '2' }).limits).toEqual({ eventBytes: 2 * 1024 * 1024 })
  })

  it('are shown as they would be typed, and what passes the form passes the worker', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...limitFields.map(({ name }) => name)), fc.string()), (texts) => {
        const { limits, problems } = checkLimits(texts)
        if (Object.keys(problems).length > 0) return
        expect(v.is(providerPatchSchema, { limits })).toBe(true)
        expect(checkLimits(limitTexts(limits)).problems).toEqual({})
      }),
    )
    for (const { name, least, most, factor } of limitFields) {
      for (const edge of [least, most]) {
        const { limits } = checkLimits({ [name]: String(edge) })
        expect(limits).toEqual({ [name]: Math.round(edge * factor) })
        expect(v.is(providerPatchSchema, { limits }), `${name} ${edge}`).toBe(true)
      }
    }
  })

  it('have defaults that depend on where the provider is', () => {
    const field = limitFields.find(({ name }) => name === 'headersMs') ?? limitFields[0]!
    expect(defaultLimit(field, 'https://api.openai.com/v1')).toBe('120')
    expect(defaultLimit(field, 'http://127.0.0.1:11434')).toBe('600')
    expect(defaultLimit(limitFields[0]!, 'https://api.openai.com/v1')).toBe('no limit')
  })
})

describe('prices', () => {
  const row = { id: 'r', model: ' gpt ', input: '1,25', output: '$10', cached: '' }

  it('come from what is typed', () => {
    expect(checkPrices([row])).toEqual({ prices: { gpt: { inputPrice: 1.25, outputPrice: 10 } }, problems: {} })
    expect(checkPrices([{ ...row, cached: '0' }]).prices.gpt?.cachedInputPrice).toBe(0)
    expect(checkPrices([{ id: 'e', model: ' ', input: '', output: '', cached: '' }])).toEqual({
      prices: {},
      problems: {},
    })
  })

  it('each say what is wrong with them', () => {
    expect(checkPrices([{ ...row, model: '', input: 'x', output: '', cached: '-1' }]).problems.r).toEqual({
      model: 'Name the model.',
      input: '“x” is not a number.',
      output: 'Enter the price; 0 if it is free.',
      cached: 'Enter 0 to 100,000 dollars.',
    })
    expect(checkPrices([row, { ...row, id: 's' }]).problems).toEqual({ s: { model: 'This model is there twice.' } })
  })

  it('are shown as they would be typed', () => {
    const prices = {
      a: { inputPrice: 0.15, outputPrice: 0.6, cachedInputPrice: 0.075 },
      b: { inputPrice: 0, outputPrice: 0 },
    }
    expect(checkPrices(priceRows(prices)).prices).toEqual(prices)
  })
})

describe('headers', () => {
  const added = (name: string, id = 'new') => ({ id, name, offered: false })
  const check = (rows: ReturnType<typeof headerRows>, values: Record<string, string>, provider = openai) =>
    checkHeaders(rows, provider, ({ id }) => values[id])

  it('that are only offered change nothing until something is entered', () => {
    const rows = headerRows(openai)
    expect(rows.map(({ name }) => name)).toEqual(['OpenAI-Organization'])
    expect(check(rows, {})).toEqual({ changes: {}, problems: {} })
    expect(check(rows, { 'offered-openai-organization': ' org-1 ' }).changes).toEqual({
      'OpenAI-Organization': 'org-1',
    })
  })

  it('are removed with their row, or by emptying a plain one; a secret is left alone when nothing is entered', () => {
    const provider = withHeaders({ name: 'X-Team', value: 'a' }, { name: 'X-Token' })
    const rows = headerRows(provider)
    expect(check(rows, {}, provider).changes).toEqual({})
    expect(check(rows, { 'saved-x-team': '', 'saved-x-token': '' }, provider).changes).toEqual({ 'X-Team': null })
    expect(check([], {}, provider).changes).toEqual({ 'X-Team': null, 'X-Token': null })
    expect(check(rows, { 'saved-x-token': 'new' }, provider).changes).toEqual({ 'X-Token': 'new' })
  })

  it('that are a default come back when they are emptied', () => {
    const provider = withHeaders({ name: 'version', value: '1', isDefault: true })
    expect(check(headerRows(provider), { 'saved-version': '' }, provider).changes).toEqual({})
    expect(check(headerRows(provider), { 'saved-version': '2' }, provider).changes).toEqual({ version: '2' })
  })

  it('each say what is wrong with them', () => {
    const { problems, changes } = check([added('Host', 'a'), added('X-Team', 'b'), added('x-team', 'c')], {
      a: 'x',
      c: 'y',
    })
    expect(problems.a?.name).toContain('The browser writes Host')
    expect(problems.b).toEqual({ value: 'Enter a value, or remove the header.' })
    expect(problems.c).toEqual({ name: 'x-team is there twice.' })
    expect(changes).toEqual({})
    expect(check([added('')], {})).toEqual({ changes: {}, problems: {} })
    expect(check([added('')], { new: 'x' }).problems.new?.name).toBe('Give the header a name.')
  })

  it('show a secret as kept, unless it belongs elsewhere or is being replaced', () => {
    const [kept, elsewhere] = headerRows(withHeaders({ name: 'A' }, { name: 'B', boundTo: 'https://a.example' }))
    expect([kept && isKept(kept), elsewhere && isKept(elsewhere)]).toEqual([true, false])
    expect(kept && isKept({ ...kept, replacing: true })).toBe(false)
    expect(kept && isSecretRow(kept)).toBe(true)
    expect([isSecretRow(added('X-Api-Key')), isSecretRow(added('X-Team'))]).toEqual([true, false])
  })
})

describe('more settings', () => {
  const check = (changes: object, own = {}) =>
    checkMore({ ...savedDraft(openai, own), ...changes }, openai, own, () => undefined)

  it('come to nothing while nothing is changed', () => {
    const own = { streaming: false, limits: { idleMs: 5_000 }, prices: { m: { inputPrice: 1, outputPrice: 2 } } }
    expect(check({}, own)).toEqual({ patch: {}, problems: { headers: {}, limits: {}, prices: {} }, valid: true })
  })

  it('name only what changes; what is recommended is no choice', () => {
    expect(check({ wire: 'openai-chat', wholeAnswers: true }).patch).toEqual({ wire: 'openai-chat', streaming: false })
    expect(check({ wholeAnswers: false }, { streaming: false }).patch).toEqual({ streaming: null })
    const chat = { ...openai, wire: 'openai-chat' as const }
    const draft = { ...savedDraft(chat, {}), wire: 'openai-responses' as const }
    expect(checkMore(draft, chat, {}, () => undefined).patch).toEqual({ wire: null })
  })

  it('are not to be saved while anything is wrong', () => {
    expect(check({ limits: { idleMs: 'x' } }).valid).toBe(false)
  })

  it('say in words what is set', () => {
    expect(moreInWords(openai, {})).toBe('')
    const own = { wire: 'openai-chat' as const, streaming: false, limits: { idleMs: 5_000 } }
    expect(moreInWords(withHeaders({ name: 'A' }, { name: 'B', value: 'x', isDefault: true }), own)).toBe(
      '1 header · protocol · answers in one piece · 1 limit',
    )
  })
})
