import { adapterFor } from '../adapters/index'
import { ChatError } from '../chat/chat-error'
import type { Provider } from '../chat/provider'
import type { StreamEvent } from '../chat/stream-event'
import type { Wire } from '../chat/wire'

/** Which wire answered at an address whose provider has several. Kept for as long as the worker lives. */
export class WireMemory {
  readonly #answered = new Map<string, Wire>()

  /** The provider's wires that this build speaks, in the order to ask them. */
  order(provider: Provider): Wire[] {
    const wires = provider.wires.filter((wire) => adapterFor(wire) !== undefined)
    const answered = this.#answered.get(place(provider))
    return answered && wires.includes(answered) ? [answered, ...wires.filter((wire) => wire !== answered)] : wires
  }

  remember(provider: Provider, wire: Wire): void {
    this.#answered.set(place(provider), wire)
  }
}

/** The wire first chosen belongs to it: another choice is a wish to have that one tried. */
function place({ id, baseUrl, wires }: Provider): string {
  return `${id} ${wires[0]} ${baseUrl}`
}

/**
 * Asks on the first wire, and on the next where the server has nothing at that wire's address: a gateway in a shop's
 * place often speaks only its older wire.
 * @param onNext told before the next wire is asked.
 */
export async function* overWires(
  wires: readonly Wire[],
  ask: (wire: Wire) => AsyncIterable<StreamEvent>,
  { onNext, onAnswer }: { onNext: (missing: Wire, next: Wire) => void; onAnswer: (wire: Wire) => void },
): AsyncGenerator<StreamEvent> {
  let firstFailure: unknown
  for (const [index, wire] of wires.entries()) {
    try {
      let answered = false
      for await (const event of ask(wire)) {
        if (!answered) onAnswer(wire)
        answered = true
        yield event
      }
      return
    } catch (error) {
      firstFailure ??= error
      if (!isMissingWire(error)) throw error
      const next = wires[index + 1]
      // Where no wire is to be found the address is wrong, and the first failure says so.
      if (next === undefined) throw firstFailure
      onNext(wire, next)
    }
  }
}

/** There is no such path, or it takes no question: words of the server's own may say so, but never about a model. */
function isMissingWire(error: unknown): boolean {
  if (!(error instanceof ChatError)) return false
  const { kind, status } = error.info
  if (status === 501) return true
  return (status === 404 || status === 405) && (kind === 'not-configured' || kind === 'bad-request')
}
