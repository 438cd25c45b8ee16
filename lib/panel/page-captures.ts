import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Snapshot } from '../chat/attachment'
import type { LiveSelection } from '../page/selected-words'
import { readImage } from '../page/page-image'
import { pickElement } from '../page/pick-element'
import { readSelection } from '../page/read-tab'
import { screenshotRegion, screenshotTab } from '../page/screenshot'
import { offersTranscript, readTranscript, type TranscriptOffer } from '../page/transcript'
import type { Capture } from './capturing'

/** What the reader is asked to point at on the page. */
export type Pointing = 'element' | 'region'

/** What can be taken of the page that the panel is about, to be handed to `Chat.take`. */
export type PageCaptures = {
  /** What the page waits for the reader to point at, as long as it does. */
  pointing: StoreApi<{ at: Pointing | null }>
  /** The reader points at a part of the page. */
  element: Capture
  /** A picture of what the page shows. */
  screenshot: Capture
  /** A picture of a rectangle that the reader draws. */
  region: Capture
  /** What is said in the page's video. */
  transcript: Capture
  /** Whether the page has a video with a transcript that can be read now. */
  hasTranscript: () => Promise<boolean>
  /** Whether it has one, as far as may be known, and what must be allowed first. */
  offersTranscript: () => Promise<TranscriptOffer>
  /** A picture that stands in a page. */
  image: (tabId: number, imageUrl: string, frameId: number) => Capture
  /** What was just noticed to be selected. */
  selection: (noticed: LiveSelection) => Capture
}

/** @param requireTab the tab that the panel is about. It throws a `ChatError` where there is none. */
export function pageCaptures(requireTab: () => Promise<number>): PageCaptures {
  const pointing: PageCaptures['pointing'] = createStore(() => ({ at: null }))
  const pointed =
    (at: Pointing, take: (tabId: number, signal: AbortSignal) => Promise<Snapshot | null>): Capture =>
    async (signal) => {
      // Given up, it says at once that nothing is waited for; what is left of it must not speak for the next.
      signal.addEventListener('abort', () => pointing.setState({ at: null }))
      pointing.setState({ at })
      try {
        // A picker that was left gives nothing.
        const taken = await take(await requireTab(), signal)
        return taken === null ? [] : [taken]
      } finally {
        if (!signal.aborted) pointing.setState({ at: null })
      }
    }
  const offered = async (): Promise<TranscriptOffer> => {
    const tabId = await requireTab().catch(() => undefined)
    return tabId === undefined ? { offered: false } : offersTranscript(tabId)
  }
  return {
    pointing,
    element: pointed('element', pickElement),
    screenshot: async () => [await screenshotTab(await requireTab())],
    region: pointed('region', screenshotRegion),
    transcript: async () => [await readTranscript(await requireTab())],
    hasTranscript: async () => {
      const { offered: isThere, needs } = await offered()
      return isThere && needs === undefined
    },
    offersTranscript: offered,
    image: (tabId, imageUrl, frameId) => async () => [await readImage(tabId, imageUrl, frameId)],
    selection:
      ({ tabId, frameId }) =>
      async () => [await readSelection(tabId, { frameId })],
  }
}
