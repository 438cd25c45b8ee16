import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { ChatError } from '../../../lib/chat/chat-error'
import { threadTo } from '../../../lib/chat/message'
import { importLimits } from '../../../lib/transfer/import-limits'
import { readImport } from '../../../lib/transfer/read-import'
import { freshStores } from '../../helpers/database'
import { branched, bringIn, createId, everything, exported, fileOf, now, read, store } from '../../helpers/transfer'
import { zipOf, type ZipFile } from '../../helpers/zip'

beforeEach(freshStores)

const backup = (...conversations: unknown[]): object => ({ kind: 'gloss-backup', version: 1, conversations })

function conversation(differences: object = {}): Record<string, unknown> {
  const { conversation: head, messages, attachments } = branched()
  return { ...head, messages, attachments, ...differences }
}

async function refused(content: BlobPart | object, reason: RegExp, limits = importLimits): Promise<void> {
  const before = await everything()
  const error: unknown = await readImport(fileOf(content, 'theirs.json'), { createId, now, limits }).catch(
    (one: unknown) => one,
  )
  expect(error).toBeInstanceOf(ChatError)
  expect((error as ChatError).kind).toBe('bad-request')
  expect((error as ChatError).message).toMatch(/^“theirs.json[^”]*” was not imported: .*Nothing was changed\.$/)
  expect((error as ChatError).message).toMatch(reason)
  expect(await everything()).toEqual(before)
}

describe('a file that is no good as a whole', () => {
  it.each<[name: string, content: BlobPart | object, reason: RegExp]>([
    ['empty', '', /it is empty/],
    ['blank', '  \n ', /it is empty/],
    ['no JSON', 'Dear diary', /not JSON/],
    ['cut off', JSON.stringify(backup(conversation())).slice(0, -20), /breaks off in the middle, at character/],
    ['of another program', { recipes: [] }, /not an export of/],
    ['a number', '5', /not an export of/],
    ['not UTF-8', Uint8Array.from([0x22, 0xff, 0xfe, 0x22]), /not text in UTF-8/],
    ['UTF-16', Uint8Array.from(Buffer.from('\ufeff[]', 'utf16le')), /not text in UTF-8/],
    ['deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested more than 200 levels/],
    [
      'after the prototype',
      `{"kind":"gloss-backup","version":1,"conversations":[],"x":{"__proto__":{"polluted":true}}}`,
      /__proto__/,
    ],
    ['a backup without conversations', { kind: 'gloss-backup', version: 1 }, /“conversations” is damaged/],
    ['a backup of no version', { kind: 'gloss-backup', version: 'x', conversations: [] }, /“version” is damaged/],
  ])('is refused: %s', async (_, content, reason) => {
    await store(branched('there'))
    await refused(content, reason)
    expect({}).not.toHaveProperty('polluted')
  })

  it('is refused: too large', async () => {
    await refused('[1,2,3]', /larger than 0 MB/, { ...importLimits, fileBytes: 5 })
    await refused('[1,2,3]', /more than 2 values/, { ...importLimits, values: 2 })
    await refused(backup(conversation(), conversation({ id: 'd' })), /more than 1 conversations/, {
      ...importLimits,
      conversations: 1,
    })
  })

  it('begins with a mark of byte order and is read all the same', async () => {
    expect((await read(`\ufeff${JSON.stringify(backup(conversation()))}`)).bundles).toHaveLength(1)
  })
})

describe('an archive', () => {
  const json = JSON.stringify(backup(conversation()))
  const bomb = Buffer.alloc(40 * 1024 * 1024, ' ')
  const limits = { ...importLimits, unpackedBytes: 1024 * 1024 }

  it.each<[name: string, files: ZipFile[], reason: RegExp]>([
    ['a bomb that says how large it is', [{ path: 'conversations.json', bytes: bomb }], /larger than Gloss reads/],
    ['a bomb that lies', [{ path: 'conversations.json', bytes: bomb, says: 10 }], /larger than Gloss reads/],
    [
      'many that are a bomb together',
      Array.from({ length: 5 }, (_, index) => ({
        path: `conversations-${index}.json`,
        bytes: bomb.subarray(0, 300_000),
        says: 9,
      })),
      /larger than Gloss reads/,
    ],
    [
      'an archive in an archive',
      [{ path: 'a.zip', bytes: zipOf([{ path: 'conversations.json', bytes: '[]' }]) }],
      /archive in an archive/,
    ],
    ['nothing of use', [{ path: 'readme.txt', bytes: 'x' }], /no conversations.json/],
    ['encrypted', [{ path: 'conversations.json', bytes: json, flags: 1 }], /encrypted/],
    ['packed in an unknown way', [{ path: 'conversations.json', bytes: json, method: 99 }], /damaged/],
    ['a wrong checksum', [{ path: 'conversations.json', bytes: json, crc: 5 }], /checksum/],
    [
      'programs mixed',
      [
        { path: 'conversations-0.json', bytes: json },
        { path: 'conversations-1.json', bytes: '[{"mapping":{}}]' },
      ],
      /several programs/,
    ],
  ])('is refused: %s', async (_, files, reason) => {
    await refused(zipOf(files), reason, limits)
  })

  it('is refused wherever it is cut off, and with any byte changed it is read, or refused', async () => {
    const zip = zipOf([{ path: 'conversations.json', bytes: json }])
    for (let length = 1; length < zip.length; length += 37) {
      // oxlint-disable-next-line no-await-in-loop
      await refused(zip.slice(0, length), /./)
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(zip.length - 1), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const changed = zip.slice()
        changed[at] = (changed[at] ?? 0) ^ change
        const outcome: unknown = await read(changed).catch((error: unknown) => error)
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ChatError)
        else expect(outcome).toMatchObject({ source: 'gloss' })
      }),
      { numRuns: 200 },
    )
  }, 60_000)
})

