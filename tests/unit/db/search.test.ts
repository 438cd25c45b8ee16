import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { searchTerms, searchWords } from '../../../lib/chat/search-words'
import { searchQuery } from '../../../lib/chat/search-match'
import { addAttachment } from '../../../lib/db/attachments'
import { listConversations, markDeleted, purgeDeleted, renameConversation } from '../../../lib/db/conversations'
import { db } from '../../../lib/db/db'
import { addRecords } from '../../../lib/db/import-records'
import { checkpoint } from '../../../lib/db/messages'
import { countUnread, rankConversations, readSearchDocs } from '../../../lib/db/search'
import { findSearchHits, phrasesFirst, type SearchHit } from '../../../lib/db/search-hits'
import { ensureIndex, rebuildIndex } from '../../../lib/db/search-index'
import { indexed, sweepIndex } from '../../../lib/db/search-keeper'
import { packWords } from '../../../lib/db/search-packed'
import { freshStores } from '../../helpers/database'
import { attachment, message } from '../../helpers/messages'
import { beginTurn } from '../../helpers/turns'

type Stored = { id: string; title?: string; texts: string[]; updatedAt?: number; attachmentIds?: string[] }

/** Stores conversations as an import does: the index learns of them in the same way. */
async function store(...all: Stored[]): Promise<void> {
  const conversations = all.map(({ id, title = '', texts, updatedAt = 1 }) => ({
    id,
    title,
    createdAt: 1,
    updatedAt,
    leafId: `${id}-${texts.length - 1}`,
  }))
  const messages = all.flatMap(({ id, texts, attachmentIds = [] }) =>
    texts.map((text, index) =>
      message({
        id: `${id}-${index}`,
        conversationId: id,
        parentId: index === 0 ? null : `${id}-${index - 1}`,
        role: index % 2 === 0 ? 'user' : 'assistant',
        status: 'complete',
        parts: [{ type: 'text', text }],
        attachmentIds: index === 0 ? attachmentIds : [],
        model: 'small',
      }),
    ),
  )
  await addRecords({ conversations, messages, attachments: [] }, {})
  await indexed()
}

async function find(text: string): Promise<string[]> {
  return rankConversations(searchTerms(text), await readSearchDocs())
}

/** As it is shown: looked up, deleted ones left out. */
async function shown(text: string) {
  const known = new Map((await listConversations()).map((one) => [one.id, one]))
  const found = (await find(text)).flatMap((id) => known.get(id) ?? [])
  const hits: SearchHit[] = []
  for await (const some of findSearchHits(found, searchQuery(text), new AbortController().signal)) hits.push(...some)
  return phrasesFirst(hits)
}

beforeEach(freshStores)

