import type { OpenTab } from './tabs'

/** The tabs that fit what was typed, the best first; among equals the order stays. All words must fit. */
export function rankTabs(tabs: readonly OpenTab[], query: string): OpenTab[] {
  const words = plain(query).split(/\s+/).filter(Boolean)
  return tabs
    .map((tab) => ({ tab, score: scoreOf(tab, words) }))
    .filter(({ score }) => score !== null)
    .sort((one, other) => (other.score ?? 0) - (one.score ?? 0))
    .map(({ tab }) => tab)
}

function scoreOf({ title, site, url }: OpenTab, words: readonly string[]): number | null {
  const [name, host, address] = [plain(title), plain(site), plain(url)]
  let score = 0
  for (const word of words) {
    const at = name.indexOf(word)
    if (name.startsWith(word)) score += 8
    else if (at > 0 && !/[\p{L}\p{N}]/u.test(name.charAt(at - 1))) score += 6
    else if (host.startsWith(word)) score += 5
    else if (at >= 0) score += 3
    else if (host.includes(word)) score += 2
    else if (address.includes(word)) score += 1
    else return null
  }
  return score
}

/** Without capitals and accents: nobody types them to find something. */
function plain(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
}
