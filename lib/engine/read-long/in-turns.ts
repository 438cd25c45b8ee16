/**
 * Does several things at once and yields what they yield, as it comes.
 * @param mayBegin asked before each further one while others are at work: undefined when it has to wait, else what is to
 *   be called when it is done. The first never has to wait.
 */
export async function* inTurns<Event>(
  tasks: readonly (() => AsyncIterable<Event>)[],
  mayBegin: () => (() => void) | undefined,
): AsyncGenerator<Event> {
  const waiting = [...tasks]
  const events: Event[] = []
  let atWork = 0
  /** The one that began while nobody else was at work, as some one always may. */
  let first = false
  let failure: { error: unknown } | undefined
  /** Something happened since it was last looked at, also while nobody waited for it. */
  let changed = false
  let wake = () => {}
  const notify = () => {
    changed = true
    wake()
  }

  async function work(task: () => AsyncIterable<Event>, done: () => void): Promise<void> {
    try {
      for await (const event of task()) {
        events.push(event)
        notify()
      }
    } catch (error) {
      failure ??= { error }
    } finally {
      atWork -= 1
      done()
      notify()
    }
  }

  function begin(): void {
    for (let [next] = waiting; next && !failure; [next] = waiting) {
      const done = first ? mayBegin() : () => void (first = false)
      if (!done) return
      first = true
      atWork += 1
      waiting.shift()
      void work(next, done)
    }
  }

  for (;;) {
    changed = false
    begin()
    yield* events.splice(0)
    if (failure) throw failure.error
    if (atWork === 0 && waiting.length === 0 && events.length === 0) return
    if (!changed) await new Promise<void>((resolve) => (wake = resolve))
  }
}
