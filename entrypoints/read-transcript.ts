import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { findTranscript } from '../lib/page/transcript/find-transcript'

/** Injected into a tab on demand; what `main` resolves to is the answer. */
export default defineUnlistedScript({ main: () => findTranscript(document, ownText) })

/** Captions are on the site's own server; an address elsewhere would tell another that the page is being read. */
async function ownText(address: string): Promise<string> {
  if (new URL(address).origin !== location.origin) return ''
  const response = await fetch(address, { credentials: 'same-origin', redirect: 'error' })
  return response.ok ? await response.text() : ''
}
