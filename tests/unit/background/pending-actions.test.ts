import { beforeEach, describe, expect, it, vi } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { createClaims } from '../../../entrypoints/background/pending-actions'
import type { PendingAction } from '../../../lib/chat/pending-action'
import { listPendingActions, putPendingAction, watchPendingActions } from '../../../lib/prompts/pending-action'

const action = (id: string, windowId = 1, createdAt = 1): PendingAction => ({
  id,
  windowId,
  kind: 'show',
  conversationId: 'a',
  createdAt,
})

describe('pending actions', () => {
  beforeEach(() => fakeBrowser.reset())

  it('are handed to one panel of their own window, oldest first', async () => {
    await putPendingAction(action('late', 1, 2))
    await putPendingAction(action('early', 1, 1))
    await putPendingAction(action('elsewhere', 2))
    const claims = createClaims(() => 0)
    expect((await claims.claim(1, 'panel'))?.id).toBe('early')
    expect((await claims.claim(1, 'another panel'))?.id).toBe('late')
    expect(await claims.claim(1, 'a third panel')).toBeNull()
    expect((await claims.claim(2, 'panel'))?.id).toBe('elsewhere')
  })

  it('are gone once carried out', async () => {
    await putPendingAction(action('one'))
    const claims = createClaims(() => 0)
    await claims.claim(1, 'panel')
    await claims.settle('one')
    expect(await listPendingActions(1)).toEqual([])
    expect(await claims.claim(1, 'panel')).toBeNull()
  })

  it('are free again when the panel that claimed them vanished, or the worker did', async () => {
    await putPendingAction(action('one'))
    let now = 0
    const claims = createClaims(() => now)
    await claims.claim(1, 'vanished')
    expect(await claims.claim(1, 'panel')).toBeNull()
    now = 6_000
    expect((await claims.claim(1, 'panel'))?.id).toBe('one')
    expect((await createClaims(() => 0).claim(1, 'other'))?.id).toBe('one')
  })

  it('wake only the panels of their window, and only when put', async () => {
    const woken = vi.fn<() => void>()
    watchPendingActions(1, woken)
    await putPendingAction(action('elsewhere', 2))
    expect(woken).not.toHaveBeenCalled()
    await putPendingAction(action('here'))
    expect(woken).toHaveBeenCalledOnce()
    await createClaims(() => 0).settle('here')
    expect(woken).toHaveBeenCalledOnce()
  })
})
