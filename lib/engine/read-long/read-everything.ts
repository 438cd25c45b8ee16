import { ChatError, toErrorInfo } from '../../chat/chat-error'
import type { CoveredSection } from '../../chat/coverage'
import { textOf, type Message } from '../../chat/message'
import type { ChatRequest } from '../../chat/request'
import type { StreamEvent } from '../../chat/stream-event'
import { tokensOf } from '../../chat/tokens'
import { splitPortions } from '../../page/portions'
import { keptSections, sectionsOf } from '../../page/sections-of'
import type { Room } from '../../policy/reading-plan'
import type { RequestSource } from '../../prompts/build-request'
import {
  answeringRequest,
  notesText,
  sectionRequest,
  shorteningRequest,
  textsOf,
  type AttachedText,
} from '../../prompts/reading'
import { askSections, keyOf, Notebook, type Question, type SectionAsking, type SectionEvent } from './ask-sections'

export type LongReading = Omit<SectionAsking, 'conversationId'> & {
  answer: Message
  source: RequestSource
  room: Room
  providerId: string
  /** Asks for the answer itself. */
  finish: (request: ChatRequest) => AsyncIterable<StreamEvent>
}

/** Notes that are not at least so much shorter than they were will not become short enough. */
const leastShrinking = 0.8

/**
 * Answers from notes on every section of what is attached. Notes are stored as they come, so that whoever asks the same
 * again asks only for what is missing.
 * @throws {ChatError} when no section could be read, or the answer itself could not be had.
 */
export async function* readEverything(reading: LongReading): AsyncGenerator<SectionEvent> {
  const { source, finish } = reading
  const { texts, sections, questions } = await prepare(reading)
  const notebook = new Notebook()
  const known = await notebook.read(questions)
  const begun = sections.map((section, index) => withState(section, known[index]))
  yield { type: 'coverage', coverage: { reading: 'everything', sections: begun } }

  let failure: ChatError | undefined
  const missing = [...questions.entries()].filter(([index]) => known[index] === undefined)
  for await (const event of askSections(new Map(missing), notebook, askingFor(reading))) {
    if (event.type === 'section' && event.error) failure ??= new ChatError(event.error.kind, event.error.message)
    yield event
  }
  const notes = await notebook.read(questions)
  const [first] = texts
  if (failure && notes.every((note) => note === undefined)) throw failure
  if (!first) throw new ChatError('bad-request', 'There is no text to read.')

  yield { type: 'combining' }
  const all = notesText(sections.map(({ title }, index) => ({ title, notes: notes[index] })))
  const text = yield* shortEnough(reading, all, first, notebook)
  for await (const event of finish(answeringRequest(source, first.attachment, text))) {
    yield event.type === 'usage' ? notebook.count('answer', event.usage) : event
  }
}

/**
 * Reads one section of an answer that has been written already, and leaves the answer as it is. Stopped, the section is
 * as unread as before.
 */
export async function* readSection(reading: LongReading, index: number): AsyncGenerator<SectionEvent> {
  const { answer, signal } = reading
  const { coverage, finishReason = { unified: 'stop' } } = answer
  const { sections, questions } = await prepare(reading)
  const question = questions[index]
  if (!coverage || !question || sections.length !== coverage.sections.length) {
    throw new ChatError('bad-request', 'This section cannot be read by itself: ask the question again.')
  }
  try {
    for await (const event of askSections(new Map([[index, question]]), new Notebook(), askingFor(reading))) {
      if (event.type === 'section' && event.state === 'read') {
        const now = coverage.sections.map((section, at) => (at === index ? withState(section, 'read') : section))
        yield { type: 'coverage', coverage: { ...coverage, sections: now, outdated: true } }
      } else yield event
    }
  } catch (error) {
    if (!signal.aborted && !(error instanceof ChatError)) throw error
    yield { type: 'coverage', coverage }
    // The answer is as good as before: what went wrong is the section's own.
    if (!signal.aborted) yield { type: 'section', index, state: 'failed', error: failureOf(error) }
  }
  yield { type: 'finish', reason: finishReason }
}

