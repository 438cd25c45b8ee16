import type { TextPlace } from '../../chat/attachment'
import { stripInvisible } from '../invisible-characters'

/** What is said from a second on. */
export type Cue = { seconds: number; text: string }
export type Chapter = { seconds: number; title: string }

/** Characters after which a line ends with the next sentence, and after which it ends anyway. */
const line = { wanted: 180, longest: 420 }
/** Seconds of silence that end a line. */
const pause = 8

/**
 * A transcript as text: chapters as headings, and lines of a few sentences, each with the time at which it begins.
 * Captions are pieces of half a sentence, too short to read or to quote.
 */
export function transcriptText(
  cues: readonly Cue[],
  chapters: readonly Chapter[] = [],
): { text: string; places: TextPlace[] } {
  const places: TextPlace[] = []
  let text = ''
  const open = [...chapters]
  for (const { seconds, text: words } of joined(cues, chapters)) {
    while (open[0] && open[0].seconds <= seconds) {
      const chapter = open.shift()
      if (chapter) text += `${text === '' || text.endsWith('\n\n') ? '' : '\n'}## ${chapter.title}\n\n`
    }
    places.push({ from: text.length, seconds })
    text += `[${clock(seconds)}] ${words}\n`
  }
  return { text: text.trimEnd(), places }
}

function joined(cues: readonly Cue[], chapters: readonly Chapter[]): Cue[] {
  const lines: Cue[] = []
  let last: Cue | undefined
  let lastEnd = 0
  for (const { seconds, text } of cues) {
    const words = stripInvisible(text).replace(/\s+/g, ' ').trim()
    if (words === '') continue
    const startsChapter = chapters.some(
      (chapter) => chapter.seconds > (last?.seconds ?? -1) && chapter.seconds <= seconds,
    )
    if (!last || startsChapter || seconds - lastEnd > pause || isFull(last.text, words)) {
      last = { seconds, text: words }
      lines.push(last)
    } else {
      last.text += ` ${words}`
    }
    lastEnd = seconds
  }
  return lines
}

function isFull(text: string, next: string): boolean {
  if (text.length + next.length > line.longest) return true
  return text.length >= line.wanted && /[.!?…。！？]["'”’»)\]]?$/.test(text)
}

/** `[12:07]`, `[1:02:07]`: as video players show a time. */
export function clock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${two(minutes)}:${two(whole % 60)}`
}

/** Seconds of a time such as `1:02:07`; undefined for anything else. */
export function secondsOf(time: string): number | undefined {
  const found = /^(?:(\d{1,3}):)?(\d{1,3}):(\d{2})$/.exec(time.trim())
  if (!found) return undefined
  const [, hours = '0', minutes = '0', seconds = '0'] = found
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds)
}

/** The chapters that a description lists as its maker wrote them: lines that begin with a time, the first at 0:00. */
export function chaptersIn(description: string): Chapter[] {
  const chapters = description.split('\n').flatMap((row): Chapter[] => {
    const found = /^\s*[([]?((?:\d{1,3}:)?\d{1,3}:\d{2})[)\]]?\s*[-–—:|]?\s*(\S.*)$/.exec(row)
    const seconds = secondsOf(found?.[1] ?? '')
    const title = stripInvisible(found?.[2] ?? '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
    return seconds === undefined || title === '' ? [] : [{ seconds, title }]
  })
  const isAscending = chapters.every(
    ({ seconds }, index) => index === 0 || seconds > (chapters[index - 1]?.seconds ?? 0),
  )
  return chapters.length >= 3 && chapters[0]?.seconds === 0 && isAscending ? chapters : []
}
