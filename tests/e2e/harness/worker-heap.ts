import type { BrowserContext, CDPSession } from 'playwright'
import { browserSession } from '../../../scripts/lib/launch.ts'

const sampleMs = 100

type Usage = { usedSize: number; backingStorageSize?: number; embedderHeapUsedSize?: number }

/** The memory of a worker while something happens, in bytes above what it held before; garbage does not count. */
export type HeapWatch = {
  /** Ends the watching. */
  end(): Promise<{ peak: number; kept: number }>
}

/** Watches the worker whose script is at this address. No page is told of workers: only the browser itself knows them. */
export async function watchHeap(context: BrowserContext, url: string): Promise<HeapWatch> {
  const session = await browserSession(context)
  const { targetInfos } = await session.send('Target.getTargets')
  const target = targetInfos.find((one) => one.type === 'service_worker' && one.url === url)
  if (!target) throw new Error('The worker is gone.')
  const { sessionId } = await session.send('Target.attachToTarget', { targetId: target.targetId, flatten: false })
  const ask = asker(session, sessionId)
  const used = async (): Promise<number> => {
    await ask('HeapProfiler.collectGarbage')
    const usage = (await ask('Runtime.getHeapUsage')) as Usage
    return usage.usedSize + (usage.backingStorageSize ?? 0) + (usage.embedderHeapUsedSize ?? 0)
  }
  const before = await used()
  let peak = before
  const watching = new AbortController()
  const sampling = (async () => {
    while (!watching.signal.aborted) {
      peak = Math.max(peak, await used())
      await new Promise((resolve) => setTimeout(resolve, sampleMs))
    }
  })()
  return {
    end: async () => {
      watching.abort()
      await sampling
      const kept = (await used()) - before
      await session.detach()
      return { peak: peak - before, kept }
    },
  }
}

/** Talks to a target through the browser's session. */
function asker(session: CDPSession, sessionId: string): (method: string) => Promise<unknown> {
  const waiting = new Map<number, (result: unknown) => void>()
  let last = 0
  session.on('Target.receivedMessageFromTarget', (event) => {
    if (event.sessionId !== sessionId) return
    const { id = 0, result } = JSON.parse(event.message) as { id?: number; result?: unknown }
    waiting.get(id)?.(result)
    waiting.delete(id)
  })
  return async (method) => {
    const id = ++last
    const answered = new Promise((resolve) => waiting.set(id, resolve))
    await session.send('Target.sendMessageToTarget', { sessionId, message: JSON.stringify({ id, method }) })
    return answered
  }
}
