import type { PortMessage } from '../../lib/messaging/port'

type Listener<Args extends unknown[]> = (...args: Args) => void

function emitter<Args extends unknown[]>() {
  const listeners = new Set<Listener<Args>>()
  return {
    addListener: (listener: Listener<Args>) => void listeners.add(listener),
    removeListener: (listener: Listener<Args>) => void listeners.delete(listener),
    emit: (...args: Args) => [...listeners].forEach((listener) => listener(...args)),
  }
}

export type FakePort = {
  name: string
  sender?: { id: string; origin: string; url: string }
  onMessage: ReturnType<typeof emitter<[PortMessage]>>
  onDisconnect: ReturnType<typeof emitter<[]>>
  postMessage: (message: PortMessage) => void
  disconnect: () => void
}

/** Two ends of one port, as the browser makes them: what is posted arrives as a copy; only the other end hears of a disconnect. */
export function linkedPorts(name: string): { panel: FakePort; worker: FakePort } {
  let open = true
  const end = (other: () => FakePort): FakePort => ({
    name,
    onMessage: emitter<[PortMessage]>(),
    onDisconnect: emitter<[]>(),
    postMessage: (message) => {
      if (!open) throw new Error('Attempting to use a disconnected port object')
      other().onMessage.emit(JSON.parse(JSON.stringify(message)) as PortMessage)
    },
    disconnect: () => {
      if (!open) return
      open = false
      other().onDisconnect.emit()
    },
  })
  const panel: FakePort = end(() => worker)
  const worker: FakePort = end(() => panel)
  return { panel, worker }
}
