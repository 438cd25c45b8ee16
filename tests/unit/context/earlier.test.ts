import { describe, expect, it } from 'vitest'
import { earlierOf } from '../../../components/context/earlier'
import { leavingOut } from '../../../lib/chat/attachment'
import { attachment } from '../../helpers/messages'

const page = attachment({ id: 'page', title: 'Page', hash: 'h1' })
const picture = attachment({ id: 'picture', kind: 'image', title: 'Map', hash: 'h2' })
const trimmed = { ...page, id: 'trimmed', cuts: [{ from: 0, to: 1 }] }
const without = { ...leavingOut(page, 7), id: 'without' }

const shown = (referred: Parameters<typeof earlierOf>[0], draftIds: string[] = []) =>
  earlierOf(referred, draftIds).map(({ attachment: { id }, leftOut }) => (leftOut ? `${id} by ${leftOut.id}` : id))

describe('what was attached before', () => {
  it('goes along in its newest form, and keeps its place when it is left out', () => {
    expect(shown([page, picture, trimmed])).toEqual(['trimmed', 'picture'])
    expect(shown([page, picture, trimmed, without])).toEqual(['trimmed by without', 'picture'])
    expect(shown([page, picture, without], ['without'])).toEqual(['page by without', 'picture'])
  })

  it('is a chip of the draft once it stands there', () => {
    expect(shown([page, picture], ['picture'])).toEqual(['page'])
    expect(shown([page, without, page], ['page'])).toEqual([])
    expect(shown([page, trimmed], ['trimmed'])).toEqual([])
  })

  it('is nothing where only what left it out came along', () => {
    expect(shown([without])).toEqual([])
  })
})
