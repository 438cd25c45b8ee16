import type { TextRange } from '../../chat/attachment'
import { FoldedWriter, isWordUnit, type Folded } from './folded'
import { lettersOf, sign, signOf, wideLetters } from './signs'

/** `markdown`: a snapshot, whose marks were not on the page; `plain`: words as they are seen, of a page or an answer. */
export type TextForm = 'markdown' | 'plain'

/** An address longer than this is none. Every mark has such a bound, for text that is made to hurt. */
const longestAddress = 4_096
const deepestAddress = 4
/** What leads to a note, such as `[12]`, `[^a]` or `[\\[12\\]`. “[T]he” is none: there a writer changed a letter. */
const noteMark =
  /[[\\\uE000]{1,6}(?:\^[\p{L}\p{N}_-]{1,30}|\d{1,3}|[a-z](?=[\\\uE000]{0,4}\](?!\p{L})))[\\\uE000]{0,4}\]/uy
/** What our own reading writes for a picture: its words do not stand on the page. */
const standIn = /\[image: [^\]\n]{0,600}\]/y
const picture = /!\[[^[\]\n]{0,600}\](?=\()/y
const tag = /<(?!https?:)[a-z/!][^<>\n]{0,300}>/iy
const lineMarks = /(?:[ \t]*(?:>|#{1,6}(?=[ \t])|[-*+][ \t](?:[ \t]*\[[ xX]\](?=[ \t]))?|\d{1,3}[.)](?=[ \t])))+/y
/** Lines that are all mark: fences, and rules under a heading or a table's head. */
const markLine =
  /[ \t]{0,12}(?:(?:`{3,}|~{3,})[^\n`]{0,100}|=+[ \t]*|\|?[ \t]{0,12}:?-+:?[ \t]*(?:\|[ \t:|-]*)?)(?=\n|$)/y

/** A text as it is compared with others. `skips` are stretches that do not count, in order and apart. */
export function fold(source: string, form: TextForm, skips: readonly TextRange[] = []): Folded {
  const writer = new FoldedWriter(source.length)
  const { length } = source
  let skipped = 0
  let at = form === 'markdown' ? afterLineMarks(source, 0) : 0
  let nextSkip = skips[0]?.from ?? length
  while (at < length) {
    if (at >= nextSkip) {
      at = Math.max(at, skips[skipped]?.to ?? length)
      skipped += 1
      nextSkip = skips[skipped]?.from ?? length
      writer.joint()
      continue
    }
    at = writer.run(source, at, Math.min(length, nextSkip))
    if (at >= length || at >= nextSkip) continue
    const unit = source.charCodeAt(at)
    const found = signOf(unit)
    if (found > sign.last) {
      if (found < 0xd800 || found > 0xdbff) writer.write(found, at)
      else {
        const codePoint = source.codePointAt(at) ?? found
        const letters = codePoint > 0xffff ? wideLetters(codePoint) : ''
        for (let index = 0; index < letters.length; index += 1) writer.write(letters.charCodeAt(index), at)
        if (codePoint > 0xffff) at += 1
      }
      at += 1
      continue
    }
    switch (found) {
      case sign.space:
        writer.space()
        break
      case sign.line:
        writer.space()
        if (form === 'markdown') at = afterLineMarks(source, at + 1) - 1
        break
      case sign.dash:
        writer.dash(at)
        break
      case sign.joint:
        writer.joint()
        break
      case sign.several: {
        const letters = lettersOf(unit)
        for (let index = 0; index < letters.length; index += 1) writer.write(letters.charCodeAt(index), at)
        break
      }
      case sign.quotationMark:
        // Only an apostrophe inside a word is part of the words: writers nest and change all other quotation marks.
        if (writer.isTight && isWordUnit(writer.lastUnit) && at + 1 < length && isWordUnit(source.charCodeAt(at + 1)))
          writer.write(0x27, at)
        break
      case sign.exclamation: {
        const end = form === 'markdown' ? pictureEnd(source, at) : -1
        if (end === -1) writer.write(0x21, at)
        else at = end - 1
        break
      }
      case sign.bracketOpens: {
        const end = Math.max(endOf(noteMark, source, at), form === 'markdown' ? endOf(standIn, source, at) : -1)
        if (end !== -1) {
          writer.joint()
          at = end - 1
        }
        break
      }
      case sign.bracketCloses:
        if (form === 'markdown' && source.charCodeAt(at + 1) === 0x28) at = addressEnd(source, at + 1) - 1
        break
      case sign.angleOpens: {
        const end = endOf(tag, source, at)
        if (end !== -1) {
          writer.joint()
          at = end - 1
        }
        break
      }
      default:
        break
    }
    at += 1
  }
  return writer.finish()
}

/** Where the words of the line begin that starts at `start`. */
function afterLineMarks(source: string, start: number): number {
  const end = endOf(markLine, source, start)
  return end === -1 ? Math.max(start, endOf(lineMarks, source, start)) : end
}

/** Where a mark ends that begins at `start`; -1 where none does. */
function endOf(mark: RegExp, source: string, start: number): number {
  mark.lastIndex = start
  return mark.test(source) ? mark.lastIndex : -1
}

function pictureEnd(source: string, start: number): number {
  const end = endOf(picture, source, start)
  return end === -1 ? -1 : addressEnd(source, end)
}

/** Behind the bracket that closes the one at `start`; `start` itself where none on this line does. */
function addressEnd(source: string, start: number): number {
  const limit = Math.min(source.length, start + longestAddress)
  let depth = 0
  for (let at = start; at < limit; at += 1) {
    const unit = source.charCodeAt(at)
    if (unit === 0x0a) break
    if (unit === 0x28) {
      depth += 1
      if (depth > deepestAddress) break
    } else if (unit === 0x29) {
      depth -= 1
      if (depth === 0) return at + 1
    }
  }
  return start
}
