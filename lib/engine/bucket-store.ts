import { browser } from 'wxt/browser'
import type { BucketStore } from './rate-gate'

const storageKey = (providerId: string) => `requests:${providerId}`

/** Session storage: it survives the worker, and ends with the browser, as a minute has by then. */
export const sessionBuckets: BucketStore = {
  async load(providerId) {
    const name = storageKey(providerId)
    const stored: unknown = (await browser.storage.session.get(name))[name]
    if (typeof stored !== 'object' || stored === null) return undefined
    if (!('tokens' in stored) || typeof stored.tokens !== 'number' || !Number.isFinite(stored.tokens)) return undefined
    if (!('at' in stored) || typeof stored.at !== 'number' || !Number.isFinite(stored.at)) return undefined
    return { tokens: stored.tokens, at: stored.at }
  },
  async save(providerId, bucket) {
    await browser.storage.session.set({ [storageKey(providerId)]: bucket })
  },
}
