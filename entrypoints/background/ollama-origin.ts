import { browser } from 'wxt/browser'
import type { Connection } from '../../lib/chat/connection'

const ruleId = 1

/**
 * Ollama refuses requests that carry an extension's Origin. One session rule takes the header off our worker's own
 * requests to that one address: only ours (`initiatorDomains`), only without a tab, only this port. A wider rule would
 * let any website past the check that keeps Ollama private.
 */
export function originRule(baseUrl: string, extensionHost: string) {
  const escaped = `${new URL(baseUrl).origin}/`.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return {
    id: ruleId,
    priority: 1,
    condition: {
      regexFilter: `^${escaped}`,
      initiatorDomains: [extensionHost],
      tabIds: [-1],
      resourceTypes: ['xmlhttprequest' as const],
    },
    action: {
      type: 'modifyHeaders' as const,
      requestHeaders: [{ header: 'origin', operation: 'remove' as const }],
    },
  }
}

let ruledOrigins: string[] = []

/** Sets the rules for the addresses in use before a request to one of them leaves. */
export async function allowOllamaOrigin(connection: Connection): Promise<void> {
  if (connection.wire !== 'ollama') return
  const origin = new URL(connection.baseUrl).origin
  if (ruledOrigins.includes(origin)) return
  ruledOrigins = [...ruledOrigins, origin]
  const host = new URL(browser.runtime.getURL('/sidepanel.html')).hostname
  const earlier = await browser.declarativeNetRequest.getSessionRules()
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: earlier.map((rule) => rule.id),
    addRules: ruledOrigins.map((address, index) => ({ ...originRule(address, host), id: ruleId + index })),
  })
}
