import { isHtmlElement } from '../nodes'
import type { Chapter, Cue } from './transcript-text'

/** How long the browser may take to load a track that the page names. */
const patienceMs = 5_000

const isVideo = (element: Element): element is HTMLVideoElement =>
  element.localName === 'video' && isHtmlElement(element)

/** The largest video that has captions of its own. */
export function captionedVideo(document: Document): HTMLVideoElement | undefined {
  const area = (video: Element) => {
    const { width, height } = video.getBoundingClientRect()
    return width * height
  }
  return [...document.querySelectorAll('video')]
    .filter((video) => isVideo(video) && captionsOf(video).length > 0)
    .toSorted((left, right) => area(right) - area(left))[0]
}

function captionsOf(video: HTMLVideoElement): TextTrack[] {
  return [...video.textTracks].filter(({ kind }) => kind === 'captions' || kind === 'subtitles')
}

export type SpokenTrack = { cues: Cue[]; chapters: Chapter[]; language: string }

/** What the captions of a video say: those that are shown, else those in that language, else the first. */
export async function readTextTracks(video: HTMLVideoElement, language: string): Promise<SpokenTrack> {
  const tracks = captionsOf(video)
  const start = language.split('-')[0] ?? language
  const track =
    tracks.find(({ mode }) => mode === 'showing') ?? tracks.find((one) => one.language.startsWith(start)) ?? tracks[0]
  if (!track) return { cues: [], chapters: [], language: '' }
  const chapterTrack = [...video.textTracks].find(({ kind }) => kind === 'chapters')
  const [cues, chapters] = await Promise.all([cuesOf(video, track), chapterTrack ? cuesOf(video, chapterTrack) : []])
  return { cues, chapters: chapters.map(({ seconds, text }) => ({ seconds, title: text })), language: track.language }
}

async function cuesOf(video: HTMLVideoElement, track: TextTrack): Promise<Cue[]> {
  const { mode } = track
  // A track that is off has no cues; a hidden one is loaded and not drawn.
  if (mode === 'disabled') track.mode = 'hidden'
  try {
    if (!track.cues?.length) await loaded(video, track)
    return [...(track.cues ?? [])].map((cue) => ({
      seconds: cue.startTime,
      text: 'text' in cue ? plain(cue.text) : '',
    }))
  } finally {
    track.mode = mode
  }
}

function loaded(video: HTMLVideoElement, track: TextTrack): Promise<void> {
  const element = [...video.querySelectorAll('track')].find((one) => one.track === track)
  // 2 and 3: loaded, and failed.
  if (!element || element.readyState >= 2) return Promise.resolve()
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer)
      element.removeEventListener('load', done)
      element.removeEventListener('error', done)
      resolve()
    }
    const timer = setTimeout(done, patienceMs)
    element.addEventListener('load', done)
    element.addEventListener('error', done)
  })
}

/** Captions may mark speakers and italics. */
function plain(text: unknown): string {
  return typeof text === 'string'
    ? text
        .replace(/<[^>]*>/g, '')
        .replace(/&nbsp;/g, ' ')
        .replace(/&amp;/g, '&')
    : ''
}
