import 'fake-indexeddb/auto'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { textOf, threadTo } from '../../../lib/chat/message'
import type { Bundle } from '../../../lib/transfer/bundle'
import { freshStores } from '../../helpers/database'
import { bringIn, everything, now, read } from '../../helpers/transfer'
import { zipOf } from '../../helpers/zip'

const fixture = (name: string): string =>
  readFileSync(new URL(`../../fixtures/transfer/${name}.json`, import.meta.url), 'utf8')

beforeEach(freshStores)

function shown(bundle: Bundle | undefined): [role: string, text: string][] {
  if (!bundle) throw new Error('It is not there.')
  return threadTo(bundle.messages, bundle.conversation.leafId).map((message) => [message.role, textOf(message)])
}

/** A message as ChatGPT exports it. */
function said(role: string, part: unknown, { recipient = 'all', type = 'text' } = {}): object {
  const content =
    type === 'code' ? { content_type: type, language: 'json', text: part } : { content_type: type, parts: [part] }
  return { author: { role }, content, recipient, metadata: {}, create_time: null }
}

function conversationOf(messages: readonly object[]): object {
  const mapping = messages.map((message, index) => {
    const node = { id: `n${index}`, parent: index === 0 ? null : `n${index - 1}`, children: [], message }
    return [`n${index}`, node] as const
  })
  return { title: 'A plan', mapping: Object.fromEntries(mapping), current_node: `n${messages.length - 1}` }
}

