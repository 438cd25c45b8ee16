import { diffArrays } from 'diff'

export type DiffPiece = { kind: 'same' | 'gone' | 'new'; text: string }

/** Beyond this a comparison word by word is given up: the reader is waiting for it. */
const patienceMs = 300
/** Characters of what stays that are shown around a change. */
const around = 32

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })
const wordsOf = (text: string): string[] => [...segmenter.segment(text)].map(({ segment }) => segment)

/** What turns one text into another, word by word, in every script. */
export function wordDiff(earlier: string, now: string): DiffPiece[] {
  const parts = diffArrays(wordsOf(earlier), wordsOf(now), { timeout: patienceMs })
  if (!parts) return whole(earlier, now)
  const pieces = parts.map(({ added, removed, value }): DiffPiece => {
    return { kind: added ? 'new' : removed ? 'gone' : 'same', text: value.join('') }
  })
  return joined(pieces)
}

const whole = (earlier: string, now: string): DiffPiece[] =>
  [{ kind: 'gone', text: earlier } as const, { kind: 'new', text: now } as const].filter(({ text }) => text !== '')

/** Two words that changed side by side are one change: the space between them is no word that stayed. */
function joined(pieces: readonly DiffPiece[]): DiffPiece[] {
  const result: DiffPiece[] = []
  let gone = ''
  let added = ''
  const flush = (): void => {
    result.push(...whole(gone, added))
    gone = ''
    added = ''
  }
  pieces.forEach(({ kind, text }, index) => {
    if (kind === 'gone') gone += text
    else if (kind === 'new') added += text
    else if (gone !== '' && added !== '' && /^[^\S\n]+$/.test(text) && index < pieces.length - 1) {
      gone += text
      added += text
    } else {
      flush()
      result.push({ kind, text })
    }
  })
  flush()
  return result
}

/** The changes alone, each with the words right around it. */
export function onlyChanges(pieces: readonly DiffPiece[]): DiffPiece[] {
  return pieces.map((piece, index) => {
    if (piece.kind !== 'same') return piece
    const words = wordsOf(piece.text)
    const before = index === 0 ? '' : startOf(words)
    const after = index === pieces.length - 1 ? '' : startOf(words.toReversed(), true)
    if (before.length + after.length >= piece.text.length) return piece
    const shown = [before.trimEnd(), '…', after.trimStart()].filter((part) => part !== '')
    return { kind: 'same', text: shown.join(' ') }
  })
}

function startOf(words: readonly string[], reversed = false): string {
  let text = ''
  for (const word of words) {
    if (text.length + word.length > around) break
    text = reversed ? word + text : text + word
  }
  return text
}
