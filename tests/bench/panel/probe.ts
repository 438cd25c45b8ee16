/** What a page notes while an answer streams into it. Times are milliseconds since the epoch. */
export type Readings = {
  /** When the word with this number stood in the document. */
  seenAt: number[]
  /** Gaps between frames. */
  frames: number[]
  longTasks: number[]
  /** From a key press to the frame after it. */
  keys: number[]
  layoutShift: number
  enterAt?: number
  questionAt?: number
}

declare global {
  var benchReadings: Readings | undefined
}

/**
 * In the page: notes when each word of the newest answer stands in the document. Only the end of the text is looked at, so that the
 * looking costs the same however long the answer is.
 */
export function watchPage({ answer, question }: { answer: string; question: string }): void {
  const readings: Readings = (globalThis.benchReadings = {
    seenAt: [],
    frames: [],
    longTasks: [],
    keys: [],
    layoutShift: 0,
  })
  const now = (): number => performance.timeOrigin + performance.now()
  const endOf = (element: Element): string => {
    let last = element
    // Down to the last box that still holds much: reading the text of a whole answer would cost more than it shows.
    while (last.lastElementChild && (last.textContent.length > 2_000 || last.lastElementChild.textContent.length > 40))
      last = last.lastElementChild
    return last.textContent.slice(-400)
  }
  const questions = document.querySelectorAll(question).length
  const answers = document.querySelectorAll(answer).length
  const look = (): void => {
    if (readings.questionAt === undefined && document.querySelectorAll(question).length > questions) {
      readings.questionAt = now()
    }
    // The answer before this one ends in words of the same shape.
    const newest = [...document.querySelectorAll(answer)].slice(answers).at(-1)
    // Below a text of which the last is still being drawn stand its buttons already.
    const text = newest?.querySelector('[data-testid=message-text]') ?? newest
    const number = Number(/.*\d*w(\d+)/s.exec(text ? endOf(text) : '')?.[1] ?? -1)
    for (let index = readings.seenAt.length; index <= number; index += 1) readings.seenAt.push(now())
  }
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  document.addEventListener(
    'keydown',
    (event) => {
      const at = performance.timeOrigin + event.timeStamp
      if (event.key === 'Enter') readings.enterAt = at
      else requestAnimationFrame(() => readings.keys.push(now() - at))
    },
    { capture: true },
  )
  const observe = (type: string, take: (entry: PerformanceEntry) => void): void => {
    new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type })
  }
  observe('longtask', ({ duration }) => readings.longTasks.push(duration))
  observe('layout-shift', (entry) => {
    const { value, hadRecentInput } = entry as PerformanceEntry & { value: number; hadRecentInput: boolean }
    if (!hadRecentInput) readings.layoutShift += value
  })
  let last = performance.now()
  const frame = (at: number): void => {
    readings.frames.push(at - last)
    last = at
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
}
