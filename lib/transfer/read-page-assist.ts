import type { Candidate, ReadContext } from './import-types'
import { fieldOf, placeOf } from './read-gloss'
import { splitReasoning } from './reasoning'
import { fromForeign, momentOf, stringOf, type ForeignNode } from './turns'

/**
 * Whether this is an export of Page Assist. Beside its chats it can hold keys, servers and documents: nothing of those
 * is looked at.
 */
export function isPageAssist(value: unknown): boolean {
  const chats = fieldOf(value, 'chat')
  return Array.isArray(chats) && (chats.length === 0 || chats.some((one) => Array.isArray(fieldOf(one, 'messages'))))
}

/** Each chat is a `history` with its name and a list of `messages`. */
export function readPageAssist(value: unknown, context: ReadContext): Candidate[] {
  const chats = fieldOf(value, 'chat')
  return (Array.isArray(chats) ? (chats as unknown[]) : []).map((raw, index) => {
    const history = fieldOf(raw, 'history')
    const title = stringOf(fieldOf(history, 'title')) ?? ''
    return {
      place: placeOf(index, title),
      read: async () => {
        const list = fieldOf(raw, 'messages')
        if (!Array.isArray(list)) throw new Error('“messages” is damaged: it is not a list.')
        const nodes = inOrder(list.map(toNode)).map((node, at, all) => ({ ...node, parentId: all[at - 1]?.id ?? null }))
        const createdAt = momentOf(fieldOf(history, 'createdAt'), 'milliseconds')
        return fromForeign(
          'page-assist',
          {
            id: stringOf(fieldOf(history, 'id')),
            title,
            createdAt,
            updatedAt: nodes.at(-1)?.createdAt ?? createdAt,
            leafId: nodes.at(-1)?.id ?? null,
            nodes,
          },
          context,
        )
      },
    }
  })
}

function toNode(message: unknown, index: number): ForeignNode {
  const role = fieldOf(message, 'role')
  const text = stringOf(fieldOf(message, 'content')) ?? ''
  const createdAt = momentOf(fieldOf(message, 'createdAt'), 'milliseconds')
  const model = stringOf(fieldOf(message, 'modelName')) ?? stringOf(fieldOf(message, 'name'))
  return {
    id: `message ${index}`,
    parentId: null,
    role: role === 'user' || role === 'assistant' ? role : undefined,
    parts: role === 'assistant' ? splitReasoning(text) : [{ type: 'text', text }],
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(model === undefined || model === '' ? {} : { model }),
  }
}

/** Its list has no certain order; where every message has a time, that is it. */
function inOrder(nodes: ForeignNode[]): ForeignNode[] {
  if (nodes.some(({ createdAt }) => createdAt === undefined)) return nodes
  return nodes.toSorted((one, other) => (one.createdAt ?? 0) - (other.createdAt ?? 0))
}
