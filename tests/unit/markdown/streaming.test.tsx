import { act, createElement } from 'react'
import type { Root } from 'react-dom/client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Markdown } from '../../../components/markdown/Markdown'
import * as parsing from '../../../components/markdown/parse'
import { groupSize } from '../../../components/markdown/SegmentGroup'
import * as viewing from '../../../components/markdown/SegmentView'
import { reactRoot } from '../../helpers/react-root'
import { blocks } from './corpus'

vi.mock(import('../../../components/markdown/parse'), async (original) => {
  const module = await original()
  return { ...module, parseMarkdown: vi.fn(module.parseMarkdown) }
})

vi.mock(import('../../../components/markdown/SegmentView'), async (original) => {
  const module = await original()
  return { ...module, namesNotes: vi.fn(module.namesNotes) }
})

const parse = vi.mocked(parsing.parseMarkdown)

let root: Root
let container: HTMLElement
let unmount: () => void

beforeEach(async () => {
  ;({ root, container, unmount } = await reactRoot())
})

afterEach(() => {
  unmount()
  parse.mockReset()
  vi.restoreAllMocks()
})

const show = (text: string, streaming: boolean) => act(() => root.render(createElement(Markdown, { text, streaming })))

/** The characters that the parser read while a text came in pieces. */
function charactersParsed(text: string, piece: number): number {
  parse.mockClear()
  for (let end = piece; end < text.length; end += piece) show(text.slice(0, end), true)
  show(text, false)
  return parse.mock.calls.reduce((sum, [source]) => sum + source.length, 0)
}

const answer = (sections: number) =>
  Array.from(
    { length: sections },
    (_, section) =>
      `## Section ${section}\n\nSome **text** of it.\n\n- one\n- two\n\n\`\`\`js\nlet a = ${section}\n\`\`\`\n\n`,
  ).join('')

describe('an answer that streams', () => {
  it('costs in parsing what it is long, not the square of it', () => {
    const short = charactersParsed(answer(10), 7)
    const long = charactersParsed(answer(40), 7)
    expect(short).toBeGreaterThan(0)
    expect(long / short).toBeLessThan(4.5)
  })

  it('looks through its last segments for what comes, however many there are', () => {
    const looked = vi.mocked(viewing.namesNotes)
    const text = answer(60)
    show(text, true)
    expect(looked.mock.calls.length).toBeGreaterThan(200)
    for (const more of ['A', 'A w', 'A word']) {
      looked.mockClear()
      show(text + more, true)
      expect(looked.mock.calls.length).toBeGreaterThan(0)
      // The last group, and one in which a segment has come far enough from the end.
      expect(looked.mock.calls.length).toBeLessThanOrEqual(2 * groupSize)
    }
  })

  it('parses none of its code, however long', () => {
    charactersParsed(`\`\`\`js\n${'let a = 1\n'.repeat(200)}\`\`\`\n`, 50)
    expect(parse.mock.calls.filter(([source]) => source.includes('let'))).toEqual([])
  })

  it('reads a finished segment again only for a definition it names', () => {
    show('See [a].\n\nNot this.\n\nGrowing', true)
    parse.mockClear()
    show('See [a].\n\nNot this.\n\nGrowing on.\n\n[a]: https://example.com\n', true)
    expect(parse.mock.calls.map(([source]) => source.trim())).toEqual([
      'See [a].',
      'Growing on.',
      '[a]: https://example.com',
    ])
  })

  it('keeps the elements of what is finished', () => {
    // More than one group of them.
    const text = `${answer(8)}The end.`
    const seen: { element: Element; html: string }[] = []
    for (let end = 5; end <= text.length; end += 5) {
      show(text.slice(0, end), true)
      const segments = [...(container.firstElementChild?.children ?? [])]
      seen.forEach(({ element, html }, index) => {
        expect(segments[index]).toBe(element)
        expect(element.innerHTML).toBe(html)
      })
      for (const element of segments.slice(seen.length, -1)) seen.push({ element, html: element.innerHTML })
    }
    expect(seen).toHaveLength(32)
    expect(seen.length).toBeGreaterThan(groupSize)
    const before = [...(container.firstElementChild?.children ?? [])]
    show(text, false)
    expect([...(container.firstElementChild?.children ?? [])]).toEqual(before)
  })

  it('ends as the whole text would look', () => {
    for (const [index, block] of blocks.entries()) {
      const text = `${block}\n\n${blocks[(index * 7 + 3) % blocks.length]}\n\n${block}`
      for (let end = 1; end < text.length; end += 9) show(text.slice(0, end), true)
      show(text, false)
      const streamed = container.innerHTML
      act(() => root.render(null))
      show(text, false)
      // Ids are told apart by the mount they belong to.
      const plain = (html: string) => html.replace(/id="[^"]*"/g, '')
      expect(plain(streamed)).toBe(plain(container.innerHTML))
    }
  })
})

describe('a segment that cannot be drawn', () => {
  it('is shown as it was written, and the rest is drawn', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const original = parse.getMockImplementation()
    parse.mockImplementation((source, ...rest) => {
      if (source.includes('**bad**') && !source.includes('mended')) throw new Error('a fault in the parser')
      if (!original) throw new Error('no parser')
      return original(source, ...rest)
    })
    show('*One*.\n\nA **bad** one', true)
    expect(container.innerHTML).toContain('<em>One</em>')
    expect(container.textContent).toContain('A **bad** one')
    show('*One*.\n\nA **bad** one, mended', true)
    expect(container.innerHTML).toContain('<strong>bad</strong>')
  })
})
