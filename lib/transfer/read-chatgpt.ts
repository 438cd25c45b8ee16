import type { MessagePart } from '../chat/message'
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
  const recipient = fieldOf(message, 'recipient')
  // What it says to a tool is not said to the reader; the code it runs is worth seeing.
  const toReader = recipient === undefined || recipient === null || recipient === 'all' || recipient === 'python'
  const role = fieldOf(fieldOf(message, 'author'), 'role')
  const createdAt = momentOf(fieldOf(message, 'create_time'), 'seconds')
  const model = stringOf(fieldOf(metadata, 'model_slug'))
  return {
    id,
    parentId: stringOf(fieldOf(node, 'parent')) ?? null,
    role: !hidden && toReader && (role === 'user' || role === 'assistant') ? role : undefined,
    parts: partsOf(fieldOf(message, 'content')),
    ...(createdAt === undefined ? {} : { createdAt }),
    ...(model === undefined ? {} : { model }),
  }
}

function partsOf(content: unknown): MessagePart[] {
  const text = (value: string): MessagePart[] => [{ type: 'text', text: withoutMarks(value) }]
  switch (fieldOf(content, 'content_type')) {
    case 'code':
      return text(fenced(stringOf(fieldOf(content, 'text')) ?? ''))
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
    default: {
      const parts = fieldOf(content, 'parts')
      if (Array.isArray(parts)) return text(parts.map(partText).filter(Boolean).join('\n\n'))
      return text(stringOf(fieldOf(content, 'text')) ?? '')
    }
  }
}

/** Pictures and sounds lie beside the file, or nowhere. */
function partText(part: unknown): string {
  if (typeof part === 'string') return part
  const type = stringOf(fieldOf(part, 'content_type')) ?? ''
  if (type.startsWith('image')) return '(A picture, which the export does not bring along.)'
  return stringOf(fieldOf(part, 'text')) ?? ''
}

/** Where its own page draws a source, the text has letters that no font has. */
function withoutMarks(text: string): string {
  return text.replace(/\uE200[^\uE201]{0,2000}\uE201/g, '')
}

function fenced(code: string): string {
  return code.trim() === '' ? '' : `\`\`\`\`\n${code}\n\`\`\`\``
}

function listOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[]
  return value === undefined ? [] : [value]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