type Prepared = { texts: AttachedText[]; sections: CoveredSection[]; questions: Question[] }

/** The sections, and what each of them is asked: those that the answer was begun with, where they can still be asked. */
async function prepare({ answer, source, room, providerId }: LongReading): Promise<Prepared> {
  const texts = textsOf(source)
  const kept = keptSections(answer.coverage?.sections ?? [], texts, room.section)
  const sections = kept ?? sectionsOf(texts, room.section)
  const past = withoutLongPast(source, room)
  const questions = sections.map(({ attachmentId, from, to }) => {
    const whole = texts.find(({ attachment }) => attachment.id === attachmentId)
    if (!whole) throw new ChatError('internal', 'A section belongs to no text.')
    const section = { attachment: whole.attachment, text: whole.text.slice(from, to) }
    return questionOf(providerId, past, (by) => sectionRequest(by, section))
  })
  return { texts, sections, questions: await Promise.all(questions) }
}

function withState({ error: _error, ...section }: CoveredSection, notes: string | undefined): CoveredSection {
  return { ...section, state: notes === undefined ? 'waiting' : 'read' }
}

/**
 * Notes that are short enough to answer from.
 * @throws {ChatError} when they cannot be made so: what is left out here would be left out without a word.
 */
async function* shortEnough(
  reading: LongReading,
  notes: string,
  { attachment }: AttachedText,
  notebook: Notebook,
): AsyncGenerator<SectionEvent, string> {
  const { room, source, providerId } = reading
  const past = withoutLongPast(source, room)
  let text = notes
  for (let before = Infinity; tokensOf(text) > room.text;) {
    const long = text
    if (tokensOf(long) > before * leastShrinking) {
      throw new ChatError(
        'context-length',
        'The notes on the sections are longer than this model holds, and it did not make them short enough: choose a ' +
          'model that holds more, or ask about fewer sections.',
      )
    }
    before = tokensOf(long)
    const questions = await Promise.all(
      splitPortions(long, room.section).map(({ from, to }) =>
        questionOf(providerId, past, (by) => shorteningRequest(by, attachment, long.slice(from, to))),
      ),
    )
    const known = await notebook.read(questions)
    const missing = [...questions.entries()].filter(([index]) => known[index] === undefined)
    for await (const event of askSections(new Map(missing), notebook, askingFor(reading))) {
      if (event.type !== 'section') yield event
      else if (event.error) throw new ChatError(event.error.kind, event.error.message)
    }
    text = (await notebook.read(questions)).join('\n\n')
  }
  return text
}

function failureOf(error: unknown): NonNullable<CoveredSection['error']> {
  const { kind, message } = toErrorInfo(error)
  return { kind, message }
}

function askingFor({ answer, ask, mayBegin, now, onProblem, signal }: LongReading): SectionAsking {
  return { conversationId: answer.conversationId, ask, mayBegin, now, onProblem, signal }
}

/** What is asked, under a name that holds nothing of chance: neither the nonce nor what is known of the model today. */
async function questionOf(
  providerId: string,
  source: RequestSource,
  build: (source: RequestSource) => ChatRequest,
): Promise<Question> {
  const { contextWindow: _contextWindow, ...lasting } = source
  return { key: await keyOf(providerId, build({ ...lasting, nonce: 'nonce' })), request: build(source) }
}

/** What was said before helps to understand a question, but must not take the place of the text. */
function withoutLongPast(source: RequestSource, room: Room): RequestSource {
  const said = source.thread.reduce((sum, message) => sum + tokensOf(textOf(message)), 0)
  const { thread } = source
  return said <= room.text / 4 ? source : { ...source, thread: thread.slice(thread.findLastIndex(isQuestion)) }
}

const isQuestion = ({ role }: Message) => role === 'user'
