import 'fake-indexeddb/auto'
import '../../helpers/fake-storage'
import { liveQuery } from 'dexie'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { db } from '../../../lib/db/db'
import { Journal } from '../../../lib/db/journal'
import { getMessage } from '../../../lib/db/messages'
import { howItEnded, Recovery } from '../../../lib/engine/recover'
import { message } from '../../helpers/messages'

const nobody = () => false

describe('the end of the worker before', () => {
  beforeEach(() => {
    fakeBrowser.reset()
    vi.spyOn(browser.runtime, 'getManifest').mockReturnValue({ version: '1.0.0' } as never)
  })

  it('was its own while the session lasts', async () => {
    expect(await howItEnded()).toBe('off')
    expect(await howItEnded()).toBe('worker')
  })

  it('was an update when the version is another', async () => {
    await howItEnded()
    await browser.storage.session.clear()
    vi.mocked(browser.runtime.getManifest).mockReturnValue({ version: '1.1.0' } as never)
    expect(await howItEnded()).toBe('update')
    await browser.storage.session.clear()
    expect(await howItEnded()).toBe('off')
  })
})

describe('an answer that lost its run', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    await db.messages.clear()
    await db.messages.add(message({ parts: [{ type: 'text', text: 'So far' }] }))
  })

  it('keeps its text and says what took it', async () => {
    await new Recovery().recover('worker', nobody)
    expect(await getMessage('answer')).toMatchObject({
      status: 'interrupted',
      interruption: 'worker',
      parts: [{ type: 'text', text: 'So far' }],
    })
  })

  it('has pages read anew what the worker stored last and did not tell of', async () => {
    await new Journal('answer').begin(message({}))
    const seen = vi.fn()
    const reading = liveQuery(() => db.queue.count()).subscribe(seen)
    await vi.waitFor(() => expect(seen).toHaveBeenLastCalledWith(0))
    const line = db.backendDB().transaction('queue', 'readwrite').objectStore('queue')
    line.add({ id: 'q', conversationId: 'conversation', place: 0 })
    await new Recovery().recover('worker', nobody)
    await vi.waitFor(() => expect(seen).toHaveBeenLastCalledWith(1))
    reading.unsubscribe()
    await db.queue.clear()
  })

  it('is left alone while a run writes it', async () => {
    await new Recovery().recover('worker', () => true)
    expect(await getMessage('answer')).toMatchObject({ status: 'streaming' })
  })

  it('learns afterwards that the browser was started anew, whatever else is told', async () => {
    const recovery = new Recovery()
    await recovery.recover('off', nobody)
    await recovery.learned('reload')
    expect(await getMessage('answer')).toMatchObject({ interruption: 'reload' })
    await recovery.learned('browser')
    await recovery.learned('reload')
    expect(await getMessage('answer')).toMatchObject({ interruption: 'browser' })
  })

  it('does not change its mind where it was known, nor once it is gone on with', async () => {
    const recovery = new Recovery()
    await recovery.recover('worker', nobody)
    await recovery.learned('browser')
    expect(await getMessage('answer')).toMatchObject({ interruption: 'worker' })
    await db.messages.update('answer', { status: 'streaming', interruption: 'off' })
    await recovery.learned('browser')
    expect(await getMessage('answer')).toMatchObject({ status: 'streaming', interruption: 'off' })
  })
})
