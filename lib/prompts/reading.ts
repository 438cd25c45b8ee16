import type { Attachment } from '../chat/attachment'
import type { ChatRequest } from '../chat/request'
import { promptTokens } from '../chat/tokens'
import { attachmentText, goingAlong } from './attachment-text'
import { buildRequest, type RequestSource } from './build-request'

/** An attachment's text, as it would be sent. */
export type AttachedText = { attachment: Attachment; text: string }

/** What a thread attaches that can be read in sections, in order; an image's line is not worth a section. */
export function textsOf({ thread, attachments }: Pick<RequestSource, 'thread' | 'attachments'>): AttachedText[] {
  const ids = thread.flatMap(({ attachmentIds }) => attachmentIds)
  const byId = new Map(attachments.map((attachment) => [attachment.id, attachment]))
  return goingAlong(ids.flatMap((id) => byId.get(id) ?? []))
    .filter(({ text }) => text !== '')
    .map((attachment) => ({ attachment, text: attachmentText(attachment) }))
}

/** The answer of a model that found nothing in a section. */
const nothing = 'NOTHING'

const sectionInstruction = [
  'You read one section of a longer text. Somebody else will answer the question of its reader from your notes and from ' +
    'those on the other sections, and will not see the text.',
  'Write short notes of all that this section says towards an answer. Quote the decisive words exactly as they stand ' +
    'there, in double quotation marks, and keep names, numbers and dates.',
  'When the question is about the text as a whole, such as a summary or a translation, note what this section says.',
  'Do not answer the question. Write in the language of the question.',
  `When the section holds nothing that helps, answer with the one word ${nothing}.`,
].join('\n')

const shorteningInstruction = [
  'Here are notes on sections of a longer text, taken for the question of its reader.',
  'Make them shorter: keep all that helps to answer the question, the names of the sections, the quotations word for ' +
    'word, and names, numbers and dates. Drop what is said twice.',
  'Do not answer the question. Write in the language of the question.',
].join('\n')

const answeringInstruction = [
  'The text was too long to be read at once. What is attached are notes that were taken on its sections for this ' +
    'question, with quotations from the text. Answer from them as if you had read the text.',
  'Quote only what stands in quotation marks in the notes, word for word.',
].join('\n')

const partsInstruction =
  'Of a text that is too long only the parts are attached that are likely to matter for the question; “[…]” stands for ' +
  'what was left out. When they do not hold the answer, say that other parts of the text may.'

/** Asks what one section says towards an answer. */
export function sectionRequest(source: RequestSource, section: { attachment: Attachment; text: string }): ChatRequest {
  return noteRequest(source, sectionInstruction, piece(section.attachment, section.text))
}

/** Asks for notes that are too long in shorter words. */
export function shorteningRequest(source: RequestSource, attachment: Attachment, notes: string): ChatRequest {
  return noteRequest(source, shorteningInstruction, notesOn(attachment, notes))
}

/** Asks for the answer, with notes in the place of the texts they were taken on. */
export function answeringRequest(source: RequestSource, attachment: Attachment, notes: string): ChatRequest {
  const { thread, attachments } = source
  const texts = new Set(textsOf(source).map((one) => one.attachment.id))
  const asked = thread.findLastIndex(({ role }) => role === 'user')
  const request = buildRequest({
    ...source,
    // The notes were taken for this question, whenever their text was attached.
    thread: thread.map((message, index) => {
      const others = message.attachmentIds.filter((id) => !texts.has(id))
      return { ...message, attachmentIds: index === asked ? [...others, attachment.id] : others }
    }),
    attachments: [...attachments.filter(({ id }) => !texts.has(id)), notesOn(attachment, notes)],
  })
  return { ...request, system: joined(request.system, answeringInstruction) }
}

/** Asks for the answer, with parts in the place of the texts they are taken from. */
export function partsRequest(source: RequestSource, parts: readonly AttachedText[]): ChatRequest {
  const texts = new Set(textsOf(source).map((one) => one.attachment.id))
  const others = source.attachments.filter(({ id }) => !texts.has(id))
  const request = buildRequest({
    ...source,
    attachments: [...others, ...parts.map(({ attachment, text }) => piece(attachment, text))],
  })
  return { ...request, system: joined(request.system, partsInstruction) }
}

/** Tokens of the largest of our own instructions, and of the marks around a text. */
const marks = 300

/** Tokens, by the careful guess, of all that goes out beside the texts when a thread is read in sections. */
export function tokensBesides(source: RequestSource): number {
  return promptTokens(partsRequest(source, [])) + marks
}

/** What a section's notes come to: nothing, where the model said so. */
export function notesIn(answer: string): string {
  const notes = answer.trim()
  return /^\W*nothing\W*$/i.test(notes) ? '' : notes
}

/** The notes on all sections as one text, with what could not be read. */
export function notesText(sections: readonly { title: string; notes: string | undefined }[]): string {
  const of = `of ${sections.length}`
  const lines = sections.flatMap(({ title, notes }, index) => {
    const name = `Section ${index + 1} ${of}${title === '' ? '' : `: ${title}`}`
    if (notes === undefined) return [`## ${name}\n\n(This section could not be read. Say so where it may matter.)`]
    return notes === '' ? [] : [`## ${name}\n\n${notes}`]
  })
  return lines.length === 0 ? 'No section holds anything that helps to answer the question.' : lines.join('\n\n')
}

/** The question, with what was said before but without what was attached, and one attachment. */
function noteRequest(source: RequestSource, instruction: string, attachment: Attachment): ChatRequest {
  const { thread } = source
  const asked = thread.findLastIndex(({ role }) => role === 'user')
  return buildRequest({
    ...source,
    thread: thread
      .slice(0, asked + 1)
      .map((message, index) => ({ ...message, attachmentIds: index === asked ? [attachment.id] : [] })),
    attachments: [attachment],
    instruction,
  })
}

/** Part of an attachment, in its own name. */
function piece({ id, kind, url, title, capturedAt, hash, language }: Attachment, text: string): Attachment {
  return { id, kind, url, title, capturedAt, hash, text, ...(language === undefined ? {} : { language }) }
}

/** Notes hold words of the page: they travel in the same envelope as those. */
function notesOn(attachment: Attachment, notes: string): Attachment {
  const { language: _language, ...rest } = piece(attachment, notes)
  return { ...rest, title: `Notes on “${attachment.title}”` }
}

function joined(system: string | undefined, instruction: string): string {
  return [system ?? '', instruction].filter(Boolean).join('\n\n')
}
