import type { MessagePart } from '../chat/message'
import { documentIn, fenced, withoutMarks } from './chatgpt-text'
import type { Candidate, ReadContext } from './import-types'
import { fieldOf, placeOf } from './read-gloss'
import { fromForeign, momentOf, stringOf, type ForeignNode } from './turns'

/** Whether this is what ChatGPT's data export calls `conversations.json`, or one conversation of it. */
export function isChatGpt(value: unknown): boolean {
  return listOf(value).some((one) => isObject(fieldOf(one, 'mapping')))
}

/** Its conversations are trees of nodes in a `mapping`; `current_node` is the end of the path that is shown. */
export function readChatGpt(value: unknown, context: ReadContext): Candidate[] {
  return listOf(value).map((raw, index) => ({
    place: placeOf(index, fieldOf(raw, 'title')),
    read: async () => {
      const mapping = fieldOf(raw, 'mapping')
      if (!isObject(mapping)) throw new Error('“mapping” is damaged: its messages are not there.')
      const nodes = Object.entries(mapping).map(([id, node]) => toNode(id, node))
      return fromForeign(
        'chatgpt',
        {
          id: stringOf(fieldOf(raw, 'conversation_id')) ?? stringOf(fieldOf(raw, 'id')),
          title: stringOf(fieldOf(raw, 'title')) ?? '',
          createdAt: momentOf(fieldOf(raw, 'create_time'), 'seconds'),
          updatedAt: momentOf(fieldOf(raw, 'update_time'), 'seconds'),
          leafId: stringOf(fieldOf(raw, 'current_node')) ?? null,
          nodes,
        },
        context,
      )
    },
  }))
}

function toNode(id: string, node: unknown): ForeignNode {
  const message = fieldOf(node, 'message')
  const metadata = fieldOf(message, 'metadata')
  const hidden = fieldOf(metadata, 'is_visually_hidden_from_conversation') === true
  const content = fieldOf(message, 'content')
  const recipient = stringOf(fieldOf(message, 'recipient')) ?? 'all'
  const author = fieldOf(fieldOf(message, 'author'), 'role')
  // A picture comes as the answer of a tool, and is one to the reader.
  const drawn = author === 'tool' ? listOf(fieldOf(content, 'parts')).filter(isPicture).map(partText) : []
  const role = drawn.length > 0 ? 'assistant' : author
  const written = drawn.length > 0 ? drawn.join('\n\n') : documentIn(recipient, rawTextOf(content))
  // What it says to a tool is not said to the reader; the code it runs is worth seeing.
  const toReader = recipient === 'all' || recipient === 'python' || written !== undefined
  const createdAt = momentOf(fieldOf(message, 'create_time'), 'seconds')
  const model = stringOf(fieldOf(metadata, 'model_slug'))
  return {
    id,
    parentId: stringOf(fieldOf(node, 'parent')) ?? null,
    role: !hidden && toReader && (role === 'user' || role === 'assistant') ? role : undefined,
    parts: written === undefined ? partsOf(content) : [{ type: 'text', text: written }],
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(model === undefined ? {} : { model }),
  }
}

function partsOf(content: unknown): MessagePart[] {
  const text = (value: string): MessagePart[] => [{ type: 'text', text: withoutMarks(value) }]
  switch (fieldOf(content, 'content_type')) {
    case 'code':
      return text(fenced(rawTextOf(content)))
    case 'thoughts':
      return listOf(fieldOf(content, 'thoughts')).map((thought) => ({
        type: 'reasoning',
        text: [fieldOf(thought, 'summary'), fieldOf(thought, 'content')]
          .filter((one) => typeof one === 'string')
          .join('\n\n'),
      }))
    // Its own notes about a conversation.
    case 'reasoning_recap':
    case 'user_editable_context':
    case 'model_editable_context':
      return []
    default:
      return text(rawTextOf(content))
  }
}

function rawTextOf(content: unknown): string {
  const parts = fieldOf(content, 'parts')
  return Array.isArray(parts)
    ? parts.map(partText).filter(Boolean).join('\n\n')
    : (stringOf(fieldOf(content, 'text')) ?? '')
}

/** Pictures and sounds lie beside the file, or nowhere. */
function partText(part: unknown): string {
  if (typeof part === 'string') return part
  if (isPicture(part)) return '(A picture, which the export does not bring along.)'
  return stringOf(fieldOf(part, 'text')) ?? ''
}

function isPicture(part: unknown): boolean {
  return stringOf(fieldOf(part, 'content_type'))?.startsWith('image') ?? false
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  return value === undefined ? [] : [value]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
