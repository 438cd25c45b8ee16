import type { Attachment } from '../../../lib/chat/attachment'
import { toErrorInfo } from '../../../lib/chat/chat-error'
import type { ActionPlace, QuickAction } from '../../../lib/chat/quick-action'
import { parseTemplate, variablesIn } from '../../../lib/chat/template'
import { attachmentText } from '../../../lib/prompts/attachment-text'
import { actionQuestion } from '../../../lib/prompts/template'

/** What the example is started on. */
export type SampleSubject = Extract<ActionPlace, 'selection' | 'page' | 'link'>

/** What would be sent: what travels beside the question, each under its name, and the question. */
export type Preview = { pieces: { name: string; text: string }[]; question: string } | { problem: string }

const page = { url: 'https://example.com/margins', title: 'A short history of margins', capturedAt: 0, hash: '' }

const samples: Record<SampleSubject, Attachment> = {
  selection: {
    ...page,
    id: 'selection',
    kind: 'selection',
    text: 'A gloss is a note that a reader writes in the margin to explain a word.',
    context: { heading: 'Notes of readers' },
  },
  page: {
    ...page,
    id: 'page',
    kind: 'page',
    text: '# A short history of margins\n\nFor centuries the margin belonged to whoever read the book. …',
  },
  link: {
    ...page,
    id: 'link',
    kind: 'selection',
    title: 'The oldest glosses',
    text: 'The words of a link: The oldest glosses\n\nThe address that it leads to: https://example.com/oldest\n\n(This is the link only. The page behind it was not read.)',
  },
}
const clipboard: Attachment = {
  ...page,
  id: 'clipboard',
  kind: 'file',
  title: 'From the clipboard',
  text: '(What you copied last.)',
}

/** @param languageTag the language to translate into. */
export function previewOf(action: QuickAction, subject: SampleSubject, languageTag: string, now: number): Preview {
  const [problem] = parseTemplate(action.template).problems
  if (problem) return { problem: problem.message }
  const used = variablesIn(action.template)
  const attachments = [
    samples[subject],
    ...(used.has('page') && subject !== 'page' ? [samples.page] : []),
    ...(used.has('clipboard') ? [clipboard] : []),
  ]
  try {
    const question = actionQuestion(action, {
      attachments: attachments.filter((one) => one !== clipboard),
      isLink: subject === 'link',
      words: used.has('input') || action.waits ? 'What did readers write there?' : '',
      languageTag,
      now,
    })
    return { pieces: attachments.map((one) => ({ name: nameOf(one), text: attachmentText(one) })), question }
  } catch (error) {
    return { problem: toErrorInfo(error).message }
  }
}

function nameOf({ id, title }: Attachment): string {
  const kinds: Record<string, string> = { selection: 'Selected on', page: 'Page', link: 'Link', clipboard: 'Attached' }
  return `${kinds[id] ?? 'Attached'}: ${title}`
}
