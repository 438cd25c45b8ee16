const openable = new Set(['http:', 'https:', 'mailto:'])

/** An address that a click may open. */
export type Address = {
  /** As the browser reads it: what was judged is what opens. */
  href: string
  /** Where it leads: the host with its port, or for mail the receiver. An international name stays in its ASCII form. */
  host: string
}

/**
 * Reads the target of a link or an image. Anything but a whole http, https or mailto address without a user name or
 * password gives undefined: a relative one would lead into the extension, another scheme could run.
 */
export function readAddress(target: string | null | undefined): Address | undefined {
  if (!target || !URL.canParse(target)) return undefined
  const url = new URL(target)
  if (!openable.has(url.protocol) || url.username !== '' || url.password !== '') return undefined
  const host = url.protocol === 'mailto:' ? url.pathname : url.host
  return host === '' ? undefined : { href: url.href, host }
}

/** The tab learns nothing of us, and nothing of where it was opened from. */
export function openAddress(href: string): void {
  window.open(href, '_blank', 'noopener,noreferrer')
}

/** True if a reader of this link text already sees where it leads: the text is an address with that very host. */
export function namesHost(text: string, host: string): boolean {
  const shown = text.trim()
  const lower = shown.toLowerCase()
  if (lower === host.toLowerCase()) return true
  // A look-alike written in another script parses to the same host and does not read like it.
  if (!lower.includes(host) || /\s/.test(shown)) return false
  const whole = /^(?:https?:|mailto:)/i.test(shown) ? shown : `https://${shown}`
  return readAddress(whole)?.host === host
}
