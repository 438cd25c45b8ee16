import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { createCheckups, serveCheckups } from '../../../entrypoints/background/checkups'
import { ChatError } from '../../../lib/chat/chat-error'
import type { Dispatch } from '../../../lib/engine/dispatch'
import type { CheckupMessage } from '../../../lib/messaging/port'
import { startCheckup } from '../../../lib/panel/checkup'
import { linkedPorts, type FakePort } from '../../helpers/linked-ports'

const origin = 'chrome-extension://gloss'
const sender = { id: 'gloss', origin, url: `${origin}/options.html` }
const gateway = { id: 'mine', name: 'Mine', wire: 'openai-chat' as const, baseUrl: 'https://ai.example/v1' }

/** A page and a worker over linked ports, and a server that is silent until the line is cut. */
async function setUp() {
  await browser.storage.local.set({ settings: { version: 1, customProviders: [gateway] } })
  const asked = Promise.withResolvers<AbortSignal>()
  const dispatch: Dispatch = {
    listModels: () => Promise.resolve([{ id: 'm' }]),
    // A server that never says a word.
    // oxlint-disable-next-line require-yield
    async *chat(_id, _request, signal) {
      asked.resolve(signal)
      await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
      throw new ChatError('aborted', 'Stopped.')
    },
  }
  let serve: (port: FakePort) => void = () => {}
  vi.spyOn(browser.runtime.onConnect, 'addListener').mockImplementation((listener: unknown) => {
    serve = listener as typeof serve
  })
  const checkups = createCheckups(dispatch, () => 0)
  serveCheckups(checkups)
  const pages: FakePort[] = []
  vi.spyOn(browser.runtime, 'connect').mockImplementation(((info: { name: string }) => {
    const { panel, worker } = linkedPorts(info.name)
    worker.sender = sender
    pages.push(panel)
    // A port is heard of at its other end a moment later.
    queueMicrotask(() => serve(worker))
    return panel
  }) as unknown as typeof browser.runtime.connect)
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(((message: {
    input: Parameters<typeof checkups.check>[0]
  }) => checkups.check(message.input).then((value) => ({ ok: true, value }))) as never)
  return { asked: asked.promise, checkups, pages, serve: (port: FakePort) => serve(port) }
}

describe('checkups', () => {
  beforeEach(() => {
    Object.assign(browser.runtime, { id: 'gloss', getPlatformInfo: () => Promise.resolve({ os: 'linux' }) })
    vi.spyOn(browser.runtime, 'getURL').mockImplementation((path: string) => origin + path)
    vi.spyOn(browser.permissions, 'contains').mockImplementation(() => Promise.resolve(true) as never)
  })

  it('bring the rungs as they are climbed, and end when they are stopped', async () => {
    const { asked } = await setUp()
    const seen: string[] = []
    const run = startCheckup({ providerId: 'mine', model: 'm' }, (rungs) => seen.push(rungs.at(-1)?.name ?? 'none'))
    const signal = await asked
    expect(seen).toEqual(['none', 'reachable'])
    run.stop()
    expect(await run.result).toMatchObject({ outcome: 'stopped' })
    expect(signal.aborted).toBe(true)
  })

  it('leave no request behind when the page is closed', async () => {
    const { asked, pages } = await setUp()
    const run = startCheckup({ providerId: 'mine', model: 'm' }, () => {})
    const signal = await asked
    expect(signal.aborted).toBe(false)
    pages[0]?.disconnect()
    await run.result
    expect(signal.aborted).toBe(true)
  })

  it('are not begun when nobody watches', async () => {
    const { checkups } = await setUp()
    const unwatched = checkups.check({ checkupId: 'x', providerId: 'mine', model: 'm' })
    await expect(unwatched).rejects.toMatchObject({ info: { kind: 'aborted' } })
  })

  it('can be stopped before they have begun', async () => {
    await setUp()
    vi.spyOn(browser.runtime, 'connect').mockImplementation(
      ((info: { name: string }) => linkedPorts(info.name).panel) as unknown as typeof browser.runtime.connect,
    )
    const run = startCheckup({ providerId: 'mine', model: 'm' }, () => {})
    run.stop()
    await expect(run.result).rejects.toMatchObject({ info: { kind: 'aborted' } })
  })

  it('are refused to strangers', async () => {
    const { serve } = await setUp()
    const { panel, worker } = linkedPorts('checkup:x')
    worker.sender = { ...sender, origin: 'https://example.org', url: 'https://example.org/' }
    const messages: CheckupMessage[] = []
    const closed = vi.fn<() => void>()
    panel.onMessage.addListener((message: unknown) => messages.push(message as CheckupMessage))
    panel.onDisconnect.addListener(closed)
    serve(worker)
    expect(closed).toHaveBeenCalled()
    expect(messages).toEqual([])
  })
})
