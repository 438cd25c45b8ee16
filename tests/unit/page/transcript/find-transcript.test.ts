import { describe, expect, it } from 'vitest'
import { findTranscript } from '../../../../lib/page/transcript/find-transcript'
import { chooseTrack, videoIn } from '../../../../lib/page/transcript/player-response'
import { openPage } from '../open-page'

const video = (id: string, tracks: object[]) =>
  `var ytInitialPlayerResponse = ${JSON.stringify({
    videoDetails: { videoId: id, title: `Film } ${id}`, shortDescription: 'It says "{" and \\ here.' },
    captions: { playerCaptionsTracklistRenderer: { captionTracks: tracks } },
  })};var more = {"a":1};`

const track = (languageCode: string, kind?: 'asr') => ({
  baseUrl: `/captions?lang=${languageCode}`,
  languageCode,
  ...(kind ? { kind } : {}),
})

const words = (text: string) => JSON.stringify({ events: [{ tStartMs: 2_000, segs: [{ utf8: text }] }] })

function watchPage(script: string, id: string, language = 'en') {
  return openPage(
    `<html lang="${language}"><head><title>T</title><script>${script}</script></head><body></body></html>`,
    {
      url: `https://video.example/watch?v=${id}`,
    },
  )
}

describe('the script of a watch page', () => {
  it('is read up to the brace that closes it, whatever its texts hold', () => {
    expect(videoIn(`if(window.ytInitialPlayerResponse){} ${video('a', [track('en')])}`)).toMatchObject({
      id: 'a',
      title: 'Film } a',
      description: 'It says "{" and \\ here.',
      tracks: [{ languageCode: 'en' }],
    })
  })

  it.each(['', 'var ytInitialPlayerResponse = null;', 'ytInitialPlayerResponse = {"a":', 'ytInitialPlayerResponse={}'])(
    'says nothing as %j',
    (source) => expect(videoIn(source)).toBeUndefined(),
  )
})

describe('of several tracks', () => {
  const cases: [name: string, tracks: object[], language: string, chosen: string][] = [
    ['one by people in the reader’s language', [track('en', 'asr'), track('en'), track('de')], 'de-AT', 'de'],
    ['one by people in the language that is spoken', [track('fr'), track('en', 'asr'), track('en')], 'de', 'en'],
    ['what a machine heard, rather than a translation', [track('fr'), track('en', 'asr')], 'de', 'en'],
    ['the only one', [track('fr')], 'de', 'fr'],
  ]
  it.each(cases)('%s is read', (_, tracks, language, chosen) => {
    const parsed = videoIn(video('a', tracks))?.tracks ?? []
    expect(chooseTrack(parsed, language)?.languageCode).toBe(chosen)
  })
})

describe('the transcript of a page', () => {
  it('comes from the track of its video, as json3', async () => {
    const asked: string[] = []
    const answer = await findTranscript(watchPage(video('a', [track('en')]), 'a'), async (address) => {
      asked.push(address)
      return words('The tide turns.')
    })
    expect(asked).toEqual(['https://video.example/captions?lang=en&fmt=json3'])
    expect(answer).toMatchObject({
      ok: true,
      value: { title: 'Film } a', language: 'en', text: '[00:02] The tide turns.', places: [{ from: 0, seconds: 2 }] },
    })
  })

  it('is that of the video shown, when the script still speaks of the one before', async () => {
    const answer = await findTranscript(watchPage(video('old', [track('en')]), 'new'), async (address) =>
      address.includes('/watch') ? `<script>${video('new', [track('fr')])}</script>` : words(`From ${address}`),
    )
    expect(answer).toMatchObject({ ok: true, value: { title: 'Film } new', language: 'fr' } })
  })

  it('is never that of another video', async () => {
    const answer = await findTranscript(watchPage(video('old', [track('en')]), 'new'), async () => words('Old words.'))
    expect(answer).toEqual({ ok: false, reason: 'none' })
  })

  it('is said to be kept back where the server gives nothing', async () => {
    const page = watchPage(video('a', [track('en')]), 'a')
    expect(await findTranscript(page, async () => '')).toEqual({ ok: false, reason: 'closed' })
    const refused = () => Promise.reject(new TypeError('Failed to fetch'))
    expect(await findTranscript(page, refused)).toEqual({ ok: false, reason: 'closed' })
  })

  it('is none on a page without a video, which nothing is asked of', async () => {
    const asked: string[] = []
    const page = openPage('<html><body><p>Text.</p></body></html>', { url: 'https://a.example/?v=1' })
    const answer = await findTranscript(page, async (address) => {
      asked.push(address)
      return ''
    })
    expect(answer).toEqual({ ok: false, reason: 'none' })
    expect(asked).toEqual([])
  })
})
