import { deflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { withFewColours } from '../../../scripts/lib/few-colours'
import { readPng, writePng } from '../../../scripts/lib/png'

/** A PNG whose rows are as they are given: the kind of filter, then what is left of the bytes. */
function png(width: number, rows: readonly (readonly number[])[]): Buffer {
  const small = writePng(width, rows.length, new Uint8Array(width * rows.length), new Uint8Array(3))
  const header = Buffer.from(small.subarray(0, 33))
  // True colours.
  header[25] = 2
  const data = deflateSync(Buffer.from(rows.flat()))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([header, length, Buffer.from('IDAT', 'latin1'), data, Buffer.alloc(4)])
}

describe('the pictures of a browser', () => {
  it('are read whatever way their rows are filtered', () => {
    const file = png(2, [
      [0, 10, 20, 30, 40, 50, 60],
      [1, 10, 20, 30, 30, 30, 30],
      [2, 0, 0, 0, 1, 1, 1],
      [3, 5, 10, 15, 0, 0, 0],
      [4, 1, 1, 1, 0, 0, 0],
    ])
    const rows = [
      [10, 20, 30, 40, 50, 60],
      [10, 20, 30, 40, 50, 60],
      [10, 20, 30, 41, 51, 61],
      [10, 20, 30, 25, 35, 45],
      [11, 21, 31, 25, 35, 45],
    ]
    expect([...readPng(file).points]).toEqual(rows.flat())
  })

  it('are refused when they are of another kind', () => {
    expect(() => readPng(writePng(1, 1, new Uint8Array(1), new Uint8Array(3)))).toThrow('true colours')
  })

  it('have a point of each colour that stands for theirs', () => {
    const small = withFewColours(png(3, [[0, 250, 250, 250, 20, 20, 20, 250, 251, 250]]))
    const at = small.indexOf('PLTE')
    // Two colours: the third is that of its neighbour.
    expect(small.readUInt32BE(at - 4)).toBe(6)
    expect([...small.subarray(at + 4, at + 10)].toSorted((one, other) => one - other)).toEqual([
      20, 20, 20, 250, 250, 250,
    ])
  })
})
