import { expect, type Page } from 'playwright/test'
import type { ErrorInfo, ErrorKind } from '../../../lib/chat/chat-error.ts'
import { remedyLabels, type Remedy } from '../../../lib/chat/remedy.ts'
import type { ProviderLimits } from '../../../lib/chat/settings.ts'
import type { LogEntry } from '../../fake-provider/log.ts'
import { startFakeProvider, type FakeProvider } from '../../fake-provider/server.ts'
import { addGateway, call, faultHosts, key, presetOf, watchEnds, type Target } from './calls.ts'
import { chatIn } from './chat.ts'
import { startGloss, type Gloss, type GlossOptions } from './gloss.ts'
import { dumpDatabases, surfacesOf } from './surfaces.ts'

/** How an answer must have ended. */
export type Ending = {
  status: 'complete' | 'failed' | 'stopped'
  kind?: ErrorKind
  /** What the reader is told. */
  sentence?: RegExp
  remedy?: Remedy
  /** All that is kept of the answer, exactly. */
  text?: string
  /** Questions that the server was asked, counted there. */
  requests: number
  /** Who counts them, where it is not the pretended provider. */
  count?: () => number
  /** Who is asked the next question; absent: the gateway. */
  next?: Target
}

type StoredAnswer = {
  id: string
  status: string
  role: string
  parts: { type: string; text: string }[]
  error?: ErrorInfo
}

/** A browser with Gloss that is kept over many faults, each of which must leave it whole. */
export class FaultRig {
  readonly gloss: Gloss
  readonly provider: FakeProvider
  readonly panel: Page
  readonly chat: ReturnType<typeof chatIn>
  /** A server of the user's own that speaks OpenAI's protocol and asks for a key. */
  readonly gateway: Target
  readonly ollama: Target
  readonly #said: string[] = []

