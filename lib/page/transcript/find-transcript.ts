import type { TextPlace } from '../../chat/attachment'
import { factsOf, own, type DocumentFacts } from '../document-facts'
import { caps, cutAt, cutAtBlock } from '../page-content'
import { parseCaptions } from './caption-file'
import { chooseTrack, videoIn, type Video } from './player-response'
import { captionedVideo, readTextTracks } from './text-tracks'
import { cuesInPanel, hasTranscriptPanel } from './transcript-panel'
import { chaptersIn, transcriptText, type Chapter, type Cue } from './transcript-text'

type TranscriptContent = DocumentFacts & { text: string; places: TextPlace[]; omittedCharacters?: number }

/** `none`: there is no transcript; `closed`: there should be one, but the page did not hand it over. */
export type TranscriptAnswer = { ok: true; value: TranscriptContent } | { ok: false; reason: 'none' | 'closed' }

/** Fetches from the page's own server, as the page itself would. */
type Load = (address: string) => Promise<string>

type Found = { cues: Cue[]; chapters: Chapter[]; title?: string; language?: string }

/** The transcript of the video that a page shows: of a watch page, or of a video with captions on any site. */
export async function findTranscript(document: Document, load: Load): Promise<TranscriptAnswer> {
  const language = own(document, 'documentElement').lang || navigator.language
  const watched = await ofWatchPage(document, language, load)
  if (watched && watched.cues.length > 0) return answer(document, watched)
  const video = captionedVideo(document)
  const spoken = video && (await readTextTracks(video, language))
  if (spoken && spoken.cues.length > 0) return answer(document, spoken)
  return { ok: false, reason: watched || spoken ? 'closed' : 'none' }
}

/** Undefined where the page is none, or its video has no captions. */
async function ofWatchPage(document: Document, language: string, load: Load): Promise<Found | undefined> {
  const id = new URL(own(document, 'URL')).searchParams.get('v')
  if (id === null) return undefined
  const video = await watchedVideo(document, id, load)
  const track = chooseTrack(video?.tracks ?? [], language)
  if (!track && !hasTranscriptPanel(document)) return undefined
  const facts = video ? { title: video.title, chapters: chaptersIn(video.description) } : { chapters: [] }
  const cues = track ? parseCaptions(await loaded(captionAddress(track.baseUrl, own(document, 'URL')), load)) : []
  if (track && cues.some(({ text }) => text.trim() !== '')) return { ...facts, cues, language: track.languageCode }
  // Some servers give captions to their own player only, which the page's own list then has.
  return { ...facts, cues: await cuesInPanel(document) }
}

async function watchedVideo(document: Document, id: string, load: Load): Promise<Video | undefined> {
  const sources = [...document.querySelectorAll('script:not([src])')].map((script) => script.textContent)
  const videos = sources.flatMap((source) => videoIn(source) ?? [])
  const video = videos.find((one) => one.id === id)
  // Watch pages follow one another without being loaded: the script still speaks of the first.
  if (video || videos.length === 0) return video
  const fresh = videoIn(await loaded(own(document, 'URL'), load))
  return fresh?.id === id ? fresh : undefined
}

function captionAddress(baseUrl: string, page: string): string {
  if (!URL.canParse(baseUrl, page)) return ''
  const address = new URL(baseUrl, page)
  address.searchParams.set('fmt', 'json3')
  return address.href
}

/** '' where the server refuses: there is another way. */
async function loaded(address: string, load: Load): Promise<string> {
  if (address === '') return ''
  try {
    return await load(address)
  } catch {
    return ''
  }
}

function answer(document: Document, { cues, chapters, title = '', language = '' }: Found): TranscriptAnswer {
  const whole = transcriptText(cues, chapters)
  const { text, omittedCharacters } = cutAtBlock(whole.text, caps.pageText)
  const facts = factsOf(document)
  return {
    ok: true,
    value: {
      ...facts,
      ...(title === '' ? {} : { title: cutAt(title, caps.title) }),
      ...(language === '' ? {} : { language: cutAt(language, caps.language) }),
      text: text.toWellFormed(),
      places: whole.places.filter(({ from }) => from < text.length),
      ...(omittedCharacters > 0 ? { omittedCharacters } : {}),
    },
  }
}
