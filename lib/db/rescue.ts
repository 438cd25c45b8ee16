import type { Conversation } from '../chat/conversation'
import type { Message } from '../chat/message'
import { readMirror } from './mirror'
import { parseConversation, parseMessage } from './parse-record'

export type Rescued = { conversations: Conversation[]; messages: Message[] }

/** The conversations as their second copy has them, newest first, for when the database cannot be opened. */
export async function readRescued(): Promise<Rescued> {
  const conversations: Conversation[] = []
  const messages: Message[] = []
  for await (const { record } of records('conversations')) conversations.push(parseConversation(record as Conversation))
  for await (const { record } of records('messages')) messages.push(parseMessage(record as Message))
  const kept = conversations.filter(({ deletedAt }) => deletedAt === undefined)
  return { conversations: kept.sort((one, other) => other.updatedAt - one.updatedAt), messages }
}

/** Everything that has a second copy, table by table, as the text of a file. Keys and settings are not among it. */
export async function backupFile(gloss: string, savedAt: number): Promise<string> {
  const tables: Record<string, unknown[]> = {}
  for await (const { table, record } of records()) (tables[table] ??= []).push(record)
  return JSON.stringify({ gloss, savedAt, tables }, null, 2)
}

async function* records(table?: string): AsyncGenerator<{ table: string; record: unknown }> {
  for await (const slice of readMirror(table)) yield* slice
}
