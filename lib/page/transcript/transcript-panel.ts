import { isHtmlElement } from '../nodes'
import { secondsOf, type Cue } from './transcript-text'

/** A list of what is said, as a watch page shows it beside its video, in the shapes that it has had. */
const segments = 'ytd-transcript-segment-renderer, transcript-segment-view-model'
const opener = 'ytd-video-description-transcript-section-renderer button'
/** How long the page may take to fetch and show its list. */
const patienceMs = 6_000

/** Whether the page shows a transcript, or has a button that does. */
export const hasTranscriptPanel = (document: Document): boolean =>
  document.querySelector(`${segments}, ${opener}`) !== null

/** What is said, from the page's own list, which is opened as by a click where it is closed; [] when it stays empty. */
export async function cuesInPanel(document: Document): Promise<Cue[]> {
  const shown = cuesShown(document)
  const button = document.querySelector(opener)
  if (shown.length > 0 || !isHtmlElement(button)) return shown
  button.click()
  return await new Promise((resolve) => {
    const done = (): void => {
      observer.disconnect()
      clearTimeout(timer)
      clearTimeout(calm)
      resolve(cuesShown(document))
    }
    // It comes in one piece, but is put in row by row.
    let calm: ReturnType<typeof setTimeout> | undefined
    const observer = new MutationObserver(() => {
      if (!document.querySelector(segments)) return
      clearTimeout(calm)
      calm = setTimeout(done, 300)
    })
    const timer = setTimeout(done, patienceMs)
    observer.observe(document, { childList: true, subtree: true })
  })
}

function cuesShown(document: Document): Cue[] {
  return [...document.querySelectorAll(segments)].flatMap((segment): Cue[] => {
    const pieces = leaves(segment)
    const time = pieces.find((piece) => secondsOf(piece) !== undefined)
    const seconds = secondsOf(time ?? '')
    if (seconds === undefined) return []
    // The time is also said in words, for those who listen: "1 minute, 5 seconds".
    const said = pieces.filter((piece) => piece !== time && !/^\d+ \p{L}+(, \d+ \p{L}+)*$/u.test(piece))
    return [{ seconds, text: said.join(' ') }]
  })
}

/** The texts of the innermost elements. */
function leaves(element: Element): string[] {
  if (element.childElementCount === 0) {
    const words = element.textContent.replace(/\s+/g, ' ').trim()
    return words === '' ? [] : [words]
  }
  return [...element.children].flatMap(leaves)
}
