import { describe, expect, it } from 'vitest'
import { alphaOf, isLostOn } from '../../../lib/page/colour'

describe('isLostOn', () => {
  it.each([
    ['rgb(255, 255, 255)', 'rgb(255, 255, 255)', true],
    ['rgb(250, 250, 250)', 'rgb(255, 255, 255)', true],
    ['rgb(230, 230, 230)', 'rgb(255, 255, 255)', false],
    ['rgb(17, 17, 17)', 'rgb(18, 18, 18)', true],
    ['rgba(0, 0, 0, 0.03)', 'rgb(255, 255, 255)', true],
    ['rgba(0, 0, 0, 0.5)', 'rgb(255, 255, 255)', false],
    ['color(srgb 1 1 1)', 'rgb(255, 255, 255)', true],
    ['oklch(0.9 0.1 90)', 'oklch(0.9 0.1 90)', true],
    ['oklch(0.9 0.1 90)', 'rgb(255, 255, 255)', false],
  ])('%s on %s: %s', (text, background, lost) => {
    expect(isLostOn(text, background)).toBe(lost)
  })
})

describe('alphaOf', () => {
  it.each([
    ['transparent', 0],
    ['rgb(1, 2, 3)', 1],
    ['rgba(1, 2, 3, 0.25)', 0.25],
    ['color(srgb 0 0 0 / 0.5)', 0.5],
    ['oklch(0.9 0.1 90 / 0)', 0],
    ['lab(50 10 10 / 40%)', 0.4],
    ['lab(50 10 10)', 1],
  ])('%s is %d', (text, alpha) => {
    expect(alphaOf(text)).toBeCloseTo(alpha)
  })
})
