import type { LiveSelection } from '../page/selected-words'
import { pickElement } from '../page/pick-element'
import { readSelection } from '../page/read-tab'
import { screenshotRegion, screenshotTab } from '../page/screenshot'
import { hasTranscript, readTranscript } from '../page/transcript'
import type { Capture } from './capturing'

/** What can be taken of the page that the panel is about, to be handed to `Chat.take`. */
export type PageCaptures = {
  /** The reader points at a part of the page. */
  element: Capture
  /** A picture of what the page shows. */
  screenshot: Capture
  /** A picture of a rectangle that the reader draws. */
  region: Capture
  /** What is said in the page's video. */
  transcript: Capture
  /** Whether the page has a video with a transcript, as far as may be known. */
  hasTranscript: () => Promise<boolean>
  /** What was just noticed to be selected. */
  selection: (noticed: LiveSelection) => Capture
}

/** @param requireTab the tab that the panel is about. It throws a `ChatError` where there is none. */
export function pageCaptures(requireTab: () => Promise<number>): PageCaptures {
  return {
    element: async (signal) => some(await pickElement(await requireTab(), signal)),
    screenshot: async () => [await screenshotTab(await requireTab())],
    region: async (signal) => some(await screenshotRegion(await requireTab(), signal)),
    transcript: async () => [await readTranscript(await requireTab())],
    hasTranscript: async () => {
      const tabId = await requireTab().catch(() => undefined)
      return tabId !== undefined && (await hasTranscript(tabId))
    },
    selection:
      ({ tabId, frameId }) =>
      async () => [await readSelection(tabId, { frameId })],
  }
}

/** A picker that was left gives nothing. */
const some = <Value>(value: Value | null): Value[] => (value === null ? [] : [value])
