import type { Cost } from '../../lib/chat/message'

/** Whose figures a cost rests on, behind the amount. */
export const costSources: Record<Cost['source'], string> = {
  reported: 'as the provider reported it',
  'own-prices': 'by the prices you entered',
  'listed-prices': 'by the prices the provider lists',
}

/** An amount as short as it can be said truly: cents as cents, less than those with two digits that count. */
export function dollars(usd: number): string {
  if (usd === 0) return '$0'
  if (usd < 0.000001) return 'under $0.000001'
  const digits = usd >= 0.1 ? 2 : 1 - Math.floor(Math.log10(usd))
  return `$${usd.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: digits })}`
}
