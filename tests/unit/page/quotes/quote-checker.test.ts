import { describe, expect, it, vi } from 'vitest'
import type { Attachment } from '../../../../lib/chat/attachment'
import * as folding from '../../../../lib/page/quotes/fold'
import { QuoteChecker } from '../../../../lib/page/quotes/quote-checker'

vi.mock(import('../../../../lib/page/quotes/fold'), async (original) => {
  const module = await original()
  return { ...module, fold: vi.fn(module.fold) }
})

const text =
  'The name of a woman who has died. The first hand made the book. The second made it a conversation.\n\n' +
  'It was **reserved**, ruled in advance with a hard point, and paid for in calf-\nskin.'

function attachment(facts: Partial<Attachment> = {}): Attachment {
  const common = {
    kind: 'page',
    url: 'https://a.example/',
    title: 'Room at the Edge of the Page',
    capturedAt: 1,
  } as const
  return { id: 'a', hash: '', text, ...common, ...facts }
}

const checker = (attachments: Attachment[] = [attachment()], questions: string[] = []) =>
  new QuoteChecker({ attachments, questions })

describe('a quote', () => {
  it('that stands in an attachment is found there', () => {
    const verdict = checker().check('The first hand made the book')
    expect(verdict.state).toBe('found')
    if (verdict.state !== 'found') return
    const { range, attachmentId, needles } = verdict.passage
    expect(attachmentId).toBe('a')
    expect(text.slice(range?.from, range?.to)).toBe('The first hand made the book')
    expect(needles).toHaveLength(1)
  })

  it('is looked up in the newest attachment first', () => {
    const verdict = checker([attachment({ id: 'old' }), attachment({ id: 'new' })]).check('The first hand made')
    expect(verdict).toMatchObject({ state: 'found', passage: { attachmentId: 'new' } })
  })

  it('tells the page of a PDF and the second of a video', () => {
    const places = [
      { from: 0, page: 6 },
      { from: text.indexOf('It was'), page: 7 },
    ]
    expect(checker([attachment({ places })]).check('reserved, ruled in advance')).toMatchObject({
      passage: { page: 7 },
    })
    const times = [{ from: 0, seconds: 61 }]
    expect(checker([attachment({ places: times })]).check('ruled in advance')).toMatchObject({
      passage: { seconds: 61 },
    })
  })

  it('may stand around a selection', () => {
    const selection = attachment({
      text: 'in advance',
      context: { paragraph: 'It was ruled in advance with a point.' },
    })
    const verdict = checker([selection]).check('ruled in advance with a point')
    expect(verdict.state).toBe('found')
    expect(verdict).not.toHaveProperty('passage.range')
  })

  it('is still found where the reader took it out of what is sent', () => {
    expect(checker([attachment({ cuts: [{ from: 0, to: 60 }] })]).check('The first hand made').state).toBe('found')
  })

  it('that stands nowhere is missing when it is long enough to be meant as one', () => {
    expect(checker().check('The first hand bound it').state).toBe('missing')
    expect(checker([attachment({ text: '吾輩は猫である。' })]).check('名前はまだ無いのだ').state).toBe('missing')
    expect(checker().check('bound it').state).toBe('none')
    expect(checker().check('of a').state).toBe('none')
    expect(checker().check('the').state).toBe('none')
    expect(checker().check('second made').state).toBe('found')
  })

  it('of the question or of a title is no quote of the page', () => {
    const known = checker([attachment()], ['Is it true that every scribe was a woman?'])
    expect(known.check('every scribe was a woman').state).toBe('none')
    expect(known.check('Room at the Edge of the Page').state).toBe('none')
    expect(known.check('Edge of the Page').state).toBe('none')
    const headed = attachment({ text: `# Room at the Edge of the Page\n\n${text}` })
    expect(checker([headed]).check('Room at the Edge of the Page').state).toBe('none')
    expect(checker([headed]).check('at the Edge of the Page').state).toBe('found')
  })

  it('may stand on a picture, where nothing can be looked up', () => {
    const image = { mediaType: 'image/png', data: '', width: 1, height: 1 } as const
    const both = checker([attachment(), attachment({ id: 'p', kind: 'image', text: '', image })])
    expect(both.check('The first hand bound it').state).toBe('none')
    expect(both.check('The first hand made it up').state).toBe('none')
    expect(both.check('The first hand made').state).toBe('found')
  })
})

describe('the nearest passage', () => {
  it.each([
    ['The first hand never made a book', 'The first hand made the book'],
    ['the SECOND hand made it a conversation', 'The second made it a conversation'],
    ['ruled with a hard point and paid for in gold', 'ruled in advance with a hard point, and paid for in'],
  ])('of “%s” is told', (words, near) => {
    expect(checker().nearest(words)?.words).toContain(near)
  })

  it('is not told when nothing is like it', () => {
    expect(checker().nearest('Penguins swim faster than most people can run')).toBeUndefined()
  })

  it('is one of several attachments', () => {
    const other = attachment({ id: 'b', text: 'Seven grey herons stood in the reeds that winter.' })
    expect(checker([other, attachment()]).nearest('Nine grey herons stood in the reeds')).toMatchObject({
      passage: { attachmentId: 'b' },
      words: 'grey herons stood in the reeds',
    })
  })
})

describe('an attachment', () => {
  it('is read once, however many quotes and answers look things up in it', () => {
    const fold = vi.mocked(folding.fold)
    const [one, two] = [attachment({ id: 'one' }), attachment({ id: 'two' })]
    fold.mockClear()
    for (const asked of [checker([one]), checker([one, two]), checker([one, two])]) {
      for (let number = 0; number < 20; number += 1) {
        asked.check(`The first hand made ${number}`)
        asked.check('The first hand made the book')
        asked.nearest(`The first hand made ${number}`)
      }
    }
    expect(fold.mock.calls.filter(([source]) => source === text)).toHaveLength(2)
  })

  it('is not looked up again for the same words', () => {
    const asked = checker()
    const verdict = asked.check('The first hand made the book')
    expect(asked.check('The first hand made the book')).toBe(verdict)
  })
})
