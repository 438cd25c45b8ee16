import { describe, expect, it } from 'vitest'
import { chaptersIn, clock, secondsOf, transcriptText } from '../../../../lib/page/transcript/transcript-text'

describe('a transcript as text', () => {
  it('joins captions to sentences, and says where each line begins', () => {
    const { text, places } = transcriptText([
      { seconds: 0.4, text: 'Before the tide turns,' },
      { seconds: 4, text: '\nthe harbour\nis quiet.' },
      { seconds: 30, text: 'Then the gates open.' },
    ])
    expect(text).toBe('[00:00] Before the tide turns, the harbour is quiet.\n[00:30] Then the gates open.')
    expect(places).toEqual([
      { from: 0, seconds: 0.4 },
      { from: text.indexOf('[00:30]'), seconds: 30 },
    ])
  })

  it('begins a line after a sentence once it is long enough, and breaks endless ones', () => {
    const sentence = 'The harbour is a room with one wall of water.'
    const cues = Array.from({ length: 40 }, (_, index) => ({ seconds: index * 3, text: sentence }))
    const lines = transcriptText(cues).text.split('\n')
    expect(lines.length).toBeGreaterThan(5)
    expect(lines.every((line) => line.length < 440 && line.endsWith('.'))).toBe(true)

    const breathless = Array.from({ length: 200 }, (_, index) => ({ seconds: index, text: 'and then and then' }))
    expect(
      transcriptText(breathless)
        .text.split('\n')
        .every((line) => line.length < 440),
    ).toBe(true)
  })

  it('puts chapters before what is said in them, also those in which nothing is', () => {
    const cues = [
      { seconds: 1, text: 'One.' },
      { seconds: 61, text: 'Three.' },
    ]
    const chapters = [
      { seconds: 0, title: 'First' },
      { seconds: 10, title: 'Silence' },
      { seconds: 60, title: 'Third' },
    ]
    const { text, places } = transcriptText(cues, chapters)
    expect(text).toBe('## First\n\n[00:01] One.\n\n## Silence\n\n## Third\n\n[01:01] Three.')
    for (const { from } of places) expect(text.slice(from)).toMatch(/^\[\d\d:\d\d\]/)
  })

  it('leaves out what nobody can see or hear', () => {
    expect(transcriptText([{ seconds: 0, text: '\u{E0041}\u200B \n ' }])).toEqual({ text: '', places: [] })
  })
})

describe('a time', () => {
  it.each([
    [0, '00:00'],
    [65.9, '01:05'],
    [3_727, '1:02:07'],
  ])('%d is shown as %s', (seconds, shown) => expect(clock(seconds)).toBe(shown))

  it.each([
    ['0:05', 5],
    ['12:07', 727],
    ['1:02:07', 3_727],
    ['5', undefined],
    ['3 seconds', undefined],
  ])('%s is read as %s', (shown, seconds) => expect(secondsOf(shown)).toBe(seconds))
})

describe('the chapters in a description', () => {
  it('are its lines with times', () => {
    const description = 'Hello.\n00:00 Start\n(1:30) - The middle\n1:02:00 The end\nBye 3:00'
    expect(chaptersIn(description)).toEqual([
      { seconds: 0, title: 'Start' },
      { seconds: 90, title: 'The middle' },
      { seconds: 3_720, title: 'The end' },
    ])
  })

  it.each([
    ['too few', '0:00 A\n1:00 B'],
    ['not from the start', '0:10 A\n1:00 B\n2:00 C'],
    ['not in order', '0:00 A\n2:00 B\n1:00 C'],
    ['none', 'A film about a harbour.'],
  ])('are none when they are %s', (_, description) => expect(chaptersIn(description)).toEqual([]))
})
