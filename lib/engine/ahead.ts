import type { Adapter } from '../adapters/adapter'
import type { Connection } from '../chat/connection'
import type { Provider } from '../chat/provider'
import type { Wire } from '../chat/wire'

/** A provider's wire with all that the browser had to be asked for. */
export type Opened = { adapter: Adapter; connection: Connection }

/** What one request needs, asked for while its question is still being stored: each is a question to the browser. */
export class Ahead {
  #opening: Promise<{ provider: Provider; wire: Wire; opened: Opened }> | undefined

  constructor(opening: Promise<{ provider: Provider; wire: Wire; opened: Opened }>) {
    this.#opening = opening
    // It is asked for anew, and whoever does that hears of the failure.
    opening.catch(() => undefined)
  }

  /** Once: a later request asks anew. Undefined where it failed, or is for something else than what is asked now. */
  async take(provider: Provider, wire: Wire): Promise<Opened | undefined> {
    const opening = this.#opening
    this.#opening = undefined
    const ready = await opening?.catch(() => undefined)
    const fits = ready?.wire === wire && JSON.stringify(ready.provider) === JSON.stringify(provider)
    return fits ? ready.opened : undefined
  }
}
