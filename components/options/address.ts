import { isLoopback, normalizeBaseUrl, originPattern } from '../../lib/chat/base-url'
import { toErrorInfo } from '../../lib/chat/chat-error'
import type { Wire } from '../../lib/chat/wire'

export type CheckedAddress =
  | {
      ok: true
      baseUrl: string
      /** What the browser is asked for. */
      pattern: string
      /** Plain http to another machine: everybody on the way can read what passes. */
      unencrypted: boolean
    }
  | { ok: false; problem: string }

/** Judges an address as it stands in a field, without waiting: a permission can only be asked for inside the click. */
export function checkAddress(text: string, wire?: Wire): CheckedAddress {
  if (text.trim() === '') return { ok: false, problem: 'Enter the address of the server.' }
  try {
    const baseUrl = normalizeBaseUrl(text, wire)
    const unencrypted = baseUrl.startsWith('http:') && !isLoopback(baseUrl)
    return { ok: true, baseUrl, pattern: originPattern(baseUrl), unencrypted }
  } catch (error) {
    return { ok: false, problem: toErrorInfo(error).message }
  }
}
