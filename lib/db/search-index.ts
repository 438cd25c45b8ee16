import type { Conversation } from '../chat/conversation'
import { textOf, type Message } from '../chat/message'
import { searchWords } from '../chat/search-words'
import { db } from './db'
import { listMessages } from './messages'
import { parseConversation } from './parse-record'
import { SearchBatch } from './search-batch'
import type { SearchDoc } from './search-records'

/** What the index is made by. Another number, and it is made anew. */
const searchVersion = '2'
/** Conversations read at a time, and the characters after which no more are. */
const sliceSize = 256
const sliceCharacters = 2_000_000
/** A word of the title says more of a conversation than one of its text. */
const titleWeight = 5

const titleName = 'title'

/** Notes every conversation where there is no index, or one made otherwise. */
export async function ensureIndex(): Promise<void> {
  if ((await db.facts.get('search'))?.value === searchVersion) return
  await rebuildIndex()
}

/**
 * Forgets the index and notes every conversation. In two steps, since no conversation can be read while a transaction
 * that notes them clears the words of ten thousand; what dies in between is begun anew at the next start.
 */
export async function rebuildIndex(): Promise<void> {
  const tables = [db.facts, db.searchParts, db.searchBlocks, db.searchStems]
  await db.transaction('rw', tables, async () => {
    await db.facts.delete('search')
    await db.searchParts.clear()
    await db.searchBlocks.clear()
    await db.searchStems.clear()
  })
  const ids = await db.conversations.toCollection().primaryKeys()
  // What is stored from here on is noted by itself.
  await db.transaction('rw', db.searchNotes, db.facts, async () => {
    await db.searchNotes.bulkPut(ids.map((conversationId) => ({ conversationId, stamp: Math.random() })))
    await db.facts.put({ name: 'search', value: searchVersion })
  })
}

/** Brings some of what was noted into the index. Returns false when nothing is left. */
export async function indexSlice(breathe: () => Promise<void>): Promise<boolean> {
  const notes = await db.searchNotes.limit(sliceSize).toArray()
  if (notes.length === 0) return false
  const batch = await SearchBatch.begin()
  let characters = 0
  let taken = 0
  for (const { conversationId } of notes) {
    characters += await addConversation(batch, conversationId)
    taken += 1
    if (characters > sliceCharacters) break
    await breathe()
  }
  await batch.write(notes.slice(0, taken), breathe)
  return true
}

/** @returns the characters read. */
async function addConversation(batch: SearchBatch, conversationId: string): Promise<number> {
  const row = await db.conversations.get(conversationId)
  const parts = await db.searchParts.get(conversationId)
  if (!row) {
    if (parts) batch.setPlace(parts.number, 'dead')
    batch.setParts(conversationId, undefined)
    return 0
  }
  const messages = await listMessages(conversationId)
  const sources = await sourcesOf(messages)
  const texts = textsOf(parseConversation(row), messages, sources)
  const prints = Object.fromEntries([...texts].map(([name, text]) => [name, printOf(text)]))
  // A text that is another now has left words behind, which only a new number is free of.
  const grown = parts !== undefined && Object.entries(parts.prints).every(([name, print]) => prints[name] === print)
  if (parts && !grown) batch.setPlace(parts.number, 'dead')
  const number = parts && grown ? parts.number : batch.newNumber()
  const known = grown ? parts.prints : {}
  batch.addWords(number, countWords([...texts].filter(([name]) => !Object.hasOwn(known, name))))
  batch.setPlace(number, docOf(conversationId, texts, sources, messages))
  batch.setParts(conversationId, { number, prints })
  return [...texts.values()].reduce((sum, { length }) => sum + length, 0)
}

/** Everything a conversation is found by, under names that stay. */
function textsOf({ title }: Conversation, messages: readonly Message[], sources: readonly Source[]) {
  const texts = new Map([[titleName, title]])
  for (const message of messages) texts.set(`m ${message.id}`, textOf(message))
  for (const { id, host, title: name } of sources) texts.set(`a ${id}`, `${name} ${host}`)
  for (const [name, text] of texts) if (text === '') texts.delete(name)
  return texts
}

type Source = { id: string; host: string; title: string }

/** Where what is attached is from. From the index alone. */
async function sourcesOf(messages: readonly Message[]): Promise<Source[]> {
  const ids = [...new Set(messages.flatMap(({ attachmentIds }) => attachmentIds))]
  // An array comes after every text.
  const found = await Promise.all(
    ids.map((id) => db.attachments.where('[id+url+title]').between([id], [id, []]).keys()),
  )
  return found.flat().map((key) => {
    const [id = '', url = '', title = ''] = key as unknown as string[]
    return { id, host: hostOf(url), title }
  })
}

/** The host of an address as a reader names it, or empty. */
function hostOf(url: string): string {
  if (!URL.canParse(url)) return ''
  const { protocol, hostname } = new URL(url)
  return /^https?:$/.test(protocol) ? hostname.replace(/^www\./, '') : ''
}

function countWords(texts: readonly [name: string, text: string][]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const [name, text] of texts) {
    const weight = name === titleName ? titleWeight : 1
    for (const word of searchWords(text)) counts.set(word, (counts.get(word) ?? 0) + weight)
  }
  return counts
}

function docOf(
  conversationId: string,
  texts: ReadonlyMap<string, string>,
  sources: readonly Source[],
  messages: readonly Message[],
): SearchDoc {
  const characters = [...texts.values()].reduce((sum, { length }) => sum + length, 0)
  const models = messages.flatMap(({ role, model, providerId }) =>
    role === 'assistant' && model !== undefined && providerId !== 'builtin' ? [model] : [],
  )
  return {
    conversationId,
    // Near enough to compare conversations by.
    length: Math.ceil(characters / 6),
    sites: [...new Set(sources.flatMap(({ host }) => (host === '' ? [] : [host])))],
    models: [...new Set(models)],
  }
}

/** Tells one text from another: its length and a checksum (FNV-1a). */
function printOf(text: string): string {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  }
  return `${text.length}:${(hash >>> 0).toString(36)}`
}
