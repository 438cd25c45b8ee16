import { readAddress, type Address } from './address'

/** Why a reader is asked before a link opens. */
export type Doubt =
  /** Neither what was attached nor what the reader wrote names the host. */
  | { kind: 'unknown-host' }
  /** The text of the link reads like another host. */
  | { kind: 'other-host'; shown: string }
  /** It carries more than a place needs: words of a page could leave in it. */
  | { kind: 'data' }

export type LinkVerdict =
  | { kind: 'inert' }
  | { kind: 'open'; address: Address }
  | { kind: 'confirm'; address: Address; doubts: readonly Doubt[] }

/** In characters: an id or a search fits, a paragraph does not. */
const mostData = 64
const longestPath = 200

/**
 * What a click on a link of an answer may do. A model that obeys a page could write what it read into an address:
 * `sources` is what the reader attached and wrote, and what stands there did not come from the model.
 */
export function judgeLink(target: string | null | undefined, text: string, sources: readonly string[]): LinkVerdict {
  const address = readAddress(target)
  if (!address) return { kind: 'inert' }
  const shown = shownHosts(text).find((host) => !isSameHost(host, address.host))
  const doubts: Doubt[] = [
    ...(isNamed(address.host, sources) ? [] : [{ kind: 'unknown-host' } as const]),
    ...(shown === undefined ? [] : [{ kind: 'other-host', shown } as const]),
    ...(carriesData(address.href, sources) ? [{ kind: 'data' } as const] : []),
  ]
  return doubts.length === 0 ? { kind: 'open', address } : { kind: 'confirm', address, doubts }
}

export type AddressPart = { text: string; suspect: boolean }

/** An address to be read: decoded, and parted so that what raised a doubt can be marked. */
export function addressParts({ href, host }: Address, doubts: readonly Doubt[]): AddressPart[] {
  const at = href.indexOf(host) + host.length
  const ofHost = doubts.some(({ kind }) => kind !== 'data')
  const ofData = doubts.some(({ kind }) => kind === 'data')
  return [
    { text: href.slice(0, at - host.length), suspect: false },
    { text: host, suspect: ofHost },
    { text: readable(href.slice(at)), suspect: ofData },
  ].filter((part) => part.text !== '')
}

/** Decoded, but for what could not be seen, or would turn the direction of what follows. */
function readable(part: string): string {
  return decoded(part).replace(/[\p{C}\p{Z}\u034f\u115f\u1160\u3164]/gu, (letter) =>
    letter === ' ' ? ' ' : encodeURIComponent(letter.isWellFormed() ? letter : '\uFFFD'),
  )
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Top levels that people write without an address around them. A name such as README.md is none. */
const topLevels = new Set(
  (
    'com org net io dev app ai co gov edu mil int me info biz xyz online site shop store tech cloud page link top click live ' +
    'uk de fr eu ru ua cn jp kr in us ca au nz nl be ch at se no fi dk it es pt br mx ar pl cz gr tr il za ie'
  ).split(' '),
)
const hostLike =
  /(https?:\/\/|www\.)?([\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?(?:\.[\p{L}\p{N}-]+)+(?::\d+)?)(\/)?/giu

/** What in a text reads like a host, as a browser would take it. */
function shownHosts(text: string): string[] {
  return [...text.slice(0, 2_000).matchAll(hostLike)].flatMap(([, before = '', name = '', slash]) => {
    const last = name.replace(/:\d+$/, '').split('.').at(-1) ?? ''
    if (before === '' && slash === undefined && !topLevels.has(last)) return []
    // A letter of another alphabet among Latin ones is there to be mistaken.
    if (name.split('.').some(isMixed)) return [name]
    const whole = `https://${before === 'www.' ? 'www.' : ''}${name}`
    return URL.canParse(whole) ? [new URL(whole).host] : []
  })
}

function isMixed(label: string): boolean {
  return /\p{Script=Latin}/u.test(label) && /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}]/u.test(label)
}

function isSameHost(one: string, other: string): boolean {
  const plain = (host: string) => host.toLowerCase().replace(/^www\./, '')
  // Of a mail address its domain is shown as well as the whole.
  return plain(one) === plain(other) || (other.includes('@') && plain(one) === plain(other.split('@').at(-1) ?? ''))
}

function isNamed(host: string, sources: readonly string[]): boolean {
  const bare = host.toLowerCase().replace(/^www\./, '')
  return sources.some(
    (source) => names(source.toLowerCase(), bare) || (bare.includes('xn--') && namesForeign(source, bare)),
  )
}

/** Whether a text has these very characters as a whole name. `www.` before it is the same site. */
function names(source: string, host: string): boolean {
  for (let at = source.indexOf(host); at !== -1; at = source.indexOf(host, at + 1)) {
    const before = source.slice(Math.max(0, at - 4), at)
    const after = source.slice(at + host.length, at + host.length + 2)
    const startsHere =
      !/[\p{L}\p{N}._-]$/u.test(before) || (before.endsWith('www.') && !/[\p{L}\p{N}._-]$/u.test(source.charAt(at - 5)))
    if (startsHere && !/^(?:[\p{L}\p{N}_-]|[.:][\p{L}\p{N}])/u.test(after)) return true
  }
  return false
}

/** The name in its own letters, as a page shows it. */
function namesForeign(source: string, host: string): boolean {
  return (source.match(/[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu) ?? []).some((name) => {
    if (!/[^ -~]/.test(name) || !URL.canParse(`https://${name}`)) return false
    return isSameHost(new URL(`https://${name}`).host, host)
  })
}

function carriesData(href: string, sources: readonly string[]): boolean {
  const url = new URL(href)
  const isMail = url.protocol === 'mailto:'
  const place = `${isMail ? '' : url.pathname}${url.search}${url.hash}`
  if (place.length <= mostData) return false
  // What a source links to is the source's.
  if (sources.some((source) => source.includes(place) || source.includes(decoded(place)))) return false
  const values = `${url.search.slice(1)}&${url.hash.slice(1)}`
    .split('&')
    .map((pair) => decoded(pair.replace(/^[^=]*=/, '')))
  const steps = isMail ? [] : url.pathname.split('/').map(decoded)
  const opaque = [...values, ...steps.filter((step) => !isSlug(step))].reduce((sum, part) => sum + part.length, 0)
  return opaque > mostData || url.pathname.length > longestPath
}

/** Words joined by signs, as titles stand in addresses. */
function isSlug(step: string): boolean {
  return step.split(/[-_.~+ ]/).every((word) => /^(?:\p{L}{0,20}|\d{1,8})$/u.test(word))
}
