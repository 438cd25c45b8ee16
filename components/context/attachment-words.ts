import type { Attachment } from '../../lib/chat/attachment'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { attachmentText, sortedCuts } from '../../lib/prompts/attachment-text'

/** What a chip is called: a selection by its words, everything else by its title. */
export function attachmentName({ kind, title, url, text }: Attachment): string {
  const words = (kind === 'selection' ? withoutMarks(text.slice(0, 600)) : text)
    .slice(0, 300)
    .replace(/\s+/g, ' ')
    .trim()
  if (kind === 'selection') return words
  return title.trim() || url || words || 'Untitled'
}

/** The words of markdown as they stand on the page, for a name: only marks that come in pairs, since text may hold any. */
function withoutMarks(markdown: string): string {
  return markdown
    .replace(/^(?:#{1,6}|>|[-*]|\d+\.) +/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)\s]*(?: "[^"]*")?\)/g, '$1')
    .replace(/(\*\*|~~|`)(?=\S)(.+?)\1/g, '$2')
    .replace(/(?<![\w\\_*])([_*])(?=[^\s_*])(.*?[^\s_*])\1(?![\w_*])/g, '$2')
    .replace(/\\([^\w\s])/g, '$1')
}

/** How much goes out: tokens, guessed, or the pixels of an image. */
export function sizeWords(attachment: Attachment): string {
  const { image } = attachment
  if (image) return `${image.width} × ${image.height} px`
  return tokenWords(likelyTokens(attachmentText(attachment)))
}

export function tokenWords(tokens: number): string {
  const figure = tokenFigure(tokens)
  return `${figure} ${figure === '≈ 1' ? 'token' : 'tokens'}`
}

/** The sign says that it is a guess; so do the few digits. */
export function tokenFigure(tokens: number): string {
  const rounded = Math.max(1, Number(tokens.toPrecision(2)))
  if (rounded < 1_000) return `≈ ${Math.round(rounded)}`
  return `≈ ${(rounded / 1_000).toLocaleString('en', { maximumFractionDigits: 1 })}k`
}

/** What a reader may miss in what is sent, in few words; empty when it is all there. */
export function leftOutWords({
  kind,
  text,
  cuts = [],
  hiddenCharacters = 0,
  omittedCharacters = 0,
}: Attachment): string {
  const trimmed = sortedCuts(cuts, text.length).reduce((sum, { from, to }) => sum + to - from, 0)
  const parts = [
    ...(trimmed >= text.length && trimmed > 0
      ? ['all of its text']
      : trimmed > 0
        ? [`${share(trimmed, text)} of it`]
        : []),
    ...(omittedCharacters > 0 ? [`its last ${count(omittedCharacters)} characters`] : []),
    ...(hiddenCharacters > 0
      ? [`${count(hiddenCharacters)} ${kind === 'pdf' ? 'repeated' : 'hidden'} characters`]
      : []),
  ]
  return parts.length === 0 ? '' : `Left out: ${parts.join(', ')}`
}

/** Where an attachment's pages or seconds begin and end. */
export function placesWords({ places = [] }: Attachment): string | undefined {
  const [first] = places
  const last = places.at(-1)
  if (!first || !last) return undefined
  if ('page' in first && 'page' in last) {
    return first.page === last.page ? `Page ${first.page}` : `Pages ${first.page} to ${last.page}`
  }
  if ('seconds' in first && 'seconds' in last) return `${clock(first.seconds)} to ${clock(last.seconds)}`
  return undefined
}

export function count(characters: number): string {
  return characters.toLocaleString('en')
}

function share(part: number, text: string): string {
  const percent = Math.round((part / text.length) * 100)
  return `${Math.min(99, Math.max(1, percent))} %`
}

function clock(seconds: number): string {
  const whole = Math.floor(seconds)
  const [hours, minutes, rest] = [Math.floor(whole / 3_600), Math.floor(whole / 60) % 60, whole % 60]
  const two = (value: number) => String(value).padStart(2, '0')
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
