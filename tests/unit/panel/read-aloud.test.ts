import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ReadAloud } from '../../../lib/panel/read-aloud'

type Voice = Pick<SpeechSynthesisVoice, 'lang' | 'localService' | 'default' | 'name'>

const voice = (lang: string, differences: Partial<Voice> = {}): Voice => ({
  lang,
  localService: true,
  default: false,
  name: lang,
  ...differences,
})

class FakeUtterance extends EventTarget {
  voice: Voice | null = null
  lang = ''
  readonly text: string
  constructor(text: string) {
    super()
    this.text = text
  }
}

class FakeSynthesis extends EventTarget {
  voices: Voice[]
  current: FakeUtterance | undefined
  readonly said: FakeUtterance[] = []
  constructor(voices: Voice[]) {
    super()
    this.voices = voices
  }
  getVoices = () => this.voices
  speak = (utterance: FakeUtterance) => {
    this.current = utterance
    this.said.push(utterance)
  }
  cancel = () => {
    const cancelled = this.current
    this.current = undefined
    cancelled?.dispatchEvent(new Event('error'))
  }
  resume = () => {}
  end = () => this.current?.dispatchEvent(new Event('end'))
}

/** A browser that speaks only when it is told that it has. */
function world(voices: Voice[]) {
  const synthesis = new FakeSynthesis(voices)
  // What the browser has is far more than what is used of it.
  const speech = { synthesis, createUtterance: (text: string) => new FakeUtterance(text) } as unknown
  const reader = new ReadAloud(speech as ConstructorParameters<typeof ReadAloud>[0])
  return { synthesis, reader, said: () => synthesis.said.map(({ text, voice: by }) => [text, by?.name]) }
}

const sentences = (...texts: string[]) => texts.map((text) => ({ text, language: 'en' }))

describe('reading aloud', () => {
  it('says one sentence after the other and is over then', async () => {
    const { reader, synthesis, said } = world([voice('en-GB')])
    await reader.start('a', sentences('One.', 'Two.'), 'en')
    expect(said()).toEqual([['One.', 'en-GB']])
    synthesis.end()
    expect(said()).toHaveLength(2)
    expect(reader.readingId).toBe('a')
    synthesis.end()
    expect(reader.readingId).toBeNull()
  })

  it('stops for good, and only what is meant', async () => {
    const { reader, said } = world([voice('en')])
    await reader.start('a', sentences('One.', 'Two.'), 'en')
    reader.stop('b')
    expect(reader.readingId).toBe('a')
    reader.stop('a')
    expect(reader.readingId).toBeNull()
    expect(said()).toHaveLength(1)
  })

  it('gives way to another text', async () => {
    const { reader, synthesis, said } = world([voice('en')])
    await reader.start('a', sentences('One.', 'Two.'), 'en')
    await reader.start('b', sentences('Other.'), 'en')
    expect(said().map(([text]) => text)).toEqual(['One.', 'Other.'])
    synthesis.end()
    expect(reader.readingId).toBeNull()
    expect(said()).toHaveLength(2)
  })

  it('tells whoever listens', async () => {
    const { reader, synthesis } = world([voice('en')])
    const heard: (string | null)[] = []
    const unsubscribe = reader.subscribe(() => heard.push(reader.readingId))
    await reader.start('a', sentences('One.'), 'en')
    synthesis.end()
    unsubscribe()
    await reader.start('b', sentences('One.'), 'en')
    expect(heard).toEqual(['a', null])
  })

  it('goes on behind a sentence that could not be said', async () => {
    const { reader, synthesis, said } = world([voice('en')])
    await reader.start('a', sentences('One.', 'Two.'), 'en')
    synthesis.current?.dispatchEvent(new Event('error'))
    expect(said()).toHaveLength(2)
  })
})

describe('the voice', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is the one of each sentence where there is one, else that of the text', async () => {
    const { reader, synthesis } = world([voice('fr_FR'), voice('de-DE'), voice('de-AT')])
    const utterances = ['fr', 'de-AT', 'ja'].map((language) => ({ text: 'x', language }))
    await reader.start('a', utterances, 'de')
    synthesis.end()
    synthesis.end()
    expect(synthesis.said.map(({ lang }) => lang)).toEqual(['fr_FR', 'de-AT', 'de-DE'])
  })

  it('is never one that sends the text away', async () => {
    const online = { localService: false, default: true }
    const { reader, said } = world([voice('en-US', online), voice('en-GB')])
    await reader.start('a', sentences('One.'), 'en-US')
    expect(said()).toEqual([['One.', 'en-GB']])
    const only = world([voice('en-US', online)])
    await expect(only.reader.start('a', sentences('One.'), 'en')).rejects.toThrow('online services')
    expect(only.said()).toEqual([])
    expect(only.reader.readingId).toBeNull()
  })

  it('is waited for, and its absence is said', async () => {
    const { reader, synthesis, said } = world([])
    const started = reader.start('a', sentences('One.'), 'en')
    synthesis.voices = [voice('en')]
    synthesis.dispatchEvent(new Event('voiceschanged'))
    await started
    expect(said()).toHaveLength(1)

    const none = world([])
    const failed = expect(none.reader.start('a', sentences('One.'), 'en')).rejects.toThrow('no voices')
    await vi.runAllTimersAsync()
    await failed
    await expect(world([voice('en')]).reader.start('a', sentences('一'), 'ja')).rejects.toThrow('speaks Japanese')
    await expect(new ReadAloud(undefined).start('a', [], 'en')).rejects.toThrow('cannot read aloud')
  })

  it('says nothing when it comes after the reader stopped', async () => {
    const { reader, said } = world([])
    const started = reader.start('a', sentences('One.'), 'en').catch(() => undefined)
    reader.stop()
    await vi.runAllTimersAsync()
    await started
    expect(said()).toEqual([])
    expect(reader.readingId).toBeNull()
  })
})
