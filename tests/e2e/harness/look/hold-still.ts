import type { Page } from 'playwright/test'

/** What differs from one run to the next although the screen is the same, and what stands in its place in a picture. */
const varying: readonly [pattern: string, steady: string][] = [
  ['(127\\.0\\.0\\.1|localhost):\\d+', '$1:11434'],
  ['chrome-extension://[a-p]{32}', 'chrome-extension://gloss'],
  ['\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b', '00000000-0000-4000-8000-000000000000'],
  ['\\b\\d{1,2}:\\d{2}(:\\d{2})?( ?[AP]M)?\\b', '12:00'],
  ['\\b\\d{4}-\\d{2}-\\d{2}\\b', '2026-01-01'],
  ['\\b\\d{1,2}/\\d{1,2}/\\d{4}\\b', '1/1/2026'],
  ['\\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* \\d{1,2}(, \\d{4})?\\b', 'Jan 1'],
  ['\\b\\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*( \\d{4})?\\b', '1 Jan'],
  // A busy machine takes minutes for what is said to take seconds.
  ['\\b\\d+ min( \\d+ s)?\\b', '1 s'],
  ['\\b\\d+([.,]\\d+)? (ms|s|seconds?|milliseconds?)\\b', '1 s'],
  ['\\b\\d+([.,]\\d+)? (tokens (per second|a second)|tokens/s|tok/s)', '100 tokens/s'],
  // The last is as large as the disk of the machine has room.
  ['\\b\\d+([.,]\\d+)? ([kKMG]B)\\b', '1 kB'],
  // Questions of the faults are numbered, through all the tests of a worker.
  ['\\bq\\d+\\b', 'q1'],
]

/**
 * Holds still what differs from run to run: words, also where they are written anew meanwhile, and what happens to lie under
 * the pointer.
 * @returns gives the page back what is its own.
 */
export async function holdStill(page: Page): Promise<() => Promise<void>> {
  await page.evaluate((pairs) => {
    const patterns = pairs.map(([pattern, steady]) => [new RegExp(pattern, 'gu'), steady] as const)
    const steadied = (text: string): string =>
      patterns.reduce((words, [pattern, steady]) => words.replaceAll(pattern, steady), text)
    const own = new Map<Text | HTMLInputElement, string>()
    const write = (place: Text | HTMLInputElement, words: string) => {
      if (place instanceof Text) place.data = words
      else place.value = words
    }
    const read = (place: Text | HTMLInputElement) => (place instanceof Text ? place.data : place.value)
    // That nothing new has come is told after ten seconds: on a busy machine a screen may be as old.
    const silences = () => document.querySelectorAll<HTMLElement>('[data-testid=message-silence]')
    const steady = () => {
      for (const silence of silences()) silence.style.display = 'none'
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const places: (Text | HTMLInputElement)[] = [...document.querySelectorAll('input')]
      while (walker.nextNode()) if (walker.currentNode instanceof Text) places.push(walker.currentNode)
      for (const place of places) {
        const words = read(place)
        const still = steadied(words)
        if (still === words) continue
        own.set(place, words)
        write(place, still)
      }
    }
    steady()
    const observer = new MutationObserver(steady)
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
    document.documentElement.style.pointerEvents = 'none'
    const letGo = () => {
      document.documentElement.style.pointerEvents = ''
      observer.disconnect()
      for (const silence of silences()) silence.style.display = ''
      for (const [place, words] of own) if (read(place) === steadied(words)) write(place, words)
    }
    Object.assign(window, { glossLetGo: letGo })
  }, varying)
  // What the pointer lies on is told when it is moved.
  await page.mouse.move(0, 0)
  return async () => {
    await page.evaluate('glossLetGo()')
  }
}
