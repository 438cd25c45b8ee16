import { describe, expect, it } from 'vitest'
import { isExplainable, remedyFor } from '../../../lib/chat/remedy'

describe('the remedy of a failure', () => {
  it('is to try again where there is nothing to allow', () => {
    expect(remedyFor({ kind: 'permission', message: '' })).toBe('retry')
    expect(remedyFor({ kind: 'permission', message: '', originPattern: 'https://a.example/*' })).toBe('grant')
  })

  it('is to trim what is too long, where something can be trimmed', () => {
    expect(remedyFor({ kind: 'context-length', message: '' }, true)).toBe('trim')
    expect(remedyFor({ kind: 'context-length', message: '' })).toBe('new-chat')
    // An answer that grew too large does not get smaller by asking less.
    expect(remedyFor({ kind: 'too-large', message: '' }, true)).toBe('new-chat')
    expect(remedyFor({ kind: 'unreachable', message: '' }, true)).toBe('retry')
  })

  it('leads to the preset whose parameters were refused', () => {
    expect(remedyFor({ kind: 'bad-request', message: '', presetId: 'p' })).toBe('open-preset')
  })
})

describe('a failure that a checkup explains', () => {
  it.each([
    ['auth', 'p', true],
    ['unreachable', 'p', true],
    ['stalled', 'p', true],
    ['unreachable', undefined, false],
    ['context-length', 'p', false],
    ['aborted', 'p', false],
  ] as const)('%s of provider %s: %s', (kind, providerId, expected) => {
    expect(isExplainable({ kind, message: '', ...(providerId === undefined ? {} : { providerId }) })).toBe(expected)
  })

  it('is none that lies in a preset', () => {
    expect(isExplainable({ kind: 'bad-request', message: '', providerId: 'p', presetId: 'q' })).toBe(false)
  })
})
