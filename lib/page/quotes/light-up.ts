import type { LightAnswer, LightRequest, PassageNeedle } from '../../chat/quote'
import { bringIntoView } from './bring-into-view'
import { findWords, readWords, type WordRange } from './page-words'
import { highlightName, pulseName } from './highlight-style'

const pulseMs = 700
/** How often a page that still changes is searched again. */
const searchMs = 250
/** A page that draws itself anew this often is not worth following. */
const mostRestores = 40

type Lit = { nodes: readonly Node[]; stop: AbortController }

let lit: Lit | undefined

/** Does what the panel asks of this frame: lights a passage up, seeks the video, or takes the light away. */
export async function lightUp(request: LightRequest): Promise<LightAnswer> {
  clear()
  if ('clear' in request) return 'shown'
  if ('seconds' in request) return seek(request.seconds)
  const found = await search(request)
  if (found.length === 0) return 'absent'
  const ranges = draw(found)
  const [first] = ranges
  if (first) bringIntoView(first)
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) pulse(ranges)
  follow(request.needles, found)
  return 'shown'
}

/** A page that was just opened may still be fetching what it shows. */
async function search({ needles, patienceMs }: { needles: readonly PassageNeedle[]; patienceMs: number }) {
  const look = () => findWords(readWords(document), needles)
  const end = Date.now() + patienceMs
  let found = look()
  while (found.length === 0 && Date.now() < end) {
    // oxlint-disable-next-line no-await-in-loop -- each search waits for the page to get further
    await new Promise((resolve) => setTimeout(resolve, searchMs))
    found = look()
  }
  return found
}

function draw(found: readonly WordRange[]): Range[] {
  const ranges = found.map(rangeOf)
  CSS.highlights.set(highlightName, new Highlight(...ranges))
  return ranges
}

function rangeOf(word: WordRange): Range {
  const range = document.createRange()
  if ('from' in word) {
    range.setStart(word.node, word.from)
    range.setEnd(word.node, word.to)
  } else range.selectNode(word.node)
  return range
}

/** A highlight cannot be animated: one above it comes and goes. */
function pulse(ranges: readonly Range[]): void {
  const bright = new Highlight(...ranges)
  bright.priority = 1
  CSS.highlights.set(pulseName, bright)
  setTimeout(() => {
    if (CSS.highlights.get(pulseName) === bright) CSS.highlights.delete(pulseName)
  }, pulseMs)
}

/** Keeps the light on where the page draws the same words anew, until Escape. */
function follow(needles: readonly PassageNeedle[], found: readonly WordRange[]): void {
  const stop = new AbortController()
  lit = { nodes: found.map(({ node }) => node), stop }
  addEventListener('keydown', ({ key }) => key === 'Escape' && clear(), { capture: true, signal: stop.signal })
  let timer: ReturnType<typeof setTimeout> | undefined
  let restores = 0
  const observer = new MutationObserver(() => {
    if (!lit || timer !== undefined || lit.nodes.every((node) => node.isConnected)) return
    timer = setTimeout(() => {
      timer = undefined
      if (!lit || lit.stop !== stop) return
      const again = findWords(readWords(document), needles)
      if (again.length > 0) {
        draw(again)
        lit.nodes = again.map(({ node }) => node)
      }
      restores += 1
      if (restores >= mostRestores) observer.disconnect()
    }, searchMs)
  })
  observer.observe(document, { subtree: true, childList: true })
  stop.signal.addEventListener('abort', () => {
    observer.disconnect()
    clearTimeout(timer)
  })
}

function clear(): void {
  lit?.stop.abort()
  lit = undefined
  CSS.highlights.delete(highlightName)
  CSS.highlights.delete(pulseName)
}

function seek(seconds: number): LightAnswer {
  const videos = [...document.querySelectorAll('video')]
  const area = (video: HTMLVideoElement) => video.clientWidth * video.clientHeight
  const [video] = videos.sort((one, other) => area(other) - area(one))
  if (!video) return 'absent'
  video.currentTime = seconds
  video.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  return 'shown'
}
