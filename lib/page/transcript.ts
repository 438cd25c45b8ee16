import * as v from 'valibot'
import type { Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { caps } from './page-content'
import { knownTab, runInTab } from './run-in-tab'
import { tabSnapshot } from './snapshot'

/** The page may have to fetch its captions, and to open its own list of them when it may not. */
const patience = 20_000

const slack = 64
const content = v.object({
  url: v.pipe(v.string(), v.maxLength(caps.url + slack)),
  title: v.pipe(v.string(), v.maxLength(caps.title + slack)),
  language: v.exactOptional(v.pipe(v.string(), v.maxLength(caps.language))),
  text: v.pipe(v.string(), v.maxLength(caps.pageText + slack)),
  places: v.pipe(
    v.array(
      v.object({ from: v.pipe(v.number(), v.integer(), v.minValue(0)), seconds: v.pipe(v.number(), v.minValue(0)) }),
    ),
    v.maxLength(20_000),
  ),
  omittedCharacters: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0))),
})
const answer = v.union([
  v.object({ ok: v.literal(true), value: content }),
  v.object({ ok: v.literal(false), reason: v.picklist(['none', 'closed']) }),
])

/**
 * Takes a snapshot of what is said in the video of a tab, with the times.
 * @throws {ChatError} `permission`, `timeout`, or `bad-request` when there is no transcript to be had.
 */
export async function readTranscript(tabId: number): Promise<Snapshot> {
  const [frame] = await runInTab(tabId, { file: '/read-transcript.js' }, { patience })
  const parsed = v.safeParse(answer, frame?.result)
  if (!parsed.success) throw new ChatError('bad-response', 'The page gave an answer that Gloss does not understand.')
  if (parsed.output.ok) return await tabSnapshot(parsed.output.value, 'transcript', tabId)
  throw new ChatError(
    'bad-request',
    parsed.output.reason === 'none'
      ? 'There is no video with captions on this page.'
      : 'The page does not hand over its captions: open its transcript there, then try again.',
  )
}

/** Whether there is a transcript to be had. `needs`: the match pattern to be granted first. */
export type TranscriptOffer = { offered: boolean; needs?: string }

/**
 * Whether the page in a tab shows a video with a transcript; not, too, where that may not be known. Where the page may
 * not be read yet but its address is known, that of a video's own page is enough to go by.
 */
export async function offersTranscript(tabId: number): Promise<TranscriptOffer> {
  try {
    const [frame] = await runInTab(tabId, { func: showsCaptions, args: [] })
    return { offered: frame?.result === true }
  } catch (error) {
    const needs = error instanceof ChatError ? error.info.originPattern : undefined
    const { url } = await knownTab(tabId).catch(() => ({ url: undefined }))
    return needs !== undefined && isVideoPage(url) ? { offered: true, needs } : { offered: false }
  }
}

function isVideoPage(url: string | undefined): boolean {
  if (url === undefined || !URL.canParse(url)) return false
  const { hostname, pathname, searchParams } = new URL(url)
  return /(^|\.)youtube\.com$/.test(hostname) && pathname === '/watch' && searchParams.has('v')
}

/** Travels into the page as it stands here, alone: it can use nothing from outside of itself. */
function showsCaptions(): boolean {
  const hasTracks = [...document.querySelectorAll('video')].some((video) =>
    [...video.textTracks].some(({ kind }) => kind === 'captions' || kind === 'subtitles'),
  )
  if (hasTracks || !new URLSearchParams(location.search).has('v')) return hasTracks
  if (document.querySelector('ytd-video-description-transcript-section-renderer, ytd-transcript-segment-renderer'))
    return true
  return [...document.querySelectorAll('script:not([src])')].some((script) =>
    script.textContent.includes('"captionTracks"'),
  )
}
