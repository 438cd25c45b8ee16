import { describe, expect, it } from 'vitest'
import { ageInWords } from '../../../components/options/age'
import { languageChoices, languageName } from '../../../components/options/languages'

describe('ageInWords', () => {
  const minute = 60_000
  it.each([
    [-5 * minute, 'just now'],
    [0.5 * minute, 'just now'],
    [3 * minute, '3 min ago'],
    [59.9 * minute, '59 min ago'],
    [60 * minute, '1 hour ago'],
    [5 * 60 * minute, '5 hours ago'],
    [24 * 60 * minute, 'yesterday'],
    [72 * 60 * minute, '3 days ago'],
  ])('calls %d ms of age %s', (age, words) => {
    expect(ageInWords(1_000_000_000, 1_000_000_000 + age)).toBe(words)
  })
})

describe('languages', () => {
  it('names a language in another', () => {
    expect(languageName('de', 'en')).toBe('German')
    expect(languageName('de', 'de')).toBe('Deutsch')
  })

  it('shows a malformed tag as it is', () => {
    expect(languageName('not a tag', 'en')).toBe('not a tag')
  })

  it('sorts by name, each language once', () => {
    const names = languageChoices('', 'en').map(({ name }) => name)
    expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en')))
    expect(new Set(names).size).toBe(names.length)
  })

  it('keeps a chosen language that is not common', () => {
    expect(languageChoices('eo', 'en').filter(({ tag }) => tag === 'eo')).toEqual([{ tag: 'eo', name: 'Esperanto' }])
    expect(languageChoices('de', 'en').filter(({ tag }) => tag === 'de')).toHaveLength(1)
  })
})
