import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { iconCandidates } from '../lib/page/site-icon'

/** Bytes. */
const largest = 256_000

/** Injected into a tab on demand; what `main` resolves to is the answer. */
// oxlint-disable-next-line typescript/no-misused-promises -- what it resolves to is the result of the injection
export default defineUnlistedScript(async () => {
  for (const address of iconCandidates(document)) {
    // oxlint-disable-next-line no-await-in-loop -- the first that the browser has is the one that it shows
    const icon = await kept(address).catch(() => undefined)
    if (icon !== undefined) return icon
  }
  return undefined
})

/** An icon as data, if the browser keeps it already. With `only-if-cached` no request leaves, whatever is kept. */
async function kept(address: string): Promise<string | undefined> {
  const response = await fetch(address, { cache: 'only-if-cached', mode: 'same-origin', redirect: 'error' })
  const icon = await response.blob()
  if (!response.ok || !icon.type.startsWith('image/') || icon.size > largest) return undefined
  return await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(typeof reader.result === 'string' ? reader.result : undefined))
    reader.addEventListener('error', () => reject(reader.error))
    reader.readAsDataURL(icon)
  })
}
