import { describe, expect, it } from 'vitest'
import { parsePress } from '../../../../lib/page/overlay/keys'
import { moved, within } from '../../../../lib/page/overlay/region-overlay'

const view = { width: 800, height: 600 }
const region = { left: 100, top: 100, width: 200, height: 100 }
const by = 16

describe('a region', () => {
  it('moves by arrows, and stops at the edges', () => {
    expect(moved(region, 'ArrowRight', { resize: false, by }, view)).toEqual({ ...region, left: 116 })
    let last = region
    for (let press = 0; press < 100; press += 1) last = moved(last, 'ArrowLeft', { resize: false, by }, view)
    expect(last).toEqual({ ...region, left: 0 })
    for (let press = 0; press < 100; press += 1) last = moved(last, 'ArrowDown', { resize: false, by }, view)
    expect(last).toEqual({ ...region, left: 0, top: 500 })
  })

  it('is resized at its lower right corner, never to nothing and never out of the window', () => {
    expect(moved(region, 'ArrowDown', { resize: true, by }, view)).toEqual({ ...region, height: 116 })
    let last = region
    for (let press = 0; press < 100; press += 1) last = moved(last, 'ArrowLeft', { resize: true, by }, view)
    expect(last).toEqual({ ...region, width: 8 })
    for (let press = 0; press < 100; press += 1) last = moved(last, 'ArrowRight', { resize: true, by }, view)
    expect(last).toEqual({ ...region, width: 700 })
  })

  it('is left alone by other keys', () => expect(moved(region, 'Enter', { resize: false, by }, view)).toBe(region))

  it('is cut where a drag leaves the window', () => {
    expect(within({ left: -50, top: 550, width: 100, height: 200 }, view)).toEqual({
      left: 0,
      top: 550,
      width: 50,
      height: 50,
    })
  })
})

describe('a key that the panel passes on', () => {
  it('is one of those that an overlay understands', () => {
    expect(parsePress({ key: 'Enter', shift: true })).toEqual({ key: 'Enter', shift: true, alt: false })
    for (const other of [null, 'Enter', {}, { key: 'a' }, { key: 5 }]) expect(parsePress(other)).toBeNull()
  })
})
