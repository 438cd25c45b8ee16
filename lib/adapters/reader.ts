import { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'
import type { ChatRequest, RequestDocument } from '../chat/request'
import type { StreamEvent } from '../chat/stream-event'
import { adapterOf } from './adapter'
import { escaped } from './reader/paragraphs'
import { passagesOf } from './reader/passages'
import { termsOf } from './reader/question'
import { rank } from './reader/rank'
import { sentencesOf, textOf, type Sentence } from './reader/sentences'
import { summarize, topicsOf } from './reader/summarize'

const mostPassages = 5
const sliceMs = 24
const pauseMs = 4

/** The built-in reader: no model and no network. It finds the passages that answer and quotes them word for word. */
export const reader = adapterOf(respond, () => Promise.resolve([{ id: 'reader', name: 'Built-in reader' }]))

async function* respond(
  request: ChatRequest,
  _connection: Connection,
  signal: AbortSignal,
): AsyncGenerator<StreamEvent> {
  for await (const text of piecesOf(request, signal)) {
    yield { type: 'text-delta', text }
    await pause(signal)
  }
  yield { type: 'finish', reason: { unified: 'stop' } }
}

type Quote = readonly [Sentence, ...Sentence[]]
type Finding = { intro: string; quotes: Quote[] }

async function* piecesOf(request: ChatRequest, signal: AbortSignal): AsyncGenerator<string> {
  await pause(signal)
  const { intro, quotes } = await find(request, signal)
  yield intro
  let above = ''
  for (const quote of quotes) {
    const heading = headingOf(quote[0], quotes)
    yield heading && heading !== above ? `\n\n**${escaped(heading)}**\n\n` : '\n\n'
    above = heading
    let end = -1
    for (const sentence of quote) {
      const { text } = sentence.paragraph
      yield end === -1 ? `> ${escaped(textOf(sentence))}` : escaped(text.slice(end, sentence.end))
      end = sentence.end
    }
  }
}

async function find(request: ChatRequest, signal: AbortSignal): Promise<Finding> {
  const { documents, intent = 'ask', question } = request
  const newest = documents.at(-1)
  if (intent === 'translate') {
    return only('I am the built-in reader: I only quote and cannot translate. A model can: connect one in the options.')
  }
  if (intent === 'write') {
    return only(
      'I am the built-in reader: I only quote what stands in a text, and this takes a model that writes. Connect one in the options, then ask again.',
    )
  }
  if (!newest) {
    return only(
      'I am the built-in reader: I quote from what you are reading, and nothing is attached yet. Attach the page or select some text, then ask again.',
    )
  }
  if (intent === 'summarize') return summaryOf(newest, signal)
  if (intent === 'explain') return explanationOf(newest, documents, signal)
  const terms = termsOf(question, newest.language)
  return terms.length === 0 ? summaryOf(newest, signal) : answerTo(terms, documents, signal)
}

async function answerTo(terms: string[], documents: RequestDocument[], signal: AbortSignal): Promise<Finding> {
  const sentences = await readAll(documents, signal)
  const passages = passagesOf(rank(terms, sentences, true), sentences, mostPassages)
  if (passages.length === 0) {
    return only(
      `I am the built-in reader: I look for the words of your question, and found none that fit in ${names(documents)}. Try other words, or connect a model that understands the question itself.`,
    )
  }
  return {
    intro: `I am the built-in reader: I do not write, I quote. ${passages.length === 1 ? 'This passage' : 'These passages'} of ${names(documents)} ${passages.length === 1 ? 'fits' : 'fit'} your question best.`,
    quotes: passages.map((passage) => passage.sentences),
  }
}

async function summaryOf(document: RequestDocument, signal: AbortSignal): Promise<Finding> {
  const chosen = summarize(await readAll([document], signal))
  if (chosen.length === 0) return only(`There is no sentence to quote in ${names([document])}.`)
  return {
    intro: `I am the built-in reader: I do not write, I quote. These sentences carry the most of ${names([document])}.`,
    quotes: chosen.map((sentence) => [sentence] as const),
  }
}

/** What the rest of the page says of the same things; a selection that stands alone can only be shown itself. */
async function explanationOf(
  newest: RequestDocument,
  documents: RequestDocument[],
  signal: AbortSignal,
): Promise<Finding> {
  const pages = documents.filter((document) => document.kind === 'page' && document !== newest)
  const selected = await readAll([newest], signal)
  const known = new Set(selected.map(textOf))
  const others = (await readAll(pages, signal)).filter((sentence) => !known.has(textOf(sentence)))
  const passages = passagesOf(rank(topicsOf(selected, 8), others, false), others, mostPassages)
  if (passages.length > 0) {
    return {
      intro: `I am the built-in reader: I do not explain, I quote. These passages of ${names(pages)} speak of the same things.`,
      quotes: passages.map((passage) => passage.sentences),
    }
  }
  const { quotes } = await summaryOf(newest, signal)
  return {
    intro: `I am the built-in reader: I do not explain, I quote. These are the main sentences of ${names([newest])}; a model can explain them.`,
    quotes,
  }
}

/** Reads in slices, so that the longest page never holds up the browser. */
async function readAll(documents: readonly RequestDocument[], signal: AbortSignal): Promise<Sentence[]> {
  const sentences: Sentence[] = []
  let begun = performance.now()
  for (const document of documents) {
    for (const sentence of sentencesOf(document)) {
      sentences.push(sentence)
      if (performance.now() - begun < sliceMs) continue
      await pause(signal)
      begun = performance.now()
    }
  }
  return sentences
}

function headingOf({ paragraph, document }: Sentence, quotes: readonly Quote[]): string {
  const heading = paragraph.heading ?? document.heading ?? ''
  const several = quotes.some(([first]) => first.document !== document)
  return several ? [heading, document.title].filter((part) => part !== '').join(' · ') : heading
}

function names(documents: readonly RequestDocument[]): string {
  const titles = [...new Set(documents.map(({ title }) => title))]
  const [title] = titles
  if (titles.length > 1) return 'what you attached'
  return title ? `“${escaped(title)}”` : 'the text you attached'
}

function only(intro: string): Finding {
  return { intro, quotes: [] }
}

/** Lets the browser do something else. */
async function pause(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, pauseMs))
  if (signal.aborted) throw new ChatError('aborted', 'Stopped.')
}
