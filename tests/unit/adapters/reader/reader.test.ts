import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { reader } from '../../../../lib/adapters/reader'
import { paragraphsOf, readable } from '../../../../lib/adapters/reader/paragraphs'
import type { ChatRequest, RequestDocument } from '../../../../lib/chat/request'
import { connectionTo, requestFor } from '../../../helpers/wire-connection'
import { collect, outcomeOf } from '../../../helpers/wire-outcome'

const connection = connectionTo('builtin')

function document(text: string, changes: Partial<RequestDocument> = {}): RequestDocument {
  return { attachmentId: 'a', kind: 'page', title: 'A page', url: 'https://example.com/', text, ...changes }
}

async function answerTo(
  question: string,
  documents: RequestDocument[],
  changes: Partial<ChatRequest> = {},
): Promise<string> {
  const request = requestFor('reader', { question, documents, ...changes })
  const outcome = outcomeOf(await collect(reader.stream(request, connection, new AbortController().signal)))
  expect(outcome).toMatchObject({ finish: 'stop' })
  return outcome.parts.map(([, text]) => text).join('')
}

function quotesOf(answer: string): string[] {
  return answer.split('\n').flatMap((line) => (line.startsWith('> ') ? [line.slice(2)] : []))
}

const bees = document(
  `# Bees

Honey bees live in colonies. A colony holds one queen, many workers and some drones. Flowers give them nectar.

## Winter

In winter the bees form a cluster. They shiver to keep the queen warm. The cluster eats about 15 kg of honey.

\`\`\`
queen.keepWarm() // the queen in code
\`\`\`

| who | queen |
| --- | --- |
| workers | keep the queen warm |

## Dance

A forager that found flowers dances. The waggle dance tells the direction and the distance of the flowers, as *Karl von Frisch* showed in [1945](https://example.com/frisch).

- Direction is the angle to the sun.
- Distance is the length of the waggle.
`,
  { title: 'Bees', language: 'en' },
)

describe('a question', () => {
  it('is answered by the sentences that speak of it, with their heading, and says that it only quotes', async () => {
    const answer = await answerTo('How do bees keep the queen warm in winter?', [bees])
    expect(answer).toMatch(/^I am the built-in reader: I do not write, I quote\..*“Bees”/)
    expect(answer).toContain('**Winter**')
    expect(quotesOf(answer)[0]).toContain('They shiver to keep the queen warm.')
  })

  it('joins neighbouring sentences into one passage', async () => {
    const quotes = quotesOf(
      await answerTo('In winter, what does the bee cluster do, who keeps the queen warm?', [bees]),
    )
    expect(quotes[0]).toMatch(/^In winter the bees form a cluster\. They shiver to keep the queen warm\./)
  })

  it('finds the forms of a word', async () => {
    expect(quotesOf(await answerTo('who is dancing?', [bees]))[0]).toMatch(/danc/)
  })

  it('lets a heading count for what is under it', async () => {
    const text = '# One\n\nIt costs ten.\n\n# Zeppelin\n\nIt costs twenty.'
    expect(quotesOf(await answerTo('What does the zeppelin cost?', [document(text)]))[0]).toBe('It costs twenty.')
  })

  it('never quotes code or a table', async () => {
    const answer = await answerTo('queen code workers keepWarm', [bees])
    expect(answer).not.toMatch(/keepWarm|\|/)
  })

  it('quotes readable text: links and marks are gone, their words are not', async () => {
    expect(quotesOf(await answerTo('What did Frisch show?', [bees])).join(' ')).toContain(
      'as Karl von Frisch showed in 1945.',
    )
  })

  it('says plainly when nothing fits, and quotes nothing', async () => {
    const answer = await answerTo('What about Peruvian llamas?', [bees])
    expect(answer).toMatch(/found none.*Try other words, or connect a model/)
    expect(quotesOf(answer)).toEqual([])
  })

  it('does not take a word in passing for an answer', async () => {
    expect(await answerTo('Which llamas of Peru graze between cactus flowers?', [bees])).toMatch(/found none/)
  })

  it('says what to do when nothing is attached', async () => {
    expect(await answerTo('What is this?', [])).toMatch(/Attach the page or select some text/)
  })

  it('says nothing twice when a page was attached twice, and names no single title for two pages', async () => {
    const quotes = quotesOf(await answerTo('queen warm', [bees, { ...bees, attachmentId: 'b' }]))
    expect(new Set(quotes).size).toBe(quotes.length)
    const other = document('Queens of chess are strong pieces.', { title: 'Chess' })
    const answer = await answerTo('queen', [bees, other])
    expect(answer).toContain('what you attached')
    expect(answer).toContain('Winter · Bees')
  })
})

