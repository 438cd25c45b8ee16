import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CDPSession, Locator, Page } from 'playwright'
import { expect } from 'playwright/test'
import type { Display } from '../../../scripts/lib/display.ts'
import { chromeBuild } from '../../../scripts/lib/project.ts'
import { killBrowser, processIdOf } from './browser-process.ts'
import { addGateway, call, faultHosts, key, watchEnds, type Target } from './calls.ts'
import { chatIn } from './chat.ts'
import { startGloss, type Gloss } from './gloss.ts'
import { storedTurns, type StoredTurn } from './stored.ts'
import { surfacesOf } from './surfaces.ts'
import { WordServer, type Spoken } from './word-server.ts'
import { reloaded } from './whole-panel.ts'

export type Status = 'complete' | 'failed' | 'stopped' | 'interrupted'

/** What became of one answer. */
export type Verdict = {
  status: string
  text: string
  /** How old the oldest text was that is missing, when the worker or the browser died; 0 when none is. */
  lostMs: number
  /** Milliseconds from the death until the panel showed how it stands. */
  delayMs: number | undefined
}

/**
 * Gloss and a server that knows what it said, for faults that end processes. Workers and browsers come and go; the
 * profile stays.
 */
export class LifeRig {
  readonly server: WordServer
  readonly folder: string
  readonly #display: Display
  readonly #url: string
  readonly #said: string[] = []
  readonly #problems: string[] = []
  gateway: Target = { providerId: '', presetId: '' }
  #gloss: Gloss | undefined
  #panel: Page | undefined
  #killer: CDPSession | undefined
  #count = 0

  private constructor(server: WordServer, folder: string, display: Display, url: string) {
    this.server = server
    this.folder = folder
    this.#display = display
    this.#url = url
  }

  static async start({ display, url }: { display: Display; url: string }): Promise<LifeRig> {
    const folder = await mkdtemp(join(tmpdir(), 'gloss-life-'))
    const rig = new LifeRig(await WordServer.start(), folder, display, url)
    await rig.launch()
    rig.gateway = await addGateway(rig.panel, rig.server.baseUrl)
    await rig.choose(rig.gateway)
    return rig
  }

  get gloss(): Gloss {
    if (!this.#gloss) throw new Error('No browser runs.')
    return this.#gloss
  }

  /** The panel's page in a tab. */
  get panel(): Page {
    if (!this.#panel) throw new Error('No panel is open.')
    return this.#panel
  }

  get chat(): ReturnType<typeof chatIn> {
    return chatIn(this.panel)
  }

  /** A word that no other question begins with. */
  tag(): string {
    this.#count += 1
    return `q${this.#count}`
  }

  /** Starts the browser with the profile as it is. */
  async launch(): Promise<void> {
    this.#gloss = await startGloss({
      build: chromeBuild,
      display: this.#display,
      hosts: faultHosts,
      url: this.#url,
      folder: this.folder,
    })
    this.#killer = undefined
    await this.openPanel()
  }