describe('the search', () => {
  it('finds a conversation by its title, its questions and its answers', async () => {
    await store({ id: 'a', title: 'Margins', texts: ['What is a gloss?', 'A note between the lines.'] })
    await store({ id: 'b', title: 'Weather', texts: ['Will it rain?', 'Perhaps.'] })
    expect(await find('margins')).toEqual(['a'])
    expect(await find('gloss')).toEqual(['a'])
    expect(await find('lines')).toEqual(['a'])
    expect(await find('rain')).toEqual(['b'])
    expect(await find('snow')).toEqual([])
  })

  it('finds words that begin so, also the half-typed last one', async () => {
    await store({ id: 'a', texts: ['Annotations in the margin'] })
    expect(await find('annot')).toEqual(['a'])
    expect(await find('annot marg')).toEqual(['a'])
    expect(await find('an')).toEqual(['a'])
    // A short word that is followed by another has been typed to its end.
    expect(await find('an margin')).toEqual([])
    expect(await find('nnotations')).toEqual([])
  })

  it('wants every word, in whichever message of the conversation', async () => {
    await store(
      { id: 'both', texts: ['About copper', 'and about tin'] },
      { id: 'one', texts: ['About copper', 'and about lead'] },
    )
    expect(await find('copper tin')).toEqual(['both'])
  })

  it('goes by letters and not by case, accents or width', async () => {
    await store({ id: 'a', texts: ['Ein CAFÉ in Zürich, ΟΔΟΣ, ﾊﾝｶｸ'] })
    for (const word of ['cafe', 'Café', 'ZURICH', 'οδος', 'οδοσ', 'ハンカク'])
      expect(await find(word), word).toEqual(['a'])
  })

  it('finds words of scripts that put no blanks between them', async () => {
    await store({ id: 'zh', texts: ['我们在页边写注释。'] }, { id: 'ja', texts: ['余白に注釈を書く'] })
    expect(await find('注释')).toEqual(['zh'])
    expect(await find('页边写')).toEqual(['zh'])
    expect(await find('余白')).toEqual(['ja'])
    expect((await find('注')).sort()).toEqual(['ja', 'zh'])
    // The last character of a sentence begins no pair.
    expect(await find('释')).toEqual(['zh'])
    expect(await find('边注')).toEqual([])
  })

  it('finds words that marks of markdown cut, and their parts', async () => {
    await store(
      { id: 'a', texts: ['Made of calf**skin**, and not of `paper`s. width*height'] },
      { id: 'zh', texts: ['写**注释**了'] },
    )
    for (const words of ['calfskin', 'skin', 'papers', 'height']) expect(await find(words), words).toEqual(['a'])
    for (const words of ['写注释', '注释了', '注释']) expect(await find(words), words).toEqual(['zh'])
    const [hit] = await shown('calfskin')
    expect(hit?.snippet.filter((one) => one.hit).map(({ text }) => text)).toEqual(['calfskin'])
    expect((await shown('of calfskin and'))[0]?.isPhrase).toBe(true)
  })

  it('finds every conversation with a character, whichever of thousands of pairs it begins', async () => {
    const pairs = Array.from({ length: 2_100 }, (_, index) => `的${String.fromCharCode(0x4e00 + index)}`)
    await store({ id: 'many', texts: [pairs.join(' ')] }, { id: 'last', texts: ['的\u9fa0'] })
    expect((await find('的')).toSorted()).toEqual(['last', 'many'])
  })

  it('shows the sentence of a message that is too long to be taken apart', async () => {
    await store({
      id: 'a',
      texts: [`${'Nothing of note. '.repeat(4_000)}Vellum is **calfskin**. ${'More of it. '.repeat(4_000)}`],
    })
    const [hit] = await shown('vellum calfskin')
    expect(hit?.snippet.map(({ text }) => text).join('')).toContain('Vellum is calfskin. More of it.')
    expect(hit?.snippet.filter((one) => one.hit)).toHaveLength(2)
  })

  it('finds words that every object has', async () => {
    await store({ id: 'a', texts: ['the constructor and __proto__ and hasOwnProperty'] })
    await store({ id: 'b', texts: ['a constructor'] })
    expect((await find('constructor')).sort()).toEqual(['a', 'b'])
    expect(await find('proto')).toEqual(['a'])
  })

  it('knows where a conversation is from, and who answered', async () => {
    await addAttachment(attachment({ id: 'p', url: 'https://www.example.org/long/path', title: 'On bookbinding' }))
    await store({ id: 'a', texts: ['Summarize', 'So.'], attachmentIds: ['p'] })
    expect(await find('bookbinding')).toEqual(['a'])
    expect(await find('example.org')).toEqual(['a'])
    expect((await readSearchDocs()).all).toEqual([
      expect.objectContaining({ sites: ['example.org'], models: ['small'] }),
    ])
  })

  it('puts the word itself before words that only begin so', async () => {
    const rest = 'other words of no weight'
    await store({ id: 'begun', texts: [`vellums ${rest}`] }, { id: 'whole', texts: [`vellum ${rest}`] })
    await store({ id: 'long', texts: [`vellumlikeness ${rest}`] })
    expect(await find('vellum')).toEqual(['whole', 'begun', 'long'])
  })

  it('puts the rarer and more frequent word first, and a title before a text', async () => {
    await store(
      { id: 'once', texts: ['vellum '.repeat(1) + 'other words '.repeat(20)] },
      { id: 'often', texts: ['vellum '.repeat(6) + 'other words '.repeat(20)] },
      { id: 'title', title: 'Vellum', texts: ['other words '.repeat(20)] },
    )
    expect((await find('vellum')).at(-1)).toBe('once')
    expect((await find('vellum')).slice(0, 2).sort()).toEqual(['often', 'title'])
  })
})

