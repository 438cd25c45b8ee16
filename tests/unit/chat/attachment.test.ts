import { describe, expect, it } from 'vitest'
import { attachmentIdOf, holdsAttachment, leavingOut } from '../../../lib/chat/attachment'
import { attachment } from '../../helpers/messages'

describe('what leaves a snapshot out', () => {
  const picture = attachment({
    kind: 'image',
    title: 'Map',
    text: '',
    context: { heading: 'Part I' },
    image: { mediaType: 'image/png', data: 'AAAA', width: 2, height: 1 },
  })

  it('names it and holds nothing of it', () => {
    const { kind, url, title, hash } = picture
    expect(leavingOut(picture, 7)).toEqual({ kind, url, title, hash, capturedAt: 7, text: '', leftOut: true })
  })

  it('is nothing to ask about, which its id tells', () => {
    const ids = ['a', 'b'].values()
    const createId = () => ids.next().value ?? ''
    const without = attachmentIdOf(leavingOut(picture, 7), createId)
    const other = attachmentIdOf(picture, createId)
    expect(other).toBe('b')
    expect(holdsAttachment([])).toBe(false)
    expect(holdsAttachment([without])).toBe(false)
    expect(holdsAttachment([without, other])).toBe(true)
  })
})
