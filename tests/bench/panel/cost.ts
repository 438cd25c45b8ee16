import type { CDPSession } from 'playwright'

/** What the page's main thread did, in milliseconds. */
export type Cost = { task: number; script: number; layout: number; style: number }

/** Starts counting; the result says what was done since. */
export async function startCost(session: CDPSession): Promise<() => Promise<Cost>> {
  const read = async (): Promise<Cost> => {
    const { metrics } = await session.send('Performance.getMetrics')
    const of = (name: string): number => (metrics.find((metric) => metric.name === name)?.value ?? Number.NaN) * 1_000
    return {
      task: of('TaskDuration'),
      script: of('ScriptDuration'),
      layout: of('LayoutDuration'),
      style: of('RecalcStyleDuration'),
    }
  }
  const before = await read()
  return async () => {
    const after = await read()
    return {
      task: after.task - before.task,
      script: after.script - before.script,
      layout: after.layout - before.layout,
      style: after.style - before.style,
    }
  }
}

/** Megabytes of JavaScript's heap once everything that can go has gone. */
export async function heapOf(session: CDPSession): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other is the point
    await session.send('HeapProfiler.collectGarbage')
  }
  const { metrics } = await session.send('Performance.getMetrics')
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 2 ** 20
}
