import { useEffect } from 'react'
import { findHits } from '../../lib/chat/search-snippet'
import { searchTerms } from '../../lib/chat/search-words'
import { placeKept } from '../chat/thread/kept-place'
import { useChatState } from '../hooks/use-chat'
import { showFound, useFoundMessage, type FoundMessage } from './found-message'
import './FoundMark.css'

/** The name of our marks in the browser's list of them. */
const markName = 'found'
/** Afterwards the thread may scroll as it likes. */
const waitMs = 5_000

/** Brings the message that a search led to into view as soon as it is drawn, and marks its words. */
export function FoundMark() {
  const found = useFoundMessage()
  const conversationId = useChatState((state) => state.conversationId)
  const wanted = found?.conversationId === conversationId ? found : null

  useEffect(() => {
    if (!wanted) return
    let frame = 0
    // After a frame: what keeps the thread at its end listens only then.
    const arrive = () => {
      frame ||= requestAnimationFrame(() => {
        frame = requestAnimationFrame(() => {
          frame = 0
          mark(wanted)
        })
      })
    }
    // Its blocks are drawn after the message itself, and move what stands below them.
    const observer = new MutationObserver(arrive)
    observer.observe(document.body, { childList: true, subtree: true })
    arrive()
    const timer = setTimeout(() => observer.disconnect(), waitMs)
    const leave = () => {
      observer.disconnect()
      cancelAnimationFrame(frame)
    }
    // Whoever begins to scroll has seen it.
    for (const event of ['wheel', 'touchstart', 'keydown', 'pointerdown'])
      addEventListener(event, leave, { once: true })
    return () => {
      clearTimeout(timer)
      leave()
      for (const event of ['wheel', 'touchstart', 'keydown', 'pointerdown']) removeEventListener(event, leave)
    }
  }, [wanted])

  // The marks go with the conversation.
  useEffect(() => {
    if (!found || found.conversationId === conversationId) return
    showFound(null)
    globalThis.CSS.highlights?.delete(markName)
  }, [found, conversationId])
  return null
}

function mark({ messageId, words }: FoundMessage): void {
  const element = document.querySelector<HTMLElement>(`[data-message-id="${CSS.escape(messageId)}"]`)
  if (!element) return
  element.dataset.found = 'true'
  const ranges = rangesIn(element, words)
  globalThis.CSS.highlights?.set(markName, new Highlight(...ranges))
  const [first] = ranges
  const place = first?.startContainer.parentElement ?? element
  place.scrollIntoView({ block: 'center' })
  // Otherwise the thread would go on to its end.
  element.dispatchEvent(new CustomEvent(placeKept, { bubbles: true }))
}

function rangesIn(element: Element, words: string): Range[] {
  const terms = searchTerms(words)
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
  const ranges: Range[] = []
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    for (const { from, to } of findHits(node.nodeValue ?? '', terms)) {
      const range = new Range()
      range.setStart(node, from)
      range.setEnd(node, to)
      ranges.push(range)
    }
  }
  return ranges
}
