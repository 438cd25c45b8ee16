import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useState } from 'react'
import { browser } from 'wxt/browser'
import type { RunRecord } from '../../lib/chat/run-record'
import { measureRecordings } from '../../lib/db/cassettes'
import { countStored, listRuns, readWorkerLife, type WorkerLife } from '../../lib/db/runs'
import type { BrowserFacts, StorageFacts } from './diagnostics-report'

export type RunRow = { run: RunRecord; /** Undefined when the conversation was deleted. */ title: string | undefined }

export type Diagnostics = WorkerLife & {
  runs: readonly RunRow[]
  storage: StorageFacts
  facts: BrowserFacts
}

/**
 * All that the page shows, undefined until it is known. Read from the database and the browser, and never from the
 * worker: a page that asked it again and again would keep it alive.
 */
export function useDiagnostics(): Diagnostics | undefined {
  const runs = useLiveQuery(listRuns)
  const life = useLiveQuery(() => readWorkerLife(Date.now()))
  const storage = useLiveQuery(measureStorage)
  const facts = useBrowserFacts()
  return runs && life && storage && facts && { runs, ...life, storage, facts }
}

async function measureStorage(): Promise<StorageFacts> {
  // The database first: what is asked of it behind a wait for something else is not followed.
  const [counts, recordings] = await Promise.all([countStored(), measureRecordings()])
  const estimate: StorageEstimate & { usageDetails?: { indexedDB?: number } } = await navigator.storage.estimate()
  return {
    ...counts,
    recordings,
    // Only Chromium says what of it is the database; in Firefox there is nothing else.
    database: estimate.usageDetails?.indexedDB ?? estimate.usage,
    quota: estimate.quota,
    // Not every Firefox can say it.
    local: await browser.storage.local.getBytesInUse?.(null),
  }
}

function useBrowserFacts(): BrowserFacts | undefined {
  const [facts, setFacts] = useState<BrowserFacts>()
  useEffect(() => {
    const read = () => {
      void browser.permissions.getAll().then(({ permissions = [], origins = [] }) =>
        setFacts({
          version: browser.runtime.getManifest().version,
          browser: browserName(navigator.userAgent),
          permissions,
          hosts: origins.map((origin) => origin.replace(/\/\*$/, '')),
        }),
      )
    }
    read()
    browser.permissions.onAdded.addListener(read)
    browser.permissions.onRemoved.addListener(read)
    return () => {
      browser.permissions.onAdded.removeListener(read)
      browser.permissions.onRemoved.removeListener(read)
    }
  }, [])
  return facts
}

function browserName(userAgent: string): string {
  const [, system = ''] = /\(([^)]*)\)/.exec(userAgent) ?? []
  const named = /(Firefox|Edg|OPR|Chrome)\/(\d+)/
  // Others call themselves Chrome as well, and say their own name last.
  const [, name = 'Unknown', version = ''] = /(Edg|OPR)\/(\d+)/.exec(userAgent) ?? named.exec(userAgent) ?? []
  const known: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', Chrome: 'Chromium' }
  return `${known[name] ?? name} ${version} (${system})`
}
