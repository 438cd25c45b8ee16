import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { createKeepAlive } from '../../../lib/engine/keep-alive'

describe('keep-alive', () => {
  const calls = vi.spyOn(browser.runtime, 'getPlatformInfo')
  beforeEach(() => {
    vi.useFakeTimers()
    calls.mockReset().mockImplementation(() => undefined)
  })
  afterEach(() => void vi.useRealTimers())

  it('calls well within the 30 seconds after which a worker is stopped', () => {
    const release = createKeepAlive().hold()
    vi.advanceTimersByTime(60_000)
    expect(calls).toHaveBeenCalledTimes(3)
    release()
  })

  it('stops with the last holder, and only then', () => {
    const keepAlive = createKeepAlive()
    const [one, two] = [keepAlive.hold(), keepAlive.hold()]
    one()
    one()
    vi.advanceTimersByTime(20_000)
    expect(calls).toHaveBeenCalledTimes(1)
    two()
    expect(vi.getTimerCount()).toBe(0)
  })
})
