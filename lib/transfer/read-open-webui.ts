import type { Candidate, ReadContext } from './import-types'
import { fieldOf, placeOf } from './read-gloss'
import { splitReasoning } from './reasoning'
import { fromForeign, momentOf, stringOf, type ForeignNode } from './turns'

/** Whether this is an export of Open WebUI: one chat or a list, each wrapped in what the server knows of it. */
export function isOpenWebUi(value: unknown): boolean {
  return listOf(value).some((one) => messagesOf(chatOf(one)) !== undefined)
}

/** `history.messages` holds the tree by id, `currentId` the end of the shown path; older ones have a list only. */
export function readOpenWebUi(value: unknown, context: ReadContext): Candidate[] {
  return listOf(value).map((raw, index) => {
    const chat = chatOf(raw)
    const title = stringOf(fieldOf(raw, 'title')) ?? stringOf(fieldOf(chat, 'title')) ?? ''
    return {
      place: placeOf(index, title),
      read: async () => {
        const messages = messagesOf(chat)
        if (!messages) throw new Error('“chat” is damaged: its messages are not there.')
        const nodes = messages.map(([id, message], at) => toNode(id, message, messages[at - 1]?.[0] ?? null))
        return fromForeign(
          'open-webui',
          {
            id: stringOf(fieldOf(raw, 'id')) ?? stringOf(fieldOf(chat, 'id')),
            title,
            createdAt:
              momentOf(fieldOf(raw, 'created_at'), 'seconds') ?? momentOf(fieldOf(chat, 'timestamp'), 'milliseconds'),
            updatedAt: momentOf(fieldOf(raw, 'updated_at'), 'seconds'),
            leafId: stringOf(fieldOf(fieldOf(chat, 'history'), 'currentId')) ?? nodes.at(-1)?.id ?? null,
            nodes,
          },
          context,
        )
      },
    }
  })
}

function chatOf(raw: unknown): unknown {
  return fieldOf(raw, 'chat') ?? raw
}

function messagesOf(chat: unknown): [id: string, message: unknown][] | undefined {
  const tree = fieldOf(fieldOf(chat, 'history'), 'messages')
  if (typeof tree === 'object' && tree !== null && Object.keys(tree).length > 0) return Object.entries(tree)
  const list = fieldOf(chat, 'messages')
  if (!Array.isArray(list)) return undefined
  return list.map((message: unknown, index) => [stringOf(fieldOf(message, 'id')) ?? `message ${index}`, message])
}

function toNode(id: string, message: unknown, before: string | null): ForeignNode {
  const role = fieldOf(message, 'role')
  const parent = fieldOf(message, 'parentId')
  const createdAt = momentOf(fieldOf(message, 'timestamp'), 'seconds')
  const model = stringOf(fieldOf(message, 'model'))
  const text = textOf(fieldOf(message, 'content'))
  return {
    id,
    // In a list each answers the one before it.
    parentId: parent === undefined ? before : (stringOf(parent) ?? null),
    role: role === 'user' || role === 'assistant' ? role : undefined,
    parts: role === 'assistant' ? splitReasoning(text) : [{ type: 'text', text }],
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(model === undefined ? {} : { model }),
  }
}

function textOf(content: unknown): string {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return ''
  return content.map((part: unknown) => stringOf(fieldOf(part, 'text')) ?? '').join('\n\n')
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]) : [value]
}
