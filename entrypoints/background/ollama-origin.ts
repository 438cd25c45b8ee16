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

/**
 * Sets the rules for the addresses in use before a request to one of them leaves. Whoever asks while a rule is being set
 * waits for it: the first request must not overtake it. A failed try is forgotten, so that the next one tries again.
 */
export function createOriginRules(): (connection: Connection) => Promise<void> {
  const ruled = new Set<string>()
  let lastChange: Promise<void> = Promise.resolve()
  return (connection) => {
    if (connection.wire !== 'ollama') return Promise.resolve()
    const { origin } = new URL(connection.baseUrl)
    const change = lastChange.then(async () => {
      if (ruled.has(origin)) return
      await setRules([...ruled, origin])
      ruled.add(origin)
    })
    lastChange = change.catch(() => undefined)
    return change
  }
}

async function setRules(origins: readonly string[]): Promise<void> {
  const host = new URL(browser.runtime.getURL('/sidepanel.html')).hostname
  const earlier = await browser.declarativeNetRequest.getSessionRules()
  await browser.declarativeNetRequest.updateSessionRules({
    removeRuleIds: earlier.map((rule) => rule.id),
    addRules: origins.map((origin, index) => ({ ...originRule(origin, host), id: ruleId + index })),
  })
}
