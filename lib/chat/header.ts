/** What an extra header of a provider may be called and hold. */

/** RFC 9110: a token. */
const token = /^[!#$%&'*+.^_`|~\dA-Za-z-]+$/

/** The browser writes these itself and drops ours without a word. */
const browsersOwn =
  /^(accept-charset|accept-encoding|access-control-.*|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|permissions-policy|referer|set-cookie2?|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*)$/i

/** These follow from the request that Gloss makes. */
const requestsOwn = /^(content-type|content-encoding|x-http-method(-override)?|x-method-override)$/i

const secretName = /auth|key|token|secret|cookie|passw|credential|jwt/i
const secretValue = /^(bearer|basic)\s|^(sk|pk|gsk|xai|ghp|glpat)[-_]/i

/** Whether a header looks as if it held a key: it is then kept, sent and shown as one. */
export function isSecretHeader(name: string, value = ''): boolean {
  return secretName.test(name) || secretValue.test(value)
}

/** What a provider's headers must not be called, beside what no header may be. */
export type HeaderRules = {
  /** The header that the key travels in; absent where there is no key. */
  keyHeader?: string
  /** Headers without which the provider refuses everything. */
  fixed: readonly string[]
}

/** Why a header of this name cannot be added, in one sentence; undefined when it can. */
export function headerNameProblem(name: string, { keyHeader, fixed }: HeaderRules): string | undefined {
  if (name === '') return 'Give the header a name.'
  if (name.length > 100 || !token.test(name)) {
    return 'The name of a header holds letters, digits and hyphens only, such as X-Team.'
  }
  if (browsersOwn.test(name)) return `The browser writes ${name} itself and lets nobody else set it.`
  if (requestsOwn.test(name)) return `Gloss writes ${name} itself.`
  if (isSame(name, keyHeader)) return `${name} carries the API key: enter the key in its own field.`
  if (fixed.some((one) => isSame(name, one))) return `${name} is sent with every request already and cannot change.`
  return undefined
}

/** Why a value cannot be sent in a header; never repeats it. */
export function headerValueProblem(value: string): string | undefined {
  if (value === '') return 'Enter a value, or remove the header.'
  if (value.length > 4_000) return 'The value is longer than 4,000 characters.'
  // What the browser can put into a header: a byte per letter, and no line breaks.
  // oxlint-disable-next-line no-control-regex
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return 'The value holds letters that no header can carry.'
  return undefined
}

function isSame(name: string, other: string | undefined): boolean {
  return name.toLowerCase() === other?.toLowerCase()
}
