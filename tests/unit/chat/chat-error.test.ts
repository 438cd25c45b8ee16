import { describe, expect, it } from 'vitest'
import { ChatError, errorKinds, toErrorInfo } from '../../../lib/chat/chat-error'
import { remedyFor, remedyLabels } from '../../../lib/chat/remedy'

describe('errors', () => {
  it('cross as data, with what they know and without their cause', () => {
    const error = new ChatError('auth', 'The key was refused.', { status: 401, cause: new Error('inner') })
    expect(toErrorInfo(error)).toEqual({ kind: 'auth', message: 'The key was refused.', status: 401 })
    expect(error.cause).toBeInstanceOf(Error)
  })

  it('call a defect a defect', () => {
    expect(toErrorInfo(new TypeError('x is not a function'))).toMatchObject({ kind: 'internal' })
    expect(toErrorInfo('text').detail).toBe('text')
  })

  it('have a remedy with a label for every kind', () => {
    for (const kind of errorKinds) expect(remedyLabels[remedyFor({ kind, message: '' })]).toMatch(/\w/)
  })

  it('offer access only where there is an address to ask for', () => {
    expect(remedyFor({ kind: 'permission', message: '' })).toBe('retry')
    expect(remedyFor({ kind: 'permission', message: '', originPattern: 'http://localhost/*' })).toBe('grant')
  })
})
