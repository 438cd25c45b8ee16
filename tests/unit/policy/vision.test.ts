import { describe, expect, it } from 'vitest'
import type { Attachment } from '../../../lib/chat/attachment'
import { builtinPreset } from '../../../lib/chat/preset'
import { requireVision, visionOf } from '../../../lib/policy/vision'

const asked = { providerId: 'ollama', model: 'small' }
const page: Attachment = { id: 'p', kind: 'page', url: '', title: '', capturedAt: 0, text: 'Text.', hash: '' }
const picture: Attachment = {
  ...page,
  kind: 'image',
  text: '',
  image: { mediaType: 'image/png', data: 'iVBO', width: 1, height: 1 },
}

describe('whether a model sees pictures', () => {
  it('is what its provider says', () => {
    expect(visionOf(asked, [{ id: 'small', vision: true }])).toBe('sees')
    expect(visionOf(asked, [{ id: 'small', vision: false }])).toBe('blind')
    expect(visionOf(asked, [{ id: 'small' }])).toBe('unknown')
    expect(visionOf(asked, [{ id: 'other', vision: false }])).toBe('unknown')
    expect(visionOf(builtinPreset, [])).toBe('blind')
  })

  it('refuses pictures for one that is known not to, and nothing else', () => {
    const blind = [{ id: 'small', vision: false }]
    expect(() => requireVision(asked, [page, picture], blind)).toThrow(
      'small cannot see pictures: choose a model that can.',
    )
    expect(() => requireVision(asked, [page], blind)).not.toThrow()
    expect(() => requireVision(asked, [picture], [])).not.toThrow()
    expect(() => requireVision(builtinPreset, [picture], [])).toThrow('The built-in reader cannot see pictures')
  })
})
