import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Joiner } from '../../../lib/engine/continue-joiner'
import type { ContinueManner } from '../../../lib/prompts/continue'

/** The whole answer when the continuation arrives in these pieces. */
function joined(kept: string, pieces: readonly string[], manner: ContinueManner): string {
  const joiner = new Joiner(kept, manner)
  return kept + pieces.map((piece) => joiner.take(piece)).join('') + joiner.end()
}

function cut(text: string, at: readonly number[]): string[] {
  const edges = [0, ...at.map((edge) => Math.min(edge, text.length)).sort((one, other) => one - other), text.length]
  return edges.slice(1).map((edge, index) => text.slice(edges[index], edge))
}

/** Prose, lists and code in which no passage stands twice in a row: there every repetition is the model's. */
const text = fc
  .array(fc.constantFrom('and ', 'the ', 'Ünïcode, ', 'word. ', 'x=1\n', '\n\n', '- item ', 'e.g. ', '日本語', '👩‍👧 '), {
    minLength: 1,
    maxLength: 60,
  })
  .map((words) => words.map((word, index) => `${word}${index} `).join(''))
const edges = fc.array(fc.nat(400), { maxLength: 12 })

describe('a continuation', () => {
  it('of a model that goes on by itself makes the text, wherever it was cut', () => {
    fc.assert(
      fc.property(text, fc.nat(), edges, (whole, place, at) => {
        const kept = whole.slice(0, place % (whole.length + 1))
        const rest = whole.slice(kept.trimEnd().length)
        expect(joined(kept, cut(rest, at), 'prefilled')).toBe(whole)
      }),
    )
  })

  it.each(['prefilled', 'echoed', 'asked'] as const)('that says much once more makes the text, too (%s)', (manner) => {
    fc.assert(
      fc.property(text, fc.nat(), fc.integer({ min: 33, max: 399 }), edges, (whole, place, again, at) => {
        const kept = whole.slice(0, 1 + (place % whole.length))
        const end = kept.trimEnd().length
        fc.pre(end >= 40)
        const from = Math.max(0, end - again)
        // What begins with a blank begins without one.
        fc.pre(!/\s/.test(kept[from] ?? ' ') && squeezed(kept.slice(from)).length > 32)
        expect(joined(kept, cut(whole.slice(from), at), manner)).toBe(whole)
      }),
    )
  })

  it('whose server says all of it first makes the text, however little was kept', () => {
    fc.assert(
      fc.property(text, fc.nat(), edges, (whole, place, at) => {
        const kept = whole.slice(0, 1 + (place % whole.length))
        fc.pre(kept.trim() !== '' && !/^\s/.test(kept))
        expect(joined(kept, cut(whole, at), 'echoed')).toBe(whole)
      }),
    )
  })

  it.each(['prefilled', 'asked'] as const)('is never robbed of anything new, whatever comes (%s)', (manner) => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ unit: 'binary' }),
        edges,
        (kept, rest, at) => {
          const all = joined(kept, cut(rest, at), manner)
          expect(all.startsWith(kept)).toBe(true)
          const added = all.slice(kept.length).trim()
          const dropped = rest.trim().length - added.length
          // Dropped is only what the kept text ends with, or begins with.
          if (dropped > 0) expect(squeezed(kept)).toContain(squeezed(rest.trim().slice(0, dropped)))
          expect(rest).toContain(added)
        },
      ),
    )
  })

  it('comes out the same in one piece and letter by letter', () => {
    fc.assert(
      fc.property(text, text, fc.constantFrom<ContinueManner>('prefilled', 'asked', 'echoed'), (kept, rest, manner) => {
        expect(joined(kept, rest.split(''), manner)).toBe(joined(kept, [rest], manner))
      }),
    )
  })
})

const squeezed = (value: string): string => value.replace(/\s+/g, ' ').trim()

