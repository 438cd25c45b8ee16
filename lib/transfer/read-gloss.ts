import * as v from 'valibot'
import type { Message } from '../chat/message'
import { parsePortable } from '../settings/portable'
import { backupKind, backupVersion } from './backup'
import { importLimits } from './import-limits'
import type { Candidate, ImportFile, ReadContext } from './import-types'
import { attachmentSchema, conversationSchema, folderSchema, messageSchema } from './record-schemas'
import { soundBundle } from './sound-bundle'

const tables = v.object({
  conversations: v.array(v.unknown()),
  messages: v.optional(v.array(v.unknown()), []),
  attachments: v.optional(v.array(v.unknown()), []),
  folders: v.optional(v.array(v.unknown()), []),
})

const versionedFile = v.object({
  kind: v.literal(backupKind),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  settings: v.optional(v.unknown()),
  conversations: v.array(v.unknown()),
})
const tablesFile = v.object({ gloss: v.string(), savedAt: v.number(), tables })

export type GlossFile = {
  candidates: Candidate[]
  leftOut: ImportFile['leftOut']
  settings: ImportFile['settings']
}

export function isGloss(value: unknown): boolean {
  return (
    v.is(v.object({ kind: v.literal(backupKind) }), value) ||
    v.is(v.object({ gloss: v.string(), tables: v.unknown() }), value)
  )
}

/**
 * Our own backups, of every version.
 * @throws {Error} with the reason when it is a backup that cannot be read.
 */
export function readGloss(value: unknown, context: ReadContext): GlossFile {
  const old = v.safeParse(tablesFile, value)
  if (old.success) return { candidates: ofTables(old.output.tables, context), leftOut: [], settings: undefined }
  const file = v.safeParse(versionedFile, value)
  if (!file.success) throw new Error(reasonOf(file.issues[0]))
  const { version, conversations, settings } = file.output
  if (version > backupVersion) throw new Error('it was saved by a newer Gloss. Update the extension, then try again.')
  const portable = settings === undefined ? undefined : parsePortable(settings)
  const damaged = settings !== undefined && portable === undefined
  return {
    candidates: conversations.map((raw, index) => candidate(raw, index, context)),
    leftOut: damaged ? [{ place: 'presets and servers', reason: 'they are damaged.' }] : [],
    settings: portable,
  }
}

/** The tables lie side by side: each conversation gets back what is its own. */
function ofTables(
  { conversations, messages, attachments, folders }: v.InferOutput<typeof tables>,
  context: ReadContext,
): Candidate[] {
  const messagesOf = Map.groupBy(messages, (raw) => fieldOf(raw, 'conversationId'))
  const byId = new Map(attachments.map((raw) => [fieldOf(raw, 'id'), raw]))
  const folderNames = new Map(folders.map((raw) => [fieldOf(raw, 'id'), fieldOf(raw, 'name')]))
  return conversations
    .filter((raw) => fieldOf(raw, 'deletedAt') === undefined)
    .map((raw, index) => {
      const own = messagesOf.get(fieldOf(raw, 'id')) ?? []
      const ids = own.flatMap((message) => fieldOf(message, 'attachmentIds') ?? [])
      const snapshots = [...new Set(ids)].flatMap((id) => byId.get(id) ?? [])
      const folder = folderNames.get(fieldOf(raw, 'folderId'))
      return candidate({ ...(raw as object), messages: own, attachments: snapshots, folder }, index, context)
    })
}

const entry = v.object({
  messages: v.pipe(
    v.array(v.unknown()),
    v.maxLength(importLimits.messages, `it holds more than ${importLimits.messages} messages`),
  ),
  attachments: v.optional(v.pipe(v.array(v.unknown()), v.maxLength(importLimits.attachments)), []),
  folder: folderSchema,
})

function candidate(raw: unknown, index: number, { now }: ReadContext): Candidate {
  return {
    place: placeOf(index, fieldOf(raw, 'title')),
    read: async () => {
      const conversation = parsed(conversationSchema, raw, '')
      const { messages, attachments, folder } = parsed(entry, raw, '')
      const bundle = {
        conversation,
        messages: messages.map((one, at): Message => ({
          ...parsed(messageSchema, one, `message ${at + 1}: `),
          conversationId: conversation.id,
        })),
        attachments: attachments.map((one, at) => parsed(attachmentSchema, one, `attachment ${at + 1}: `)),
        ...(folder === '' ? {} : { folder }),
      }
      if (bundle.messages.length === 0) throw new Error('it holds no message.')
      return soundBundle(bundle, now)
    },
  }
}

/** Where a conversation stands, as a reader counts, with its name. */
export function placeOf(index: number, title: unknown): string {
  const name = typeof title === 'string' ? title.replace(/\s+/g, ' ').trim() : ''
  const short = Array.from(name).slice(0, 60).join('')
  return `Conversation ${(index + 1).toLocaleString('en')}${short === '' ? '' : ` (“${short}”)`}`
}

/** A field that is the file's own, of whatever it is. */
export function fieldOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return (value as Record<string, unknown>)[name]
}

function parsed<Value>(schema: v.GenericSchema<unknown, Value>, raw: unknown, place: string): Value {
  const result = v.safeParse(schema, raw)
  if (!result.success) throw new Error(place + reasonOf(result.issues[0]))
  return result.output
}

function reasonOf(issue: v.BaseIssue<unknown>): string {
  const path = (v.getDotPath(issue) ?? '').replace(/^core\.?/, '')
  const said = issue.message.replace(/^Invalid (\w+): Expected /, 'expected ').replace(/ but received .*$/, '')
  return `${path === '' ? '' : `“${path}” is damaged: `}${said}.`.replace(/\.\.$/, '.')
}
