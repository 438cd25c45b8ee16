import * as v from 'valibot'

const words = v.union([
  v.pipe(
    v.object({ simpleText: v.string() }),
    v.transform(({ simpleText }) => simpleText),
  ),
  v.pipe(
    v.object({ runs: v.array(v.object({ text: v.string() })) }),
    v.transform(({ runs }) => runs.map(({ text }) => text).join('')),
  ),
])

const track = v.object({
  baseUrl: v.string(),
  languageCode: v.string(),
  /** `asr`: made by a machine that listened. */
  kind: v.optional(v.string()),
  name: v.optional(words),
})

const response = v.object({
  videoDetails: v.object({
    videoId: v.string(),
    title: v.optional(v.string(), ''),
    shortDescription: v.optional(v.string(), ''),
  }),
  captions: v.optional(
    v.object({ playerCaptionsTracklistRenderer: v.object({ captionTracks: v.optional(v.array(track), []) }) }),
  ),
})

export type CaptionTrack = v.InferOutput<typeof track>
export type Video = { id: string; title: string; description: string; tracks: CaptionTrack[] }

const mark = 'ytInitialPlayerResponse'

/** What a watch page's own script, or its source, says about its video; undefined where it says nothing. */
export function videoIn(source: string): Video | undefined {
  for (let at = source.indexOf(mark); at >= 0; at = source.indexOf(mark, at + mark.length)) {
    const open = source.indexOf('{', at)
    // The name also stands where it is only read.
    if (open < 0 || !/^\W*=?\s*$/.test(source.slice(at + mark.length, open))) continue
    const parsed = v.safeParse(response, valueAt(source, open))
    if (!parsed.success) continue
    const { videoDetails, captions } = parsed.output
    return {
      id: videoDetails.videoId,
      title: videoDetails.title,
      description: videoDetails.shortDescription,
      tracks: captions?.playerCaptionsTracklistRenderer.captionTracks ?? [],
    }
  }
  return undefined
}

/** The JSON object that begins there: up to the brace that closes it. */
function valueAt(source: string, open: number): unknown {
  let depth = 0
  let quoted = false
  for (let at = open; at < source.length; at += 1) {
    const sign = source[at]
    if (quoted) {
      if (sign === '\\') at += 1
      else if (sign === '"') quoted = false
    } else if (sign === '"') quoted = true
    else if (sign === '{') depth += 1
    else if (sign === '}') {
      depth -= 1
      if (depth > 0) continue
      try {
        return JSON.parse(source.slice(open, at + 1))
      } catch {
        return undefined
      }
    }
  }
  return undefined
}

/**
 * The track to read: written by people rather than by a machine, in the reader's language, else in the one that is
 * spoken, which is the machine's.
 */
export function chooseTrack(tracks: readonly CaptionTrack[], language: string): CaptionTrack | undefined {
  const isSame = (left: string, right: string) =>
    left.split('-')[0]?.toLowerCase() === right.split('-')[0]?.toLowerCase()
  const written = tracks.filter(({ kind }) => kind !== 'asr')
  const heard = tracks.filter(({ kind }) => kind === 'asr')
  const spoken = heard[0]?.languageCode
  return (
    written.find(({ languageCode }) => isSame(languageCode, language)) ??
    written.find(({ languageCode }) => spoken !== undefined && isSame(languageCode, spoken)) ??
    heard.find(({ languageCode }) => isSame(languageCode, language)) ??
    heard[0] ??
    written[0]
  )
}
