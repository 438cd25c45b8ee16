import type { ProviderStatus } from '../../lib/chat/provider-status'
import type { ProviderPatch, ProviderSettings } from '../../lib/chat/settings'
import type { Wire } from '../../lib/chat/wire'
import { checkHeaders, headerRows, type HeaderProblem, type HeaderRow } from './header-rows'
import { checkLimits, limitTexts, type LimitTexts } from './limit-fields'
import { checkPrices, priceRows, type PriceProblem, type PriceRow } from './price-rows'
import { wireChoices } from './wire-names'

/** *More settings* of a card as they are typed. */
export type MoreDraft = {
  wire: Wire
  wholeAnswers: boolean
  headers: HeaderRow[]
  limits: LimitTexts
  prices: PriceRow[]
}

export type MoreProblems = {
  headers: Record<string, HeaderProblem>
  limits: Record<string, string>
  prices: Record<string, PriceProblem>
}

export const noProblems: MoreProblems = { headers: {}, limits: {}, prices: {} }

export function savedDraft(provider: ProviderStatus, own: ProviderSettings): MoreDraft {
  return {
    wire: provider.wire,
    wholeAnswers: own.streaming === false,
    headers: headerRows(provider),
    limits: limitTexts(own.limits ?? {}),
    prices: priceRows(own.prices ?? {}),
  }
}

/** What a draft changes, and what is wrong with it. Nothing is to be saved while anything is. */
export function checkMore(
  draft: MoreDraft,
  provider: ProviderStatus,
  own: ProviderSettings,
  valueOf: (row: HeaderRow) => string | undefined,
): { patch: ProviderPatch; problems: MoreProblems; valid: boolean } {
  const headers = checkHeaders(draft.headers, provider, valueOf)
  const limits = checkLimits(draft.limits)
  const prices = checkPrices(draft.prices)
  const problems = { headers: headers.problems, limits: limits.problems, prices: prices.problems }
  const patch: ProviderPatch = {
    ...(draft.wire === provider.wire ? {} : { wire: chosenWire(draft.wire, provider) }),
    ...(draft.wholeAnswers === (own.streaming === false) ? {} : { streaming: draft.wholeAnswers ? false : null }),
    ...(Object.keys(headers.changes).length > 0 ? { headers: headers.changes } : {}),
    ...(isSame(limits.limits, own.limits ?? {}) ? {} : { limits: limits.limits }),
    ...(isSame(prices.prices, own.prices ?? {}) ? {} : { prices: prices.prices }),
  }
  const valid = Object.values(problems).every((all) => Object.keys(all).length === 0)
  return { patch, problems, valid }
}

/** What of it is set, in a few words for a closed heading; empty when nothing is. */
export function moreInWords(provider: ProviderStatus, own: ProviderSettings): string {
  const headers = provider.headers.set.filter(({ isDefault }) => !isDefault).length
  const limits = Object.keys(own.limits ?? {}).length
  const prices = Object.keys(own.prices ?? {}).length
  return [
    headers > 0 && counted(headers, 'header'),
    own.wire !== undefined && 'protocol',
    own.streaming === false && 'answers in one piece',
    limits > 0 && counted(limits, 'limit'),
    prices > 0 && counted(prices, 'price'),
  ]
    .filter(Boolean)
    .join(' · ')
}

/** The recommended one is no choice of the user's: should another be recommended one day, that one is meant. */
function chosenWire(wire: Wire, provider: ProviderStatus): Wire | null {
  const [first] = wireChoices(provider)
  return !provider.custom && wire === first?.value ? null : wire
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

function isSame(one: object, other: object): boolean {
  const sorted = (value: object) => JSON.stringify(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)))
  return sorted(one) === sorted(other)
}
