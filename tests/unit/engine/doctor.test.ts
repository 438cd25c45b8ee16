import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { ChatError, type ErrorKind } from '../../../lib/chat/chat-error'
import type { Rung, RungName } from '../../../lib/chat/checkup'
import type { CustomProvider } from '../../../lib/chat/settings'
import type { StreamEvent } from '../../../lib/chat/stream-event'
import type { ChatObserver, Dispatch } from '../../../lib/engine/dispatch'
import { checkProvider } from '../../../lib/engine/doctor'
import { changeSettings } from '../../../lib/settings/settings'

const gateway: CustomProvider = { id: 'mine', name: 'Mine', wire: 'openai-chat', baseUrl: 'https://ai.example/v1' }
const box: CustomProvider = { id: 'box', name: 'Box', wire: 'ollama', baseUrl: 'http://box.lan:11434' }
const origin = 'chrome-extension://abc'

/** What a server does with the one question, told step by step. */
type Play = (steps: { wait: (ms: number) => void; observer: ChatObserver }) => Generator<StreamEvent>

type Case = {
  providerId?: string
  model?: string
  list?: () => Promise<{ id: string }[]>
  play?: Play
  os?: string
  /** It fails before anything leaves. */
  unsent?: boolean
}

const count: Play = function* ({ wait }) {
  for (let number = 1; number <= 40; number++) {
    wait(20)
    yield { type: 'text-delta', text: `${number} ` }
  }
  yield { type: 'usage', usage: { inputTokens: 20, outputTokens: 80 } }
  yield { type: 'finish', reason: { unified: 'stop' } }
}

function fail(kind: ErrorKind, facts: ConstructorParameters<typeof ChatError>[2] = {}): Play {
  return function* () {
    yield* []
    throw new ChatError(kind, `It failed: ${kind}.`, facts)
  }
}

async function check({
  providerId = 'mine',
  model = 'm',
  list,
  play = count,
  os = 'linux',
  unsent = false,
}: Case = {}) {
  let now = 0
  let asked = 0
  const dispatch: Dispatch = {
    listModels: list ?? (() => Promise.resolve([{ id: 'm' }, { id: 'n' }])),
    async *chat(_id, request, signal, observer = {}) {
      await Promise.resolve()
      asked += 1
      if (!unsent) observer.onSend?.({ method: 'POST', url: 'https://ai.example', body: '' })
      for (const event of play({ wait: (ms) => (now += ms), observer })) {
        if (signal.aborted) throw new ChatError('aborted', 'Stopped.')
        yield event.type === 'model' ? { type: 'model', model: request.model } : event
      }
    },
  }
  const checkup = await checkProvider(
    dispatch,
    { providerId, model },
    {
      monotonicNow: () => now,
      surroundings: { origin, os },
      signal: new AbortController().signal,
      onProgress: () => {},
    },
  )
  const rung = (name: RungName): Rung => {
    const found = checkup.rungs.find((one) => one.name === name)
    if (!found) throw new Error(`There is no rung ${name}.`)
    return found
  }
  const states = checkup.rungs.map(({ state }) => ({ passed: 'P', failed: 'F', warning: 'W', skipped: '-' })[state])
  return { checkup, rung, asked, states: states.join('') }
}