describe('other languages', () => {
  it('German: folds ß and umlauts, finds inflected words, keeps abbreviations together', async () => {
    const text =
      'Die Straße wurde 1890 gebaut. Sie ist z. B. für Märkte bekannt. Dr. Müller wohnte dort mit zwei Hunden. Im Sommer blüht der Flieder.'
    const german = document(text, { language: 'de' })
    expect(quotesOf(await answerTo('Wann wurde die STRASSE gebaut?', [german]))[0]).toBe(
      'Die Straße wurde 1890 gebaut.',
    )
    expect(quotesOf(await answerTo('Wo wohnt Muller?', [german]))[0]).toBe('Dr. Müller wohnte dort mit zwei Hunden.')
    expect(quotesOf(await answerTo('Was ist mit dem Markt?', [german]))[0]).toContain(
      'Sie ist z. B. für Märkte bekannt.',
    )
  })

  it('Japanese: finds words where no space parts them', async () => {
    const text = '東京は日本の首都です。富士山は日本で一番高い山です。京都には古い寺が多くあります。'
    const japanese = document(text, { language: 'ja' })
    expect(quotesOf(await answerTo('日本の首都はどこですか？', [japanese]))[0]).toContain('東京は日本の首都です。')
    expect(quotesOf(await answerTo('一番高い山は何ですか', [japanese]))[0]).toBe('富士山は日本で一番高い山です。')
    expect(quotesOf(await answerTo('ロケットの速度', [japanese]))).toEqual([])
  })

  it('Arabic: sees past the article and the vowel marks', async () => {
    const text = 'القاهرة هي عاصمة مصر. يمر نهر النيل بالمدينة. تشتهر المدينة بالأهرامات القديمة.'
    const arabic = document(text, { language: 'ar' })
    expect(quotesOf(await answerTo('ما هي عَاصِمة مصر؟', [arabic]))[0]).toBe('القاهرة هي عاصمة مصر.')
    expect(quotesOf(await answerTo('أين نيل؟', [arabic]))[0]).toBe('يمر نهر النيل بالمدينة.')
  })

  it('Chinese', async () => {
    const text = '蜜蜂生活在蜂群中。冬天蜜蜂聚在一起取暖。花朵给它们花蜜。'
    expect(quotesOf(await answerTo('蜜蜂冬天怎么取暖？', [document(text, { language: 'zh' })]))[0]).toBe(
      '冬天蜜蜂聚在一起取暖。',
    )
  })

  it('does not mind a language that is none', async () => {
    expect(quotesOf(await answerTo('queen', [{ ...bees, language: 'not a language' }]))).not.toEqual([])
  })
})

const syllables = ['ba', 'ko', 'ri', 'mu', 'te', 'so', 'la', 'ni', 'du', 'pe', 'go']

/** A made-up word for a number, so that a long text says something else in every sentence. */
function madeUp(number: number): string {
  const [one, other, last] = [number % 11, Math.floor(number / 11) % 11, (number * 7) % 11]
  return `${syllables[one]}${syllables[other]}${syllables[last]}x`
}

const long = document(
  Array.from({ length: 8 }, (_, section) => {
    const sentences = Array.from({ length: 10 }, (_none, index) => {
      const [first, second, third, fourth] = [0, 1, 2, 3].map((step) => madeUp((section * 10 + index) * 4 + step))
      return `Glaciers near ${first} feed the ${second} while ${third} and ${fourth} melt.`
    })
    return `## Region ${section}\n\n${sentences.join(' ')}`
  }).join('\n\n'),
  { title: 'Glaciers' },
)

describe('a summary', () => {
  it.each([
    '',
    'Summarize this.',
    'summarise this page please',
    'summary',
    'TL;DR',
    'What are the key points?',
    'What is this about?',
    'what is this article about',
    'What does the page say?',
    'Fasse die Seite zusammen',
    'Zusammenfassung bitte',
    'Worum geht es hier?',
    'Resume este artículo',
    '¿De qué trata el artículo?',
    'Résume cette page',
    'De quoi parle ce texte ?',
    'Resuma o texto',
    'Do que se trata?',
    'このページを要約してください',
    '要点は何ですか？',
    '总结一下这篇文章',
    '这篇文章讲了什么？',
    'لخص هذه الصفحة',
    'ما موضوع هذا النص؟',
  ])('is what %j asks for', async (question) => {
    const answer = await answerTo(question, [long])
    expect(answer).toContain('These sentences carry the most')
    expect(quotesOf(answer).length).toBeGreaterThanOrEqual(5)
    expect(quotesOf(answer).length).toBeLessThanOrEqual(7)
  })

  it('of something is a question about it', async () => {
    expect(await answerTo('Summarize what it says about the dance', [bees])).toMatch(/fits? your question/)
  })

  it('is in the order of the page and from several sections', async () => {
    const quotes = quotesOf(await answerTo('', [bees]))
    const places = quotes.map((quote) => readable(bees.text).indexOf(quote))
    expect(places).toEqual([...places].sort((one, other) => one - other))
    const answer = await answerTo('', [long])
    expect(new Set(answer.match(/\*\*Region \d\*\*/g)).size).toBeGreaterThan(2)
  })

  it('is of what was attached last', async () => {
    expect(await answerTo('', [long, bees])).toContain('“Bees”')
  })

  it('of what has no prose says so', async () => {
    expect(await answerTo('', [document('```\ncode\n```')])).toContain('no sentence to quote')
  })
})