  constructor(gloss: Gloss, provider: FakeProvider, panel: Page, targets: { gateway: Target; ollama: Target }) {
    this.gloss = gloss
    this.provider = provider
    this.panel = panel
    this.chat = chatIn(panel)
    this.gateway = targets.gateway
    this.ollama = targets.ollama
    panel.on('console', (message) => this.#said.push(message.text()))
    gloss.worker()?.on('console', (message) => this.#said.push(message.text()))
  }

  /** Adds a server of the user's own, with the key. */
  addGateway(baseUrl: string): Promise<Target> {
    return addGateway(this.panel, baseUrl)
  }

  /** Changes what is named of a provider's own settings; `null` takes it back. */
  async configure(
    { providerId }: Target,
    settings: { baseUrl?: string; limits?: ProviderLimits | null },
  ): Promise<void> {
    await call(this.panel, 'saveProvider', { providerId, settings })
  }

  /** As before the first fault. */
  async reset(): Promise<void> {
    this.provider.reset()
    this.provider.script({ paceMs: 2 })
    await this.configure(this.ollama, { baseUrl: this.provider.url, limits: null })
    await this.configure(this.gateway, { limits: null })
  }

  /** Asks in a new chat. */
  async ask(target: Target, question: string): Promise<void> {
    await this.panel.bringToFront()
    await this.panel.getByTestId('new-chat').click()
    await expect(this.chat.questions).toHaveCount(0)
    await this.choose(target)
    await this.chat.ask(question)
  }

  /** The questions that reached the pretended provider. */
  asked(): LogEntry[] {
    return this.provider.log().filter(({ method, path }) => method === 'POST' && /\/chat(\/completions)?$/.test(path))
  }

  /** Waits for the end of the newest answer, judges it, and what every fault must leave alone. */
  async endsWith(ending: Ending): Promise<void> {
    await this.hasEnded(ending)
    const requests = ending.count?.() ?? this.asked().length
    expect(requests, 'questions that the server was asked').toBe(ending.requests)
    await this.keepsTheKey()
    await this.goesOn(ending.next ?? this.gateway)
  }

  async hasEnded({ status, kind, sentence, remedy, text }: Ending): Promise<void> {
    const shown = this.chat.answerThat(status)
    await expect(shown).toBeVisible({ timeout: 25_000 })
    const id = await shown.getAttribute('data-message-id')
    const stored = (await this.#storedAnswers()).find((message) => message.id === id)
    expect(stored?.status).toBe(status)
    expect(stored?.error?.kind).toBe(kind)
    if (text !== undefined) expect(stored && textOf(stored)).toBe(text)
    if (stored && textOf(stored).trim() !== '') await expect(this.chat.answerText).toBeVisible()
    const ends: unknown = await this.panel.evaluate((message) => globalThis.glossEnds?.[message ?? ''], id)
    expect(ends, 'ends that the reader saw').toEqual([status])
    if (status !== 'failed') {
      await expect(this.chat.answer.getByTestId('message-error')).toHaveCount(0)
      return
    }
    await expect(this.chat.error).toHaveCount(1)
    if (sentence) await expect(this.chat.error).toContainText(sentence)
    if (remedy) await expect(this.chat.error.getByRole('button', { name: remedyLabels[remedy] })).toBeVisible()
  }

  async keepsTheKey(): Promise<void> {
    const log = this.provider.log()
    const places: Record<string, string> = {
      ...(await surfacesOf(this.panel)),
      said: this.#said.join('\n'),
      requested: log.map(({ path }) => path).join('\n'),
      sent: JSON.stringify(log.map(({ body }) => body)),
    }
    expect(places.database, 'the search reaches the database').toContain('"conversationId"')
    const found = Object.entries(places).filter(([, text]) => text.includes(key) || text.includes(key.slice(3)))
    expect(found.map(([name]) => name)).toEqual([])
  }

  /** The next question is answered, by the same worker, and nothing is left in writing. */
  async goesOn(next: Target): Promise<void> {
    await this.reset()
    this.provider.script({ reply: 'And on it goes.', paceMs: 0 })
    await this.choose(next)
    await this.chat.ask('Are you still there?')
    await expect(this.chat.answerThat('complete').getByTestId('message-text')).toHaveText('And on it goes.')
    expect(this.asked()).toHaveLength(1)
    expect(await this.gloss.worker()?.evaluate(() => 'glossMark' in globalThis), 'the same worker').toBe(true)
    expect((await this.#storedAnswers()).filter(({ status }) => status === 'streaming')).toEqual([])
  }

  async choose({ presetId }: Target): Promise<void> {
    await call(this.panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
    await expect(this.chat.picker).toHaveAttribute('data-value', `preset:${presetId}`)
  }

  async stop(): Promise<void> {
    await this.gloss.stop()
    await this.provider.close()
    expect(this.gloss.problems).toEqual([])
  }

  async #storedAnswers(): Promise<StoredAnswer[]> {
    const databases = await this.panel.evaluate(dumpDatabases)
    const messages = databases['gloss/messages'] as StoredAnswer[]
    return messages.filter(({ role }) => role === 'assistant')
  }
}

export async function startFaultRig(options: Omit<GlossOptions, 'hosts'>): Promise<FaultRig> {
  const provider = await startFakeProvider()
  const gloss = await startGloss({ ...options, hosts: faultHosts })
  const panel = await gloss.openPanelInTab()
  await panel.evaluate(watchEnds)
  await gloss.worker()?.evaluate(() => Object.assign(globalThis, { glossMark: true }))
  await call(panel, 'saveProvider', { providerId: 'ollama', settings: { baseUrl: provider.url } })
  const ollama = { providerId: 'ollama', presetId: await presetOf(panel, 'ollama') }
  return new FaultRig(gloss, provider, panel, { gateway: await addGateway(panel, provider.openaiUrl), ollama })
}

function textOf({ parts }: StoredAnswer): string {
  return parts.map(({ type, text }) => (type === 'text' ? text : '')).join('')
}