describe('a checkup', () => {
  beforeEach(async () => {
    fakeBrowser.reset()
    vi.spyOn(browser.permissions, 'contains').mockImplementation(() => Promise.resolve(true) as never)
    await changeSettings((all) => ({ ...all, customProviders: [gateway, box] }))
  })

  it('climbs to the top with one short question', async () => {
    const { checkup, states, asked } = await check()
    expect(states).toBe('PPPP-PPPP')
    expect(checkup).toMatchObject({ outcome: 'good', headline: 'm answered; its first word came at once.' })
    expect(checkup.error).toBeUndefined()
    expect(asked).toBe(1)
  })

  const failures: [ErrorKind, RungName, states: string, remedy: string][] = [
    ['permission', 'permission', 'PF-------', 'retry'],
    ['unreachable', 'reachable', 'PPF------', 'retry'],
    ['not-configured', 'reachable', 'PPF------', 'check-address'],
    ['auth', 'key', 'PPPPF----', 'enter-key'],
    ['model-not-found', 'model', 'PPPP-F---', 'choose-model'],
    ['rate-limit', 'first-byte', 'PPPP-PF--', 'retry'],
    ['quota', 'first-byte', 'PPPP-PF--', 'retry'],
    ['overloaded', 'first-byte', 'PPP--PF--', 'retry'],
    ['timeout', 'first-byte', 'PPP--PF--', 'retry'],
    ['bad-request', 'first-byte', 'PPPP-PF--', 'choose-model'],
    ['bad-response', 'stream', 'PPPP-PPF-', 'retry'],
    ['stalled', 'stream', 'PPPP-PPF-', 'retry'],
    ['truncated', 'stream', 'PPPP-PPF-', 'retry'],
  ]
  it.each(failures)('%s stops it at “%s”', async (kind, name, states, remedy) => {
    const found = await check({ play: fail(kind) })
    expect(found.states).toBe(states)
    expect(found.rung(name)).toMatchObject({ state: 'failed', sentence: `It failed: ${kind}.`, mend: { remedy } })
    expect(found.checkup.error).toMatchObject({ kind, providerId: 'mine' })
  })

  it('does not call a model there that is on no list when the failure does not tell', async () => {
    const { rung } = await check({ model: 'unlisted', play: fail('rate-limit') })
    expect(rung('model').state).toBe('skipped')
  })

  it('asks nothing where the list already shows that nobody answers', async () => {
    const list = () => Promise.reject(new ChatError('unreachable', 'Nothing answers.'))
    const { asked, states } = await check({ list })
    expect(states).toBe('PPF------')
    expect(asked).toBe(0)
  })

  it('asks all the same where only the list is refused: a list is no proof', async () => {
    const list = () => Promise.reject(new ChatError('not-configured', 'No list here.', { status: 404 }))
    expect(await check({ list })).toMatchObject({ states: 'PPPP-PPPP', asked: 1 })
  })

  it('says that a provider without its key is not set up, not that it fails', async () => {
    const play: Play = function* () {
      yield* []
      throw new ChatError('not-configured', 'Groq needs an API key.')
    }
    const unsent: Dispatch = {
      listModels: () => Promise.reject(new ChatError('not-configured', 'Groq needs an API key.')),
      async *chat() {
        await Promise.resolve()
        yield* play({ wait: () => {}, observer: {} })
      },
    }
    const context = { monotonicNow: () => 0, surroundings: { origin, os: 'linux' }, onProgress: () => {} }
    const checkup = await checkProvider(
      unsent,
      { providerId: 'groq', model: 'm' },
      { ...context, signal: new AbortController().signal },
    )
    expect(checkup).toMatchObject({ outcome: 'not-set-up', headline: 'Groq is not set up yet.' })
    expect(checkup.rungs[0]).toMatchObject({ state: 'failed', mend: { remedy: 'enter-key' } })
  })

  it('takes what stops a question before it leaves for a matter of what is filled in', async () => {
    const words = 'The key was not sent: the address is not https.'
    const { rung, checkup } = await check({ unsent: true, play: fail('not-configured', { detail: words }) })
    expect(rung('configured')).toMatchObject({ state: 'failed', detail: words, mend: { remedy: 'enter-key' } })
    expect(checkup.outcome).toBe('failed')
  })

  it('asks for access by naming what to ask for', async () => {
    const originPattern = 'https://ai.example/*'
    const { rung, checkup } = await check({ play: fail('permission', { originPattern }) })
    expect(rung('permission').mend).toEqual({ remedy: 'grant', originPattern })
    expect(checkup.outcome).toBe('not-set-up')
  })

  it('tells a web page from an answer: the address is wrong', async () => {
    const { rung } = await check({ play: fail('bad-response', { webPage: true, detail: 'Sign in' }) })
    expect(rung('reachable')).toMatchObject({ state: 'failed', detail: 'Sign in', mend: { remedy: 'check-address' } })
    expect(rung('reachable').sentence).toContain('web page')
  })

  it.each([
    ['mac', `launchctl setenv OLLAMA_ORIGINS "${origin}"`],
    ['win', `setx OLLAMA_ORIGINS "${origin}"`],
    ['linux', `Environment="OLLAMA_ORIGINS=${origin}"`],
    ['openbsd', `OLLAMA_ORIGINS=${origin} ollama serve`],
  ])('gives the line that lets this extension in on %s', async (os, line) => {
    const { rung } = await check({ providerId: 'box', os, play: fail('origin-blocked', { status: 403 }) })
    expect(rung('origin').mend).toMatchObject({ remedy: 'copy-origins' })
    expect(rung('origin').mend?.text).toContain(line)
    expect(rung('origin').mend?.note).toMatch(/start it again|restart/i)
  })

  it('tells a refused host name from a refused extension: then the list is refused too', async () => {
    const list = () => Promise.reject(new ChatError('origin-blocked', 'Refused.', { status: 403 }))
    const { rung } = await check({ providerId: 'box', list, play: fail('origin-blocked', { status: 403 }) })
    expect(rung('origin').sentence).toContain('“box.lan”')
    expect(rung('origin').mend).toEqual({ remedy: 'check-address' })
  })

  it('keeps the words of an organisation that forbids browsers, and leads to the account', async () => {
    const { rung } = await check({ providerId: 'anthropic', play: fail('origin-blocked', { status: 401 }) })
    expect(rung('origin').sentence).toBe('It failed: origin-blocked.')
    expect(rung('origin').mend).toMatchObject({
      remedy: 'open-account',
      url: expect.stringMatching(/^https:/) as string,
    })
  })

  it('gives the command that gets a missing model, where there is one', async () => {
    const { rung } = await check({ providerId: 'box', model: 'qwen3:8b', play: fail('model-not-found') })
    expect(rung('model').mend).toMatchObject({ remedy: 'copy-pull', text: 'ollama pull qwen3:8b' })
  })

  it('lets no name of a model become a command', async () => {
    const { rung } = await check({ providerId: 'box', model: "m'; rm -rf ~", play: fail('model-not-found') })
    expect(rung('model').mend?.text).toBe("ollama pull 'm; rm -rf ~'")
  })

  it('takes a failure after the first words for one of the stream', async () => {
    const { states } = await check({
      play: function* () {
        yield { type: 'text-delta', text: '1 ' }
        throw new ChatError('overloaded', 'The model crashed.')
      },
    })
    expect(states).toBe('PPPP-PPF-')
  })

  it('takes an answer without a word for none', async () => {
    const { rung } = await check({
      play: function* () {
        yield { type: 'finish', reason: { unified: 'stop' } }
      },
    })
    expect(rung('stream')).toMatchObject({ state: 'failed', sentence: 'm ended its answer without a word.' })
  })

  it('warns where no usage is reported', async () => {
    const { checkup, rung } = await check({
      play: function* () {
        yield { type: 'text-delta', text: '1 2 3' }
        yield { type: 'finish', reason: { unified: 'stop' } }
      },
    })
    expect(checkup.outcome).toBe('warning')
    expect(checkup.headline).toContain('one warning')
    expect(rung('usage')).toMatchObject({ state: 'warning', mend: { remedy: 'retry' } })
  })

  it('warns where streaming was refused, and offers one piece from the start', async () => {
    const { rung } = await check({
      play: function* (steps) {
        steps.observer.onWhole?.()
        yield* count(steps)
      },
    })
    expect(rung('stream')).toMatchObject({ state: 'warning', mend: { remedy: 'answer-whole' } })
  })

  it('has nothing to say against one piece where the reader wants it so', async () => {
    await changeSettings((all) => ({ ...all, providers: { mine: { streaming: false } } }))
    const { rung } = await check({ play: burst({ silence: 3_000, pieces: 40, pause: 0 }) })
    expect(rung('stream')).toMatchObject({ state: 'passed', sentence: expect.stringContaining('one piece') as string })
  })

  it('finds a proxy that holds the stream back', async () => {
    const { rung } = await check({ play: burst({ silence: 3_000, pieces: 40, pause: 1 }) })
    expect(rung('stream')).toMatchObject({ state: 'warning', mend: { remedy: 'answer-whole' } })
    expect(rung('stream').sentence).toContain('after 3 s')
  })

  it.each([
    ['a very fast server', { silence: 200, pieces: 40, pause: 0 }],
    ['a short answer', { silence: 3_000, pieces: 7, pause: 0 }],
    ['a slow start and then a quick pen', { silence: 9_000, pieces: 40, pause: 4 }],
  ])('does not accuse %s of it', async (_, shape) => {
    expect((await check({ play: burst(shape) })).rung('stream').state).toBe('passed')
  })

  it('measures from the request that was answered, not from one that was refused before', async () => {
    const { rung } = await check({
      play: function* (steps) {
        steps.wait(5_000)
        steps.observer.onSend?.({ method: 'POST', url: 'https://ai.example', body: '' })
        yield* burst({ silence: 100, pieces: 40, pause: 0 })(steps)
      },
    })
    expect(rung('stream').state).toBe('passed')
    expect(rung('first-byte').sentence).toBe('Its first word came after 0.1 s.')
  })

  it('stops a model that does not stop by itself', async () => {
    let closed = false
    const { states, rung } = await check({
      play: function* () {
        try {
          for (;;) yield { type: 'text-delta', text: 'on and on '.repeat(100) }
        } finally {
          closed = true
        }
      },
    })
    expect(closed).toBe(true)
    expect(states).toBe('PPPP-PPP-')
    expect(rung('stream').sentence).toContain('went on and on')
  })

  it('asks the model that a reader would be asking when none is named', async () => {
    const named = await check({ model: '' })
    expect(named.checkup.model).toBe('m')
    const preset = { id: 'p', name: 'Mine', providerId: 'mine', model: 'n', parameters: {} }
    await changeSettings((all) => ({ ...all, presets: [preset] }))
    expect((await check({ model: '' })).checkup.model).toBe('n')
  })

  it('needs a model', async () => {
    const { rung, asked } = await check({ model: '', list: () => Promise.resolve([]) })
    expect(rung('model')).toMatchObject({ state: 'failed', mend: { remedy: 'choose-model' } })
    expect(asked).toBe(0)
  })

  it('knows that the built-in reader needs no network', async () => {
    const { checkup, states } = await check({ providerId: 'builtin', model: 'reader' })
    expect(states).toBe('P-----PP-')
    expect(checkup.headline).toMatch(/^The built-in reader answered/)
  })
})

