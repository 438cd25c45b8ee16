import type { Attachment } from '../../lib/chat/attachment'
import { identityOf } from '../../lib/prompts/attachment-text'

/** Something that was attached with an earlier question. `leftOut`: what says that it is not sent any more. */
export type Earlier = { attachment: Attachment; leftOut?: Attachment }

/**
 * What was attached before, in the order in which it came; what stands in the draft again is a chip there.
 * @param referred all that the thread and then the draft refer to, in that order and with repeats.
 */
export function earlierOf(referred: readonly Attachment[], draftIds: readonly string[]): Earlier[] {
  const forms = Map.groupBy(referred, identityOf)
  return [...forms.values()].flatMap((all) => {
    const newest = all.at(-1)
    const attachment = all.findLast(({ leftOut }) => !leftOut)
    if (!newest || !attachment) return []
    if (newest.leftOut) return [{ attachment, leftOut: newest }]
    return draftIds.includes(newest.id) ? [] : [{ attachment }]
  })
}