describe('the index', () => {
  it('follows a turn from its question to its answer', async () => {
    const question = message({
      id: 'q',
      role: 'user',
      status: 'complete',
      parts: [{ type: 'text', text: 'Why vellum?' }],
    })
    const answer = message({ id: 'a', parentId: 'q' })
    await beginTurn(question, answer)
    await indexed()
    expect(await find('vellum')).toEqual(['conversation'])
    expect(await find('calfskin')).toEqual([])
    await checkpoint({ ...answer, status: 'complete', parts: [{ type: 'text', text: 'It is calfskin.' }] })
    expect(await countUnread()).toBe(1)
    await indexed()
    expect(await find('calfskin')).toEqual(['conversation'])
    expect(await countUnread()).toBe(0)
  })

  it('goes on with a conversation that was renamed in between', async () => {
    const first = message({ id: 'q', role: 'user', status: 'complete', parts: [{ type: 'text', text: 'What of it?' }] })
    const answer = message({ id: 'a', parentId: 'q', model: 'small' })
    await beginTurn(first, answer)
    await indexed()
    await checkpoint({ ...answer, status: 'complete', parts: [{ type: 'text', text: 'Scribes.' }] })
    await indexed()
    await renameConversation('conversation', 'Mine')
    await indexed()
    const second = { ...first, id: 'q2', parentId: 'a', parts: [{ type: 'text' as const, text: 'And why?' }] }
    await beginTurn(second, message({ id: 'a2', parentId: 'q2' }))
    await indexed()
    for (const words of ['And why', 'scribes', 'what', 'mine'])
      expect(await find(words), words).toEqual(['conversation'])
    expect((await shown('And why')).map(({ messageId }) => messageId)).toEqual(['q2'])
  })

  it('forgets what a title or a message said before', async () => {
    await store({ id: 'a', title: 'Old name', texts: ['What?', 'First words'] })
    await renameConversation('a', 'New name')
    await checkpoint(
      message({
        id: 'a-1',
        conversationId: 'a',
        parentId: 'a-0',
        status: 'complete',
        parts: [{ type: 'text', text: 'Second words' }],
      }),
    )
    await indexed()
    expect(await find('old')).toEqual([])
    expect(await find('first')).toEqual([])
    expect(await find('new')).toEqual(['a'])
    expect(await find('second')).toEqual(['a'])
  })

  it('keeps nothing of what was removed for good', async () => {
    await store({ id: 'a', texts: ['secretword here'] }, { id: 'b', texts: ['another here'] })
    await markDeleted('a', 1)
    await purgeDeleted(2)
    await indexed()
    expect(await find('secretword')).toEqual([])
    await sweepIndex()
    expect(JSON.stringify(await db.searchStems.toArray())).not.toContain('secretword')
    expect(JSON.stringify(await db.searchParts.toArray())).not.toContain('"a"')
    expect(await find('here')).toEqual(['b'])
    await sweepIndex()
    await store({ id: 'c', texts: ['something here'] })
    expect((await find('here')).sort()).toEqual(['b', 'c'])
  })

  it('is made anew when it was lost', async () => {
    await store({ id: 'a', texts: ['vellum'] }, { id: 'b', texts: ['paper'] })
    await Promise.all([
      db.searchStems.clear(),
      db.searchBlocks.clear(),
      db.searchParts.clear(),
      db.facts.delete('search'),
    ])
    await ensureIndex()
    expect(await countUnread()).toBe(2)
    await indexed()
    expect(await find('vellum')).toEqual(['a'])
    await ensureIndex()
    expect(await countUnread()).toBe(0)
  })

  it('gives what was half written when the worker died to nobody', async () => {
    await store({ id: 'a', texts: ['vellum'] })
    // Words were written under a number, and the record that says whose it is was not.
    await db.searchBlocks.put({ block: 0, places: [...((await db.searchBlocks.get(0))?.places ?? []), 'dead'] })
    await db.searchStems.put({ stem: 'pa', block: 0, words: packWords(new Map([['paper', new Map([[1, 1]])]])) })
    await store({ id: 'b', texts: ['linen'] })
    expect(await find('paper')).toEqual([])
    expect(await find('linen')).toEqual(['b'])
    await sweepIndex()
    expect(JSON.stringify(await db.searchStems.toArray())).not.toContain('paper')
  })

  it('holds more conversations than one block has room for', async () => {
    const many = Array.from({ length: 600 }, (_, index) => ({ id: `c${index}`, texts: [`number${index} shared`] }))
    await store(...many)
    expect(await db.searchBlocks.count()).toBe(3)
    expect(await find('number599')).toEqual(['c599'])
    expect(await find('shared')).toHaveLength(600)
    await rebuildIndex()
    await indexed()
    expect(await find('number300')).toEqual(['c300'])
  })
})

