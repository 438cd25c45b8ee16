import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { until } from '../../../scripts/lib/until.ts'

type Reply = { id: number; result?: { targetInfos: { type: string; url: string }[] } }

/** Asks the browser what runs in it without attaching to any of it: that would keep a worker alive. */
export type Observer = {
  /** Whether a worker of ours runs now. */
  hasWorker(): Promise<boolean>
  /** Resolves once no worker of ours runs any more. */
  workerGone(patienceMs: number): Promise<void>
  close(): void
}

/** Watches the browser that writes its debugging port into this profile. */
export async function observe(profile: string): Promise<Observer> {
  const portFile = join(profile, 'DevToolsActivePort')
  let address = ''
  await until('the browser says where it can be asked', async () => {
    const [port, path] = (await readFile(portFile, 'utf8').catch(() => '')).split('\n')
    if (port && path) address = `ws://127.0.0.1:${port}${path}`
    return address !== ''
  })
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve)
    socket.addEventListener('error', () => reject(new Error('The browser cannot be asked.')))
  })
  const waiting = new Map<number, (reply: Reply) => void>()
  let last = 0
  socket.addEventListener('message', ({ data }) => {
    const reply = JSON.parse(String(data)) as Reply
    waiting.get(reply.id)?.(reply)
    waiting.delete(reply.id)
  })
  const hasWorker = async (): Promise<boolean> => {
    const id = ++last
    const { result } = await new Promise<Reply>((resolve) => {
      waiting.set(id, resolve)
      socket.send(JSON.stringify({ id, method: 'Target.getTargets', params: { filter: [{}] } }))
    })
    if (!result) throw new Error('The browser did not say what runs in it.')
    return result.targetInfos.some(
      ({ type, url }) => type === 'service_worker' && url.startsWith('chrome-extension://'),
    )
  }
  return {
    hasWorker,
    workerGone: (patienceMs) => until('the worker has gone', async () => !(await hasWorker()), patienceMs),
    close: () => socket.close(),
  }
}
