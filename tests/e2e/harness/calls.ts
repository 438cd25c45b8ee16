import type { Page } from 'playwright'
import { loopbackHosts } from '../../../scripts/lib/extension-copy.ts'
import { defaultScenario } from '../../fake-provider/scenario.ts'

/** Resolves to this machine though it is not called so: a cloud, as far as Gloss can tell. */
export const cloudHost = 'gloss.localhost'
/** Cannot resolve anywhere. */
export const nowhereHost = 'gloss-nowhere.invalid'

/** What is granted from the start wherever faults are tried. */
export const faultHosts = [
  ...loopbackHosts,
  'https://127.0.0.1/*',
  ...[cloudHost, nowhereHost].flatMap((host) => [`http://${host}/*`, `https://${host}/*`]),
]

export const { key } = defaultScenario
export const model = 'gloss-small'

/** A model that can be asked. */
export type Target = { providerId: string; presetId: string }

/** Puts a question to the worker, as Gloss's own pages do. */
export async function call(page: Page, name: string, input: object): Promise<{ id?: string; providerId?: string }> {
  const reply: unknown = await page.evaluate(`chrome.runtime.sendMessage(${JSON.stringify({ call: name, input })})`)
  const { ok, value } = reply as { ok: boolean; value?: object }
  if (!ok) throw new Error(`${name} failed: ${JSON.stringify(reply)}`)
  return value ?? {}
}

/** Adds a server of the user's own that speaks OpenAI's protocol, with the key. */
export async function addGateway(panel: Page, baseUrl: string): Promise<Target> {
  const provider = { name: 'My gateway', wire: 'openai-chat', baseUrl }
  const { providerId = '' } = await call(panel, 'addCustomProvider', { provider })
  await call(panel, 'setKey', { providerId, key, plainHttp: true })
  return { providerId, presetId: await presetOf(panel, providerId) }
}

export async function presetOf(panel: Page, providerId: string): Promise<string> {
  const { id = '' } = await call(panel, 'ensurePreset', { providerId, model })
  return id
}

declare global {
  /** Every end that the panel has shown, by message. */
  var glossEnds: Record<string, string[]> | undefined
  /** When the first of them was shown, in milliseconds since the epoch. */
  var glossEndedAt: Record<string, number> | undefined
}

/** In the page: notes every change of an answer's status to one that is final. */
export function watchEnds(): void {
  const last: Record<string, string> = {}
  const ends: Record<string, string[]> = (globalThis.glossEnds = {})
  const endedAt: Record<string, number> = (globalThis.glossEndedAt = {})
  const look = (): void => {
    for (const answer of document.querySelectorAll<HTMLElement>('[data-role=assistant][data-message-id]')) {
      const { messageId = '', status = '' } = answer.dataset
      if (last[messageId] === status) continue
      last[messageId] = status
      if (status === 'streaming') continue
      ;(ends[messageId] ??= []).push(status)
      endedAt[messageId] ??= Date.now()
    }
  }
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributeFilter: ['data-status'] })
  look()
}
