import { describe, expect, it, vi } from 'vitest'
import { sharedWatch } from '../../../lib/panel/shared-watch'

/** Something that is watched, by whoever watches it. */
function world() {
  const watchers = new Set<(value: string | null) => void>()
  const watch = vi.fn((onChange: (value: string | null) => void) => {
    watchers.add(onChange)
    return () => void watchers.delete(onChange)
  })
  return { watch, watchers, tell: (value: string | null) => watchers.forEach((onChange) => onChange(value)) }
}

describe('a shared watch', () => {
  it('watches once, tells all, and whoever comes later what is known', () => {
    const { watch, watchers, tell } = world()
    const follow = sharedWatch(watch)
    const [first, second] = [vi.fn(), vi.fn()]
    follow(first)
    tell('words')
    follow(second)
    expect(second).toHaveBeenLastCalledWith('words')
    tell('other words')
    expect(first).toHaveBeenLastCalledWith('other words')
    expect(second).toHaveBeenLastCalledWith('other words')
    expect(watchers.size).toBe(1)
  })

  it('ends with the last who wanted to know, and begins anew with the next', () => {
    const { watch, watchers, tell } = world()
    const follow = sharedWatch(watch)
    const listener = vi.fn()
    // The same function may listen twice.
    const stops = [follow(listener), follow(listener)]
    tell('words')
    stops[0]?.()
    stops[0]?.()
    expect(watchers.size).toBe(1)
    stops[1]?.()
    expect(watchers.size).toBe(0)
    const next = vi.fn()
    follow(next)
    expect(next).not.toHaveBeenCalled()
    expect(watch).toHaveBeenCalledTimes(2)
  })
})
