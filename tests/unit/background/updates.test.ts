import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { deferUpdates } from '../../../entrypoints/background/updates'
import type { Engine } from '../../../lib/engine/engine'
import type { RunListener } from '../../../lib/engine/runs'

function setUp({ busy = true, pages = 0 } = {}) {
  const state = { busy, pages }
  let listener: RunListener = () => {}
  const engine = {
    get busy() {
      return state.busy
    },
    queue: { settled: async () => undefined },
    subscribe: (one: RunListener) => {
      listener = one
      return () => {}
    },
  } as unknown as Engine
  const reload = vi.fn()
  let announce = () => {}
  Object.assign(browser.runtime, {
    reload,
    onUpdateAvailable: { addListener: (one: () => void) => (announce = one) },
    getContexts: async () => [
      { contextType: 'BACKGROUND' },
      ...Array.from({ length: state.pages }, () => ({ contextType: 'SIDE_PANEL' })),
    ],
  })
  deferUpdates(engine)
  const end = async () => {
    listener('c', { messageId: 'm', event: { type: 'status', status: 'complete' } })
    await settle()
  }
  return { state, reload, end, announce: () => announce() }
}

const settle = () => new Promise((resolve) => setTimeout(resolve))

describe('a new version', () => {
  beforeEach(() => vi.restoreAllMocks())

  it('waits while an answer is being written, and is loaded when the last one ended', async () => {
    const { state, reload, end, announce } = setUp()
    announce()
    await settle()
    await end()
    expect(reload).not.toHaveBeenCalled()
    state.busy = false
    await end()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('is loaded at once when nothing is going on', async () => {
    const { reload, announce } = setUp({ busy: false })
    announce()
    await settle()
    expect(reload).toHaveBeenCalledOnce()
  })

  it('closes no page of ours', async () => {
    const { reload, end, announce } = setUp({ busy: false, pages: 1 })
    announce()
    await settle()
    await end()
    expect(reload).not.toHaveBeenCalled()
  })

  it('is not looked for where none was announced', async () => {
    const { reload, end } = setUp({ busy: false })
    await end()
    expect(reload).not.toHaveBeenCalled()
  })
})