  async openPanel(): Promise<Page> {
    this.#panel = await this.gloss.openPanelInTab()
    await this.follow(this.#panel)
    return this.#panel
  }

  /** Listens to all that a page of ours says and shows. */
  async follow(panel: Page): Promise<void> {
    panel.on('console', (message) => this.#said.push(message.text()))
    await panel.evaluate(watchEnds)
  }

  /** Loads the panel anew, as when it was closed and opened. */
  async reloadPanel(): Promise<void> {
    await reloaded(this.panel)
    await expect(this.chat.composer).toBeVisible()
    await this.panel.evaluate(watchEnds)
  }

  async choose({ presetId }: Target, panel = this.panel): Promise<void> {
    await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
    await expect(panel.getByTestId('preset-picker')).toHaveAttribute('data-value', `preset:${presetId}`)
  }

  async newChat(): Promise<void> {
    await this.panel.getByTestId('new-chat').click()
    await expect(this.chat.questions).toHaveCount(0)
    await this.chat.composer.fill('')
  }

  /** Asks in a new chat. Gives the tag that the answer's words begin with. */
  async ask(tag = this.tag()): Promise<string> {
    await this.newChat()
    await this.chat.ask(questionOf(tag))
    return tag
  }

  /** Ends the worker as the browser does. Gives the moment just before. */
  async killWorker(): Promise<number> {
    if (!this.#killer) {
      this.#killer = await this.gloss.context.newCDPSession(this.gloss.page)
      await this.#killer.send('ServiceWorker.enable')
    }
    const at = Date.now()
    await this.#killer.send('ServiceWorker.stopAllWorkers')
    return at
  }

  /** The browser's own process; what it started dies with it. */
  processId(): Promise<number> {
    return processIdOf(this.gloss.context)
  }

  /** `kill -9`, to everything of the browser at once. Gives the moment just before. */
  async killBrowser(): Promise<number> {
    const at = await killBrowser(this.gloss.context)
    this.#takeProblems()
    this.#gloss = undefined
    this.#panel = undefined
    return at
  }

  /** The shown answer once it is at an end. */
  ended(status?: Status): Locator {
    const messages = '[data-testid=message][data-role=assistant]'
    return this.panel.locator(
      status ? `${messages}[data-status=${status}]` : `${messages}:not([data-status=streaming])`,
    )
  }

  turns(tag: string, panel = this.panel): Promise<StoredTurn[]> {
    return panel.evaluate(storedTurns, questionOf(tag))
  }

  /** How many characters of a question's answer have been written into its journal so far. */
  async journalled(tag: string): Promise<number> {
    const [turn] = await this.turns(tag)
    const prefix = `journal:${turn?.answers[0]?.id ?? ''}:`
    const pieces: unknown = await this.panel.evaluate(`chrome.storage.local.get(null).then((all) =>
      Object.entries(all).filter(([name]) => name.startsWith('${prefix}')).map(([, piece]) => piece))`)
    // Pieces are kept as JSON, since the store itself spoils lonely halves of a pair.
    const segments = (pieces as string[]).flatMap((piece) => JSON.parse(piece) as { text?: string }[])
    return segments.reduce((sum, { text }) => sum + (text?.length ?? 0), 0)
  }

  /**
   * Judges what became of a question that was asked once: stored once, asked of the server at most once, one answer,
   * at an end, and no word of it missing in the middle, wrong or there twice.
   */
  async judge(tag: string, allowed: readonly Status[], diedAt?: number): Promise<Verdict> {
    const turns = await this.turns(tag)
    expect(turns, `${tag}: stored as one question`).toHaveLength(1)
    const [{ answers } = { answers: [] }] = turns
    expect(answers, `${tag}: one answer`).toHaveLength(1)
    const [{ id, status, text, failure } = { id: '', status: '', text: '', failure: '' }] = answers
    expect(allowed, `${tag} ended so ${failure}`).toContain(status)
    const asked = this.server.answersTo(tag)
    expect(asked.length, `${tag}: requests`).toBeLessThanOrEqual(1)
    const whole = asked[0]?.pieces.join('') ?? ''
    expect(whole.startsWith(text), `${tag}: "${text.slice(-60)}" is not how the answer begins`).toBe(true)
    if (status === 'complete') expect(text, `${tag} is whole`).toBe(whole)
    const ends = await this.panel.evaluate(
      (message) => ({ seen: globalThis.glossEnds?.[message], at: globalThis.glossEndedAt?.[message] }),
      id,
    )
    if (ends.seen) expect(ends.seen, `${tag}: ends that the reader saw`).toEqual([status])
    return {
      status,
      text,
      lostMs: diedAt === undefined || !asked[0] ? 0 : lostMs(asked[0], text, diedAt),
      delayMs: diedAt === undefined || ends.at === undefined ? undefined : ends.at - diedAt,
    }
  }

  /** What every fault must leave alone: the key is nowhere, nothing is left in writing, and the next question works. */
  async staysWhole(): Promise<void> {
    const places: Record<string, string> = { ...(await surfacesOf(this.panel)), said: this.#said.join('\n') }
    expect(places.database, 'the search reaches the database').toContain('"conversationId"')
    const found = Object.entries(places).filter(([, text]) => text.includes(key) || text.includes(key.slice(3)))
    expect(
      found.map(([name]) => name),
      'places that hold the key',
    ).toEqual([])
    this.server.script({})
    const tag = await this.ask()
    await expect(this.ended('complete')).toBeVisible()
    await this.judge(tag, ['complete'])
    expect(await this.panel.evaluate(countStreaming), 'answers left in writing').toBe(0)
  }

  /** Closes the browser in order and leaves the profile. */
  async close(): Promise<void> {
    if (!this.#gloss) return
    await this.#gloss.stop()
    this.#takeProblems()
    this.#gloss = undefined
  }

  async stop(): Promise<void> {
    await this.close()
    await this.server.stop()
    await rm(this.folder, { recursive: true, force: true, maxRetries: 3 })
    expect(this.#problems).toEqual([])
  }

  #takeProblems(): void {
    this.#problems.push(...(this.#gloss?.problems ?? []))
  }
}

export function questionOf(tag: string): string {
  return `${tag} and what came of it?`
}

/** How long before the death the first of the lost pieces had left the server. */
function lostMs({ pieces, sentAt }: Spoken, kept: string, diedAt: number): number {
  let length = 0
  const first = pieces.findIndex((piece) => (length += piece.length) > kept.length)
  const sent = first < 0 ? undefined : sentAt[first]
  return sent === undefined ? 0 : Math.max(0, diedAt - sent)
}

/** In a page of ours. */
async function countStreaming(): Promise<number> {
  const opened = indexedDB.open('gloss')
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    opened.addEventListener('success', () => resolve(opened.result))
    opened.addEventListener('error', () => reject(opened.error ?? new Error('It did not open.')))
  })
  const counted = database.transaction('messages').objectStore('messages').index('status').count('streaming')
  const count = await new Promise<number>((resolve, reject) => {
    counted.addEventListener('success', () => resolve(counted.result))
    counted.addEventListener('error', () => reject(counted.error ?? new Error('It did not count.')))
  })
  database.close()
  return count
}
