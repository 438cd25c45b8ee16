import type { Message, MessagePart } from '../chat/message'
import type { Bundle } from './bundle'
import { importLimits } from './import-limits'
import type { ReadContext } from './import-types'
import { soundBundle } from './sound-bundle'
import { soundTree } from './tree'

/** A place in another program's tree of messages. */
export type ForeignNode = {
  id: string
  parentId: string | null
  /** Undefined where there is nothing to show: instructions, tools, empty places. What hangs below moves up. */
  role: Message['role'] | undefined
  parts: MessagePart[]
  createdAt?: number
  model?: string
}

export type ForeignConversation = {
  /** In the other program; undefined when it has none. */
  id: string | undefined
  title: string
  createdAt: number | undefined
  updatedAt: number | undefined
  leafId: string | null
  nodes: ForeignNode[]
}

/**
 * Another program's conversation as one of ours, with its branches. Ids are new, but for that of the conversation, by
 * which it is known again when the same file comes twice.
 * @throws {Error} with the reason when nothing of it can be shown.
 */
export async function fromForeign(
  prefix: string,
  foreign: ForeignConversation,
  { createId, now }: ReadContext,
): Promise<{ bundle: Bundle; mended: boolean }> {
  if (foreign.nodes.length > importLimits.messages * 2) {
    throw new Error(`it holds more than ${importLimits.messages.toLocaleString('en')} messages.`)
  }
  const { nodes, mended } = soundTree(foreign.nodes)
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const shownAbove = nearestShown(byId)
  const shown = nodes
    .filter(isShown)
    .map((node) => ({ ...node, parentId: node.parentId === null ? null : shownAbove(node.parentId) }))
  const turns = joinAnswers(shown)
  if (turns.length === 0) throw new Error('it holds no message that can be shown.')
  const id = foreign.id !== undefined && /^[\w.-]{1,150}$/.test(foreign.id) ? `${prefix}-${foreign.id}` : createId()
  const newIds = new Map<string, string>()
  for (const { ids } of turns) {
    const newId = createId()
    for (const one of ids) newIds.set(one, newId)
  }
  const newId = (old: string | null) => (old === null ? null : (newIds.get(old) ?? null))
  const first = turns.find(({ node }) => node.createdAt !== undefined)?.node.createdAt
  const start = foreign.createdAt ?? first ?? now
  const messages = turns.map(({ node, parts }, index): Message => ({
    id: newId(node.id) ?? createId(),
    conversationId: id,
    parentId: newId(node.parentId),
    role: node.role ?? 'user',
    parts,
    status: 'complete',
    // Some programs keep no times of messages: their order must not be lost.
    createdAt: node.createdAt ?? start + index,
    attachmentIds: [],
    ...(node.model !== undefined && node.role === 'assistant' ? { model: node.model.slice(0, 300) } : {}),
  }))
  const leafId = foreign.leafId !== null && byId.has(foreign.leafId) ? newId(shownAbove(foreign.leafId)) : null
  const conversation = { id, title: foreign.title, createdAt: start, updatedAt: foreign.updatedAt ?? start, leafId }
  const sound = await soundBundle({ conversation, messages, attachments: [] }, now)
  return { ...sound, mended: mended > 0 }
}

function isShown({ role, parts }: ForeignNode): boolean {
  return role !== undefined && parts.some(({ text }) => text.trim() !== '')
}

/** The next place upwards, beginning with the one itself, that is shown. Each way is walked once. */
function nearestShown(byId: ReadonlyMap<string, ForeignNode>): (id: string) => string | null {
  const known = new Map<string, string | null>()
  return (start) => {
    const way: string[] = []
    let id: string | null = start
    let found: string | null = null
    while (id !== null) {
      const node = byId.get(id)
      const answer = known.get(id)
      if (answer !== undefined) found = answer
      else if (node && isShown(node)) found = id
      if (answer !== undefined || found !== null) break
      way.push(id)
      id = node?.parentId ?? null
    }
    for (const one of way) known.set(one, found)
    return found
  }
}

type Turn = { node: ForeignNode; ids: string[]; parts: MessagePart[] }

/** Others write an answer in several messages, thoughts and uses of tools between them: here it is one. */
function joinAnswers(nodes: readonly ForeignNode[]): Turn[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const children = Map.groupBy(nodes, ({ parentId }) => parentId)
  const onlyChild = ({ id }: ForeignNode) => {
    const [child, ...others] = children.get(id) ?? []
    return child && others.length === 0 ? child : undefined
  }
  const joins = (parent: ForeignNode | undefined, node: ForeignNode) =>
    parent?.role === 'assistant' && node.role === 'assistant' && onlyChild(parent) === node
  return nodes
    .filter((node) => !joins(node.parentId === null ? undefined : byId.get(node.parentId), node))
    .map((node) => {
      const turn: Turn = { node, ids: [node.id], parts: [...node.parts] }
      for (let last = node, next = onlyChild(last); next && joins(last, next); last = next, next = onlyChild(last)) {
        turn.ids.push(next.id)
        turn.parts.push(...next.parts)
        turn.node = { ...turn.node, ...(next.model === undefined ? {} : { model: next.model }) }
      }
      return { ...turn, parts: spaced(turn.parts) }
    })
}

/** Texts that follow each other become one, with an empty line between them. */
function spaced(parts: readonly MessagePart[]): MessagePart[] {
  const joined: { type: MessagePart['type']; texts: string[] }[] = []
  for (const { type, text } of parts) {
    if (text.trim() === '') continue
    const last = joined.at(-1)
    if (last?.type === type) last.texts.push(text)
    else joined.push({ type, texts: [text] })
  }
  const seen = new Set<string>()
  return joined.map(({ type, texts }) => {
    // All text of one kind is shown as one, whatever stood between.
    const before = seen.has(type) ? '\n\n' : ''
    seen.add(type)
    return { type, text: (before + texts.join('\n\n')).toWellFormed() }
  })
}

/** Seconds or milliseconds since the epoch, as others write them; undefined when it is neither. */
export function momentOf(value: unknown, unit: 'seconds' | 'milliseconds'): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return undefined
  const milliseconds = Math.round(unit === 'seconds' ? value * 1_000 : value)
  return milliseconds <= 8.64e15 ? milliseconds : undefined
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
