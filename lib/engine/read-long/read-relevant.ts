import type { Coverage } from '../../chat/coverage'
import { textOf } from '../../chat/message'
import type { ChatRequest } from '../../chat/request'
import { relevantParts } from '../../page/relevant'
import { sectionsOf } from '../../page/sections-of'
import type { Room } from '../../policy/reading-plan'
import type { RequestSource } from '../../prompts/build-request'
import { partsRequest, textsOf } from '../../prompts/reading'

/** What stands for what was left out between two parts. */
const gap = '[…]'

/** The request that sends only the parts of what is attached that the question is likely about, and which these are. */
export function relevantRequest(source: RequestSource, room: Room): { request: ChatRequest; coverage: Coverage } {
  const texts = textsOf(source)
  const sections = sectionsOf(texts, room.part)
  const textOfSection = (index: number) => {
    const { attachmentId, from, to } = sections[index] ?? { attachmentId: '', from: 0, to: 0 }
    return texts.find(({ attachment }) => attachment.id === attachmentId)?.text.slice(from, to) ?? ''
  }
  const question = source.thread.findLast(({ role }) => role === 'user')
  const parts = sections.map(({ title, tokens }, index) => ({ title, tokens, text: textOfSection(index) }))
  // The marks of what was left out, and headings that are said again, take room too.
  const chosen = new Set(relevantParts(question ? textOf(question) : '', parts, room.text * 0.9))

  const sent = texts.flatMap(({ attachment }) => {
    let text = ''
    let title = ''
    let left = false
    for (const [index, section] of sections.entries()) {
      if (section.attachmentId !== attachment.id) continue
      if (!chosen.has(index)) {
        left = true
        continue
      }
      if (left) text += `${text === '' ? '' : '\n\n'}${gap}\n\n`
      const part = textOfSection(index)
      const named = section.title === title || section.title === '' || /^\s*#{1,6}\s/.test(part)
      if (left && !named) text += `(Under “${section.title}”:)\n\n`
      text += part
      title = section.title
      left = false
    }
    return text === '' ? [] : [{ attachment, text: left ? `${text}\n\n${gap}` : text }]
  })
  return {
    request: partsRequest(source, sent),
    coverage: {
      reading: 'relevant',
      sections: sections.map((section, index) => ({ ...section, state: chosen.has(index) ? 'read' : 'left-out' })),
    },
  }
}
