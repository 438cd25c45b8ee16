import type { Attachment } from '../chat/attachment'
import type { CoveredSection } from '../chat/coverage'
import { tokensOf } from '../chat/tokens'
import { splitPortions } from './portions'

/** An attachment, and its text as it would be sent. */
type Text = { attachment: Pick<Attachment, 'id' | 'title'>; text: string }

/** All sections of all texts, in order. Together they are the texts, character by character. */
export function sectionsOf(texts: readonly Text[], mostTokens: number): CoveredSection[] {
  return texts.flatMap(({ attachment, text }) =>
    splitPortions(text, mostTokens).map(({ from, to, title, tokens }) => ({
      attachmentId: attachment.id,
      from,
      to,
      title: title === '' || texts.length > 1 ? [attachment.title, title].filter(Boolean).join(' › ') : title,
      tokens: Math.ceil(tokens),
      state: 'waiting' as const,
    })),
  )
}

/**
 * The sections that an answer was begun with, so that it goes on with the same ones; undefined where they are not the
 * whole of these texts, or too long for whoever is asked now.
 */
export function keptSections(
  kept: readonly CoveredSection[],
  texts: readonly Text[],
  mostTokens: number,
): CoveredSection[] | undefined {
  const rest = [...kept]
  for (const { attachment, text } of texts) {
    let at = 0
    while (at < text.length) {
      const section = rest.shift()
      if (section?.attachmentId !== attachment.id || section.from !== at || section.to <= at) return undefined
      if (tokensOf(text.slice(section.from, section.to)) > mostTokens) return undefined
      at = section.to
    }
    if (at !== text.length) return undefined
  }
  return rest.length > 0 ? undefined : kept.map(({ error: _error, ...section }) => ({ ...section, state: 'waiting' }))
}