describe('a repetition', () => {
  const kept = 'The margin was where readers answered the page, and the scribes'

  it.each([
    ['with other blanks', 'where readers answered\nthe  page, and the scribes wrote there.', ' wrote there.'],
    ['behind blank lines', '\n\nreaders answered the page, and the scribes wrote.', ' wrote.'],
    ['of all of it', `${kept} wrote.`, ' wrote.'],
    ['that ends the answer', 'answered the page, and the scribes', ''],
    ['in which it broke off again', 'readers answered the page', ''],
    ['behind a remark stays, since nothing is guessed', 'Here it goes on: wrote.', 'Here it goes on: wrote.'],
    ['in quotation marks stays', '"and the scribes" wrote.', '"and the scribes" wrote.'],
  ])('%s', (_, rest, added) => {
    expect(joined(kept, rest.split(/(?<= )/), 'asked')).toBe(kept + added)
  })

  it.each([
    ['a word', 'It was very ', 'very long.'],
    ['a rule of a table', '| a | b | c | d | e | f | g |\n|---|---|---|---|---|---', '|---|---|---|---|\n| 1 | 2 |'],
    ['a row of dots', 'Chapter one ........................................', '........................ 12'],
    ['half a word', 'Bye, b', 'bye. '],
  ])('of %s may be meant', (_, before, rest) => {
    expect(joined(before, [rest], 'prefilled')).toBe(before + rest)
  })
})

describe('a block of code', () => {
  const kept = 'See:\n\n```python\ndef greet(name):\n    retu'

  it('that is opened anew goes on', () => {
    const rest = '```python\n    return name\n```\n'
    expect(joined(kept, rest.split(''), 'asked')).toBe('See:\n\n```python\ndef greet(name):\n    return name\n```\n')
  })

  it('that is opened anew in the next line goes on there', () => {
    expect(joined('```python\na = 1', ['```python\n', 'b = 2\n```'], 'asked')).toBe('```python\na = 1\nb = 2\n```')
  })

  it('that is closed is closed', () => {
    expect(joined('```python\na = 1\n', ['```', '\nDone.'], 'prefilled')).toBe('```python\na = 1\n```\nDone.')
  })

  it('keeps its indentation', () => {
    expect(joined('```python\nif a:\n    ', ['\n    b = 1'], 'prefilled')).toBe('```python\nif a:\n    b = 1')
    expect(joined('```python\nif a:\n    ', ['b = 1'], 'prefilled')).toBe('```python\nif a:\n    b = 1')
  })
})

describe('between the end and what an asked model goes on with', () => {
  it.each([
    ['It ended.', 'Then it began.', ' '],
    ['It ended (so).', '“Then” it began.', ' '],
    ['One,', 'two', ' '],
    ['the mar', 'gin', ''],
    ['see example.', 'com', ''],
    ['It ended. ', 'Then', ''],
    ['It ended.', ' Then', ''],
    ['3.', '14', ''],
    ['- one', '- two', '\n'],
    ['1. one', '2. two', '\n'],
    ['| a | b |', '| c | d |', '\n'],
    ['An end.', '## A title', '\n\n'],
    ['An end:', '```ts\nlet a', '\n\n'],
    ['これは終わり。', '次へ', ''],
    ['```\na.', 'B', ''],
  ])('%j and %j stands %j', (kept, rest, gap) => {
    expect(joined(kept, [rest], 'asked')).toBe(kept + gap + rest)
  })

  it('stands nothing where the model goes on by itself', () => {
    expect(joined('It ended.', ['Then'], 'prefilled')).toBe('It ended.Then')
  })
})

it('holds no more back than it must', () => {
  const joiner = new Joiner('The margin was where readers answered the page.', 'asked')
  expect(joiner.take(' And ')).toBe(' And ')
  const again = new Joiner('The margin was where readers answered the page.', 'asked')
  expect(again.take('where readers ')).toBe('')
  expect(again.take('answered the page.')).toBe('')
  expect(again.take(' And')).toBe(' And')
})