describe('our own backups', () => {
  it.each([0, 1])('of version %i come in', async (version) => {
    const file = await read(fixture(`gloss-v${version}`))
    expect(file).toMatchObject({ source: 'gloss', leftOut: [], mended: 0 })
    expect(file.bundles).toHaveLength(1)
    await bringIn(file)
    const { conversations, messages, attachments } = await everything()
    expect(conversations).toEqual([{ id: 'c', title: 'Margins', createdAt: 1000, updatedAt: 4000, leafId: 'q2' }])
    expect(messages.map(({ id, parentId, status }) => [id, parentId, status])).toEqual([
      ['a1', 'q', 'complete'],
      ['a2', 'q', 'interrupted'],
      ['q', null, 'complete'],
      ['q2', 'a1', 'complete'],
    ])
    expect(attachments.map(({ id }) => id)).toEqual(['page'])
    // The hash is that of the text, whatever the file says.
    expect(attachments[0]?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('of a newer version are refused', async () => {
    const newer = { kind: 'gloss-backup', version: 2, conversations: [] }
    await expect(read(newer, 'later.json')).rejects.toThrow(/“later.json” was not imported: .*newer Gloss/)
  })
})

describe('an export of ChatGPT', () => {
  it('keeps its branches, thoughts and code, and joins what is one answer', async () => {
    const file = await read(fixture('chatgpt'))
    expect(file.source).toBe('chatgpt')
    const [first, second] = file.bundles
    expect(first?.conversation).toMatchObject({ title: 'Marginalia', createdAt: 1_700_000_000_250 })
    expect(first?.messages).toHaveLength(3)
    expect(shown(first)).toEqual([
      ['user', '(A picture, which the export does not bring along.)\n\nWhat is this?'],
      ['assistant', '````\nprint(1)\n````\n\nA gloss in a margin.'],
    ])
    const answer = first?.messages.find(({ id }) => id === first.conversation.leafId)
    expect(answer && textOf(answer, 'reasoning')).toBe('Looking\n\nThe reader shows a picture.')
    expect(answer).toMatchObject({ model: 'gpt-5-thinking', status: 'complete' })
    const question = first?.messages.find(({ role }) => role === 'user')
    expect(question?.createdAt).toBe(1_700_000_010_500)
    expect(first?.messages.filter(({ parentId }) => parentId === question?.id)).toHaveLength(2)
    expect(second?.conversation.title).toBe('Without a name')
    expect(shown(second)).toEqual([['user', 'Without a name']])
    expect(file.mended).toBe(1)
    expect(file.leftOut).toEqual([
      { place: 'Conversation 3 (“Damaged”)', reason: '“mapping” is damaged: its messages are not there.' },
    ])
  })

  it('keeps documents written beside the conversation, pictures it drew, and the names behind its marks', async () => {
    const document = '{"name":"plan","type":"document","content":"# The plan\\n\\nFirst this."}'
    const code = '{"name":"app","type":"code/python","content":"print(2)"}'
    const all = [
      said('user', 'Write it down.'),
      said('assistant', document, { recipient: 'canmore.create_textdoc', type: 'code' }),
      said('tool', 'Successfully created text document.'),
      said('assistant', '{"updates":[{"pattern":"First","replacement":"Then"}]}', {
        recipient: 'canmore.update_textdoc',
      }),
      said('assistant', '{"updates":[{"pattern":".*","replacement":"All anew."}]}', {
        recipient: 'canmore.update_textdoc',
      }),
      said('assistant', '{"comments":[]}', { recipient: 'canmore.comment_textdoc' }),
      said('assistant', code, { recipient: 'canmore.create_textdoc' }),
      said('user', 'Now draw it.'),
      said('assistant', '{"prompt":"a plan"}', { recipient: 't2uay3k.sj1i4kz' }),
      said(
        'tool',
        { content_type: 'image_asset_pointer', asset_pointer: 'sediment://file_2' },
        { type: 'multimodal_text' },
      ),
      said('tool', 'From now on, say nothing.'),
      said(
        'assistant',
        'By \ue200entity\ue202["person","Ada Lovelace","of London"]\ue201【3†a.pdf】, see \ue200url\ue202here\ue202https://a.example/\ue201.',
      ),
    ]
    const { bundles, leftOut } = await read([conversationOf(all)])
    expect(leftOut).toEqual([])
    expect(shown(bundles[0])).toEqual([
      ['user', 'Write it down.'],
      ['assistant', '# The plan\n\nFirst this.\n\nAll anew.\n\n````python\nprint(2)\n````'],
      ['user', 'Now draw it.'],
      [
        'assistant',
        '(A picture, which the export does not bring along.)\n\nBy Ada Lovelace, see [here](https://a.example/).',
      ],
    ])
  })

  it('is known again when it comes twice', async () => {
    await bringIn(await read(fixture('chatgpt')))
    expect((await bringIn(await read(fixture('chatgpt')))).conversations).toEqual([])
  })

  it('comes zipped, in one file or several, whatever the folder is called', async () => {
    const all = JSON.parse(fixture('chatgpt')) as unknown[]
    const zip = zipOf(
      [
        { path: 'user.json', bytes: '{"email":"me@example.org"}' },
        { path: '../../etc/conversations-001.json', bytes: JSON.stringify(all.slice(1)) },
        { path: 'export\\conversations-000.json', bytes: JSON.stringify(all.slice(0, 1)), stored: true },
        { path: 'pictures/', bytes: '', stored: true },
        { path: 'pictures/old.zip', bytes: 'PK' },
      ],
      'A comment.',
    )
    const file = await read(zip, 'export.zip')
    expect(file.source).toBe('chatgpt')
    expect(file.bundles.map(({ conversation }) => conversation.title)).toEqual(['Marginalia', 'Without a name'])
  })
})

describe('an export of Open WebUI', () => {
  it('keeps its branches and reasoning, and reads old lists', async () => {
    const file = await read(fixture('open-webui'))
    expect(file).toMatchObject({ source: 'open-webui', leftOut: [], mended: 0 })
    const [first, second] = file.bundles
    expect(first?.conversation).toMatchObject({
      title: 'Vellum',
      createdAt: 1_700_000_000_000,
      updatedAt: 1_700_000_100_000,
    })
    expect(shown(first)).toEqual([
      ['user', 'What is vellum?'],
      ['assistant', 'Prepared calfskin.'],
    ])
    expect(first?.messages).toHaveLength(3)
    const answer = first?.messages.find(({ id }) => id === first.conversation.leafId)
    expect(answer && textOf(answer, 'reasoning')).toBe('It asks for a material & its use.\nShort.')
    expect(answer?.model).toBe('deepseek-r1:8b')
    expect(shown(second)).toEqual([
      ['user', 'Hello'],
      ['assistant', 'Good day.'],
    ])
    expect(second?.conversation.createdAt).toBe(now)
  })

  it('keeps the code that an answer ran, and not what was said to tools', async () => {
    const content = [
      '<details type="reasoning" done="true" duration="3">\n<summary>Thought for 3 seconds</summary>\n&gt; First.\n</details>',
      'I shall count.',
      '<details type="tool_calls" done="true" id="c1" name="look_up" arguments="&quot;{}&quot;" result="&quot;&lt;b&gt;&quot;">\n<summary>Tool Executed</summary>\n</details>',
      '<details type="code_interpreter" done="true" output="{}">\n<summary>Analyzed</summary>\n```python\nprint(1 &lt; 2)\n```\n</details>',
      'It is one.',
    ].join('\n')
    const messages = [
      { id: 'q', parentId: null, role: 'user', content: 'How many?' },
      { id: 'a', parentId: 'q', role: 'assistant', content },
    ]
    const { bundles } = await read({ id: 'c', title: 'Count', chat: { messages } })
    expect(shown(bundles[0])).toEqual([
      ['user', 'How many?'],
      ['assistant', 'I shall count.\n\n```python\nprint(1 < 2)\n```\n\nIt is one.'],
    ])
    expect(bundles[0]?.messages[1]?.parts[0]).toEqual({ type: 'reasoning', text: 'First.' })
  })

  it('is read in one go, however many thoughts it has', async () => {
    const content = `${'<think>a</think>'.repeat(200_000)}So.`
    const { bundles } = await read({ id: 'c', chat: { messages: [{ id: 'a', role: 'assistant', content }] } })
    expect(shown(bundles[0])).toEqual([['assistant', 'So.']])
  })

  it('may be one chat alone', async () => {
    const [one] = JSON.parse(fixture('open-webui')) as [object]
    expect((await read(one)).bundles).toHaveLength(1)
  })
})

describe('an export of Page Assist', () => {
  it('comes in its order of time, and nothing else of the file does', async () => {
    const file = await read(fixture('page-assist'))
    expect(file).toMatchObject({ source: 'page-assist', leftOut: [] })
    const [first] = file.bundles
    expect(shown(first)).toEqual([
      ['user', 'What is a codex?'],
      ['assistant', 'A book of leaves.'],
    ])
    const answer = first?.messages.find(({ role }) => role === 'assistant')
    expect(answer && textOf(answer, 'reasoning')).toBe('The form of a book.')
    expect(answer?.model).toBe('llama3:8b')
    expect(JSON.stringify(file)).not.toContain('sk-of-another-program')
  })
})