describe('one damaged conversation', () => {
  const good = conversation({ id: 'good', messages: branched('good').messages, attachments: [] })
  it.each<[name: string, conversation: unknown, reason: RegExp]>([
    ['null', null, /expected|damaged/],
    ['a title that is no text', conversation({ title: 5 }), /“title” is damaged: expected string/],
    ['a time out of this world', conversation({ createdAt: 1e300 }), /“createdAt” is damaged/],
    ['no messages', conversation({ messages: [] }), /no message/],
    ['messages that are no list', conversation({ messages: { length: 5 } }), /“messages” is damaged/],
    [
      'a message of another role',
      conversation({ messages: [{ ...branched().messages[0], role: 'system' }] }),
      /message 1: “role” is damaged/,
    ],
    [
      'a text that is none',
      conversation({ messages: [{ ...branched().messages[0], parts: [{ type: 'text', text: {} }] }] }),
      /message 1: “parts.0.text” is damaged/,
    ],
    [
      'more messages than anybody has',
      conversation({ messages: Array.from({ length: importLimits.messages + 1 }, () => 0) }),
      /more than 20000 messages/,
    ],
    [
      'a snapshot of another kind',
      conversation({ attachments: [{ ...branched().attachments[0], kind: 'program' }] }),
      /attachment 1: “kind” is damaged/,
    ],
  ])('is left out and named, and the others come in: %s', async (_, damaged, reason) => {
    const file = await read(backup(damaged, good))
    expect(file.bundles.map(({ conversation: { id } }) => id)).toEqual(['good'])
    expect(file.leftOut).toHaveLength(1)
    expect(file.leftOut[0]?.place).toMatch(/^Conversation 1/)
    expect(file.leftOut[0]?.reason).toMatch(reason)
  })

  it('that stands in the file twice comes once', async () => {
    const file = await read(backup(good, good))
    expect(file.bundles).toHaveLength(1)
    expect(file.leftOut).toEqual([{ place: 'Conversation 2 (“Margins”)', reason: 'it is in the file twice.' }])
  })

  it('loses what is wrong about it and can be done without', async () => {
    const [question] = branched().messages
    const odd = {
      ...question,
      usage: { inputTokens: 'many' },
      error: { kind: 'auth', message: 'x', originPattern: '<all_urls>' },
      evil: 1,
      parentId: 'nowhere',
      attachmentIds: ['of somebody else'],
    }
    const address = 'javascript:alert(1)'
    const page = { ...branched().attachments[0], url: address }
    const file = await read(
      backup(
        conversation({
          messages: [odd, { ...question, id: 'second', parentId: 'second' }],
          attachments: [page],
          createdAt: 8e15,
        }),
      ),
    )
    const [bundle] = file.bundles
    expect(file.mended).toBe(1)
    expect(bundle?.messages[0]).not.toHaveProperty('usage')
    expect(bundle?.messages[0]).not.toHaveProperty('evil')
    expect(bundle?.messages[0]).toMatchObject({
      error: { kind: 'auth', message: 'x' },
      parentId: null,
      attachmentIds: [],
    })
    expect(JSON.stringify(bundle)).not.toMatch(/all_urls|javascript:/)
    expect(bundle?.messages[1]?.parentId).toBeNull()
    expect(bundle?.conversation.createdAt).toBe(now)
  })
})

describe('whatever comes in', () => {
  it('is a tree that can be walked to its end, though nothing in the file fits', async () => {
    const id = fc.constantFrom('a', 'b', 'c', 'd', 'e')
    const messages = fc.array(fc.record({ id, parentId: fc.option(id), role: fc.constantFrom('user', 'assistant') }), {
      minLength: 1,
    })
    await fc.assert(
      fc.asyncProperty(messages, fc.option(id), async (odd, leafId) => {
        const [question] = branched().messages
        const file = await read(backup(conversation({ leafId, messages: odd.map((one) => ({ ...question, ...one })) })))
        const [bundle] = file.bundles
        const byId = new Map(bundle?.messages.map((message) => [message.id, message]))
        expect(byId.size).toBe(bundle?.messages.length)
        for (const message of byId.values()) {
          const thread = threadTo([...byId.values()], message.id)
          expect(thread[0]?.parentId).toBeNull()
        }
        expect(byId.has(bundle?.conversation.leafId ?? '')).toBe(true)
      }),
    )
  })

  it('never changes what is there, whatever is done to a backup', async () => {
    await store(branched('there'), branched('also'))
    const before = await everything()
    const text = await exported()
    const strange = fc.oneof(
      fc.constantFrom('null', '{}', '[]', '"\\ud800"', '1e999', '-1', '""', '{"__proto__":1}'),
      fc.json(),
    )
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), fc.nat(30), strange, async (at, length, instead) => {
        const outcome: unknown = await read(text.slice(0, at) + instead + text.slice(at + length)).then(
          (file) => bringIn(file),
          (error: unknown) => error,
        )
        if (outcome instanceof Error) expect(outcome).toBeInstanceOf(ChatError)
        const after = await everything()
        for (const table of ['conversations', 'messages', 'attachments'] as const) {
          const kept = after[table].filter(({ id }) => before[table].some((one) => one.id === id))
          expect(kept).toEqual(before[table])
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})