describe('what is shown', () => {
  it('is the sentence, with the hits marked, of the message that says most of it', async () => {
    await store({
      id: 'a',
      title: 'On vellum',
      texts: ['Tell me of vellum.', 'There was once a monk. **Vellum** is made of calfskin. It lasts for centuries.'],
    })
    const [hit] = await shown('vellum calfskin')
    expect(hit?.messageId).toBe('a-1')
    expect(hit?.snippet.filter((one) => one.hit).map(({ text }) => text)).toEqual(['Vellum', 'calfskin'])
    expect(hit?.snippet.map(({ text }) => text).join('')).toBe('…Vellum is made of calfskin. It lasts for centuries.')
    expect(hit?.title.filter((one) => one.hit).map(({ text }) => text)).toEqual(['vellum'])
  })

  it('marks characters in a script without blanks', async () => {
    await store({ id: 'a', texts: ['我们在页边写注释。'] })
    const [hit] = await shown('页边写')
    expect(hit?.snippet.filter((one) => one.hit).map(({ text }) => text)).toEqual(['页边写'])
  })

  it('is without deleted conversations at once', async () => {
    await store({ id: 'a', texts: ['vellum'] }, { id: 'b', texts: ['vellum'] })
    await markDeleted('a', 1)
    expect((await shown('vellum')).map(({ conversation }) => conversation.id)).toEqual(['b'])
  })
})

const word = fc.stringMatching(/^[a-zé-öø-ü]{2,9}$/)
const conversations = fc.array(
  fc.array(fc.array(word, { minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 4 }),
  {
    minLength: 1,
    maxLength: 8,
  },
)

describe('whatever is stored', () => {
  it('every word of every message is found, and so are its beginnings; nothing deleted is', async () => {
    await fc.assert(
      fc.asyncProperty(conversations, fc.nat(), fc.nat(), async (all, pick, cut) => {
        await freshStores()
        await store(...all.map((texts, index) => ({ id: `c${index}`, texts: texts.map((words) => words.join(' ')) })))
        const flat = all.flatMap((texts, index) => texts.flat().map((one) => ({ id: `c${index}`, one })))
        const { id, one } = flat[pick % flat.length] ?? { id: '', one: '' }
        expect(await find(one)).toContain(id)
        const part = one.slice(0, 2 + (cut % one.length))
        expect(await find(part)).toContain(id)
        await markDeleted(id, 1)
        expect((await shown(one)).map(({ conversation }) => conversation.id)).not.toContain(id)
      }),
      { numRuns: 40 },
    )
  })

  it('the words as they were written come before the words apart', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(word, { minLength: 2, maxLength: 4, selector: foldedOf }), async (words) => {
        await freshStores()
        await store(
          {
            id: 'apart',
            title: words.toReversed().join(' '),
            texts: [`${words.toReversed().join(' and ')} but `.repeat(5)],
          },
          { id: 'phrase', texts: [`It said ${words.join(' ')} once, among many other words of no weight at all.`] },
        )
        expect((await shown(words.join(' ')))[0]?.conversation.id).toBe('phrase')
      }),
      { numRuns: 25 },
    )
  })
})

function foldedOf(text: string): string {
  return [...searchWords(text)].join()
}