describe('a quick action', () => {
  const selection = document('They shiver to keep the queen warm.', { kind: 'selection', title: 'Bees' })

  it('translate: says that it cannot', async () => {
    const answer = await answerTo('Translate this into German.', [selection], { intent: 'translate' })
    expect(answer).toMatch(/cannot translate.*model can/)
    expect(quotesOf(answer)).toEqual([])
  })

  it('any that asks for a new text: says that it takes a model, and quotes nothing that could pass for one', async () => {
    const answer = await answerTo('Improve the writing of the selected text.', [selection], { intent: 'write' })
    expect(answer).toMatch(/takes a model that writes/)
    expect(quotesOf(answer)).toEqual([])
  })

  it('explain: quotes what the page says of the same things, not the selection itself', async () => {
    const answer = await answerTo('Explain this passage.', [bees, selection], { intent: 'explain' })
    expect(answer).toContain('I do not explain, I quote')
    expect(quotesOf(answer).join(' ')).toMatch(/queen/)
    expect(quotesOf(answer)).not.toContain('They shiver to keep the queen warm.')
  })

  it('explain: shows the selection where there is no page', async () => {
    expect(quotesOf(await answerTo('Explain this passage.', [selection], { intent: 'explain' }))).toEqual([
      'They shiver to keep the queen warm.',
    ])
  })

  it('summarize: sums up whatever the question says', async () => {
    expect(await answerTo('llamas', [bees], { intent: 'summarize' })).toContain('carry the most')
  })
})

describe('the stream', () => {
  it('comes in pieces, and completes to the same', async () => {
    const request = requestFor('reader', { question: '', documents: [bees] })
    const { events } = await collect(reader.stream(request, connection, new AbortController().signal))
    expect(events.length).toBeGreaterThan(6)
    expect(await reader.complete(request, connection, new AbortController().signal)).toEqual(events)
  })

  it('ends when the user stops, before and in the middle', async () => {
    const request = requestFor('reader', { question: '', documents: [bees] })
    expect((await collect(reader.stream(request, connection, AbortSignal.abort()))).error?.kind).toBe('aborted')
    const stop = new AbortController()
    const stream = reader.stream(request, connection, stop.signal)
    await stream.next()
    stop.abort()
    await expect(stream.next()).rejects.toMatchObject({ kind: 'aborted' })
  })

  it('offers one model', async () => {
    expect(await reader.listModels(connection, new AbortController().signal)).toEqual([
      { id: 'reader', name: 'Built-in reader' },
    ])
  })
})

describe('every quoted sentence', { timeout: 30_000 }, () => {
  it('stands word for word in the document, and shows as it stands there', async () => {
    const word = fc.constantFrom(
      'queen',
      'bee',
      'a_b_c',
      'snake_case',
      '5 * 3',
      '\\*',
      '**bold**',
      '_soft_',
      '[link](https://x.y/z)',
      '`code`',
      '<b>',
      'x<y',
      '1.',
      '#',
      'é',
      '日本',
      '!',
      '?',
    )
    const sentence = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => `${words.join(' ')}. `)
    const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join(''))
    await fc.assert(
      fc.asyncProperty(fc.array(paragraph, { minLength: 1, maxLength: 4 }), async (paragraphs) => {
        const text = paragraphs.join('\n\n')
        const prose = paragraphsOf(text).map((one) => one.text)
        for (const quote of quotesOf(await answerTo('queen bee', [document(text)]))) {
          // Read as markdown, the quote is the text it was taken from.
          const shown = quote.replace(/\\([!-/:-@[-`{-~])/g, '$1')
          expect(prose.some((one) => one.includes(shown))).toBe(true)
        }
      }),
      { numRuns: 25 },
    )
  })
})
