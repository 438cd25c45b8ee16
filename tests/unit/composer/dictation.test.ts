import { afterEach, describe, expect, it, vi } from 'vitest'
import { dictated } from '../../../components/dictation/dictated'
import { failureOf, speechPlace, wordsOf } from '../../../components/dictation/speech'

describe('heard words', () => {
  it('stand apart from what is written before them', () => {
    expect(dictated('explain it', 'Please')).toBe(' explain it')
    expect(dictated(' explain it ', 'Please ')).toBe('explain it')
    expect(dictated('Please', '')).toBe('Please')
    expect(dictated('Please', 'One.\n')).toBe('Please')
  })

  it('join signs and scripts that set no spaces', () => {
    expect(dictated(', and', 'this')).toBe(', and')
    expect(dictated('香蕉', '我喜欢')).toBe('香蕉')
    expect(dictated('を読む', '本')).toBe('を読む')
    expect(dictated('바나나', '나는')).toBe(' 바나나')
  })

  it('are told apart by whether they may still change', () => {
    const heard = (transcript: string, isFinal: boolean) => ({ isFinal, 0: { transcript } })
    const results = [heard('old', true), heard('two words', true), heard('and mo', false)]
    const event = Object.assign(new Event('result'), { results, resultIndex: 1 })
    expect(wordsOf(event)).toEqual({ settled: 'two words', passing: 'and mo' })
  })
})

describe('where speech becomes text', () => {
  afterEach(() => vi.unstubAllGlobals())
  const withAnswer = (available: unknown) =>
    vi.stubGlobal(
      'SpeechRecognition',
      Object.assign(function Recognition() {}, { available }),
    )

  it.each([
    ['available', 'device'],
    ['downloadable', 'installable'],
    ['downloading', 'installable'],
    ['unavailable', 'service'],
  ])('is asked of the browser, which says %s', async (answer, place) => {
    withAnswer((asked: { processLocally: boolean }) => Promise.resolve(asked.processLocally ? answer : 'available'))
    expect(await speechPlace('de-DE')).toBe(place)
  })

  it('is taken to be a service where the browser does not say', async () => {
    withAnswer(undefined)
    expect(await speechPlace('de-DE')).toBe('service')
    withAnswer(() => Promise.reject(new Error('not here')))
    expect(await speechPlace('de-DE')).toBe('service')
  })

  it('says nothing when it was only ended, and something else otherwise', () => {
    const failed = (error: string) => failureOf(Object.assign(new Event('error'), { error }))
    expect(failed('aborted')).toBeUndefined()
    expect(failed('audio-capture')).toContain('No microphone')
    expect(failed('something new')).toContain('Try again')
  })
})