function burst({ silence, pieces, pause }: { silence: number; pieces: number; pause: number }): Play {
  return function* ({ wait }) {
    wait(silence)
    for (let piece = 0; piece < pieces; piece++) {
      if (piece > 0) wait(pause)
      yield { type: 'text-delta', text: `${piece} ` }
    }
    yield { type: 'usage', usage: { outputTokens: pieces } }
    yield { type: 'finish', reason: { unified: 'stop' } }
  }
}

describe('a checkup under way', () => {
  beforeEach(async () => {
    vi.spyOn(browser.permissions, 'contains').mockImplementation(() => Promise.resolve(true) as never)
    await changeSettings((all) => ({ ...all, customProviders: [gateway] }))
  })

  /** A server that says nothing until the line is cut. */
  function silent(after: StreamEvent[] = []) {
    const asked = Promise.withResolvers<AbortSignal>()
    const dispatch: Dispatch = {
      listModels: () => Promise.resolve([{ id: 'm' }]),
      async *chat(_id, _request, signal) {
        yield* after
        asked.resolve(signal)
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
        throw new ChatError('aborted', 'Stopped.')
      },
    }
    const controller = new AbortController()
    const progress: string[] = []
    const checkup = checkProvider(
      dispatch,
      { providerId: 'mine', model: 'm' },
      {
        monotonicNow: () => 0,
        surroundings: { origin, os: 'linux' },
        signal: controller.signal,
        onProgress: (rungs) => progress.push(rungs.at(-1)?.name ?? ''),
      },
    )
    return { asked: asked.promise, controller, checkup, progress }
  }

  it('is stopped by who watches it, and closes the request', async () => {
    const { asked, controller, checkup } = silent()
    const signal = await asked
    controller.abort()
    expect(await checkup).toMatchObject({ outcome: 'stopped', rungs: [] })
    expect(signal.aborted).toBe(true)
  })

  it('tells of the rungs that hold as it climbs', async () => {
    const { asked, controller, checkup, progress } = silent([{ type: 'text-delta', text: '1' }])
    await asked
    expect(progress).toEqual(['reachable', 'first-byte'])
    controller.abort()
    await checkup
  })

  it.each([
    ['before the first word', [], 'first-byte'],
    ['in the middle of the answer', [{ type: 'text-delta' as const, text: '1' }], 'stream'],
  ])('is bounded in time %s', async (_, after, name) => {
    vi.useFakeTimers()
    try {
      const { asked, checkup } = silent(after)
      await asked
      await vi.advanceTimersByTimeAsync(13 * 60_000)
      expect((await checkup).rungs.find(({ state }) => state === 'failed')?.name).toBe(name)
    } finally {
      vi.useRealTimers()
    }
  })
})
