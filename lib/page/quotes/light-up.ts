import type { LightAnswer, LightRequest, PassageNeedle } from '../../chat/quote'
import { bringIntoView } from './bring-into-view'
import { findWords, readWords, type WordRange } from './page-words'
import { highlightName, pulseName } from './highlight-style'

const pulseMs = 700
/** How often a page that still changes is searched again. */
const searchMs = 250
/** A page that draws itself anew this often is not worth following. */
const mostRestores = 40

type Lit = { passage: Passage; stop: AbortController }

/** What is lit, with the words that each range held then. */
type Passage = readonly { range: Range; words: string }[]

let lit: Lit | undefined

/** Does what the panel asks of this frame: lights a passage up, seeks the video, or takes the light away. */
export async function lightUp(request: LightRequest): Promise<LightAnswer> {
  clear()
  if ('clear' in request) return 'shown'
  if ('seconds' in request) return seek(request.seconds)
  const found = await search(request)
  if (found.length === 0) return 'absent'
  const passage = draw(found)
  const [first] = passage
  if (first) bringIntoView(first.range)
  if (!matchMedia('(prefers-reduced-motion: reduce)').matches) pulse(passage)
  follow(request.needles, passage)
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

function draw(found: readonly WordRange[]): Passage {
  const ranges = found.map(rangeOf)
  CSS.highlights.set(highlightName, new Highlight(...ranges))
  return ranges.map((range) => ({ range, words: String(range) }))
}

/** The page still has these nodes, with these words in them. */
function isIntact(passage: Passage): boolean {
  return passage.every(({ range, words }) => range.startContainer.isConnected && String(range) === words)
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
function pulse(passage: Passage): void {
  const bright = new Highlight(...passage.map(({ range }) => range))
  bright.priority = 1
  CSS.highlights.set(pulseName, bright)
  setTimeout(() => {
    if (CSS.highlights.get(pulseName) === bright) CSS.highlights.delete(pulseName)
  }, pulseMs)
}

/** Keeps the light on where the page draws the same words anew, until Escape. */
function follow(needles: readonly PassageNeedle[], passage: Passage): void {
  const stop = new AbortController()
  lit = { passage, stop }
  addEventListener('keydown', ({ key }) => key === 'Escape' && clear(), { capture: true, signal: stop.signal })
  let timer: ReturnType<typeof setTimeout> | undefined
  let restores = 0
  const observer = new MutationObserver(() => {
    if (!lit || timer !== undefined || isIntact(lit.passage)) return
    timer = setTimeout(() => {
      timer = undefined
      if (!lit || lit.stop !== stop) return
      const again = findWords(readWords(document), needles)
      if (again.length > 0) {
        lit.passage = draw(again)
        watch(lit.passage)
      }
      restores += 1
      if (restores >= mostRestores) observer.disconnect()
    }, searchMs)
  })
  /** What happens in a shadow tree is not told outside of it. */
  const watch = (lights: Passage): void => {
    for (const root of new Set([document, ...lights.map(({ range }) => range.startContainer.getRootNode())])) {
      observer.observe(root, { subtree: true, childList: true, characterData: true })
    }
  }
  watch(passage)
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
