import { browser } from 'wxt/browser'

/** `impossible`: the browser has no word for such an address, so that nobody can allow it. */
export type PermissionAnswer = 'granted' | 'denied' | 'impossible'

/**
 * Asks the browser for access to an address. Must be called first thing in the handler of a click: the gesture is gone
 * after the first await. Already granted addresses answer at once, without a question to the user. Never rejects.
 */
export function askPermission(...patterns: string[]): Promise<PermissionAnswer> {
  try {
    return browser.permissions.request({ origins: patterns }).then(
      (granted) => (granted ? 'granted' : 'denied'),
      () => 'impossible',
    )
  } catch {
    return Promise.resolve('impossible')
  }
}

/** What an answer other than yes means, in one sentence. */
export function permissionSentence(answer: 'denied' | 'impossible', host: string): string {
  return answer === 'denied'
    ? `The browser was told not to allow it: Gloss cannot reach ${host} until you do.`
    : `The browser cannot give Gloss access to ${host}. Use a host name or an IPv4 address.`
}
