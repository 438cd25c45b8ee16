import { describe, expect, it } from 'vitest'
import { quickAction, quickActions } from '../../../lib/prompts/quick-actions'

describe('quick actions', () => {
  it('wait for the user’s question only where they ask', () => {
    expect(quickActions.filter(({ question }) => !question).map(({ id }) => id)).toEqual(['ask'])
  })

  it('name the language a translation goes to', () => {
    const translate = quickAction('translate')?.question
    expect(translate?.('de')).toBe('Translate this passage into German.')
    expect(translate?.('pt-BR')).toBe('Translate this passage into Brazilian Portuguese.')
    expect(translate?.('not a tag')).toBe('Translate this passage into not a tag.')
  })
})
