import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { ChatError } from '../../../lib/chat/chat-error'
import type { Dispatch } from '../../../lib/engine/dispatch'
import { checkProvider } from '../../../lib/engine/doctor'

/**
 * What servers and networks do to an adapter that believes what it reads. Each is claimed by number: in the `traps` of a
 * fixture, or at the beginning of a test's name. One that nobody claims fails here.
 */
const traps: readonly (readonly [number: number, name: string])[] = [
  [1, 'a character cut in two by the network'],
  [2, 'lines that end in CRLF or CR'],
  [3, 'a byte-order mark'],
  [4, '`data:` without a blank, `data` without a colon'],
  [5, 'several `data:` lines in one event'],
  [6, 'comments anywhere'],
  [7, 'a last event that no blank line closes'],
  [8, 'a line that is no event field, cut in two'],
  [9, 'an event of more than a megabyte'],
  [10, 'blank lines before a JSON text'],
  [11, 'other line separators inside a line of JSON'],
  [12, 'no `[DONE]` at all'],
  [13, '`[DONE]` on a wire that has none'],
  [14, 'events behind the reason to stop'],
  [15, 'a later chunk with an empty reason'],
  [16, 'a reason given twice'],
  [17, 'no field for the reason at all'],
  [18, 'a clean end without a terminal sign'],
  [19, 'a success with an empty body'],
  [20, 'comments and nothing more'],
  [21, '`[DONE]` and no reason'],
  [22, 'a first chunk without choices'],
  [23, 'usage in a chunk without choices'],
  [24, 'usage in a chunk with choices'],
  [25, 'usage on every chunk'],
  [26, 'usage in another place'],
  [27, 'details of the usage that are empty or absent'],
  [28, 'thinking counted beside the answer'],
  [29, 'input counted without what was cached'],
  [30, 'usage that is corrected later'],
  [31, 'several answers at once'],
  [32, 'deltas of nothing but a role'],
  [33, 'empty or missing content'],
  [34, 'content that is a list, then a text'],
  [35, 'tool calls that nobody asked for'],
  [36, 'unknown fields, objects and kinds'],
  [37, 'a last event that repeats everything'],
  [38, 'four names for the same thing'],
  [39, 'the same thinking under two names'],
  [40, 'thinking inside the text, its tags cut'],
  [41, 'nothing but thinking, up to the limit'],
  [42, 'thinking that is kept from us'],
  [43, 'parts of a summary with nothing between them'],
  [44, 'two messages in one answer'],
  [45, 'ids that change with every event'],
  [46, 'the same delta twice'],
  [47, 'empty parts, several parts, no parts'],
  [48, 'a refusal in words of its own field'],
  [49, 'a refusal without a word'],
  [50, 'a question that is blocked'],
  [51, 'a block after some text'],
  [52, 'a plain stop for a tool call'],
  [53, 'an error in a data event'],
  [54, 'an error in the usage chunk'],
  [55, 'an `error` event'],
  [56, 'an error for a reason'],
  [57, 'an error line'],
  [58, 'an `error:` field'],
  [59, 'an error as bare JSON'],
  [60, 'the same error twice'],
  [61, 'an answer of nothing'],
  [62, 'overloaded, as the first event of a success'],
  [63, 'an error as the JSON of a success'],
  [64, 'an error under another content type'],
  [65, 'errors of other shapes'],
  [66, 'a refusal with an empty body'],
  [67, 'a web page'],
  [68, 'a wrong key as 400'],
  [69, 'a good key as 401'],
  [70, 'a limit that waiting does not lift'],
  [71, 'all the ways to say how long'],
  [72, 'pings, and events of unknown kinds'],
  [73, 'a second beginning'],
  [74, 'text in the beginning of a block, citations'],
  [75, 'limits by the wrong name'],
  [76, 'a temperature that is refused'],
  [77, 'stop sequences that are refused'],
  [78, 'thinking unless told not to'],
  [79, 'a context that is cut in silence'],
  [80, 'another model than the one asked for'],
  [81, 'a worker that is ended while it waits'],
  [82, 'silence on an open line'],
  [83, 'events after the stop'],
  [84, 'a redirect that takes the key along'],
  [85, 'a redirect that makes a GET of it'],
  [86, 'cookies'],
  [87, 'an Origin rule for all the world'],
  [88, 'this machine under two addresses'],
  [89, 'one burst at the end'],
  [90, 'a list of models without a key'],
  [91, 'the browser’s own model'],
]

/** Traps that are not the adapters' to fall into, and the tests that hold what keeps us out of them. */
const elsewhere: Readonly<Record<number, { why: string; file: string; test: string }>> = {
  81: {
    why: 'The worker is kept alive by the engine, whatever the adapter waits for.',
    file: 'tests/unit/engine/keep-alive.test.ts',
    test: 'calls well within the 30 seconds after which a worker is stopped',
  },
  87: {
    why: 'The rule for the Origin header is set where the browser is known, before the adapter is asked.',
    file: 'tests/unit/background/ollama-origin.test.ts',
    test: 'touches only our own requests, without a tab, to that one address',
  },
}

const project = join(import.meta.dirname, '../../..')

function read(pattern: string): { path: string; text: string }[] {
  return globSync(pattern, { cwd: project }).map((path) => ({ path, text: readFileSync(join(project, path), 'utf8') }))
}

/** Who claims which number. */
function claims(): Map<number, string[]> {
  const all = new Map<number, string[]>()
  const add = (number: number, path: string) => all.set(number, [...(all.get(number) ?? []), path])
  for (const { path, text } of read('tests/fixtures/wire/*/*.expected.json')) {
    for (const number of (JSON.parse(text) as { traps: number[] }).traps) add(number, path)
  }
  for (const { path, text } of read('tests/unit/adapters/**/*.test.ts')) {
    for (const [, numbers = ''] of text.matchAll(/['"`]((?:[FT]?\d+(?:, )?)+): /g)) {
      for (const number of numbers.split(', ').filter((one) => /^\d/.test(one))) add(Number(number), path)
    }
  }
  return all
}

describe('the traps', () => {
  const claimed = claims()

  it('are ninety-one', () => {
    expect(traps.map(([number]) => number)).toEqual(Array.from({ length: 91 }, (_, index) => index + 1))
  })

  it.each(traps)('%i: %s', (number) => {
    const other = elsewhere[number]
    if (other === undefined) {
      expect(claimed.get(number) ?? [], 'no fixture and no test names it').not.toEqual([])
      return
    }
    expect(claimed.has(number), 'it is claimed here after all: take it out of `elsewhere`').toBe(false)
    expect(readFileSync(join(project, other.file), 'utf8'), other.why).toContain(other.test)
  })

  it('has no claim of a number that is none', () => {
    expect([...claimed.keys()].filter((number) => number < 1 || number > 91)).toEqual([])
  })
})

it('90: a list of models is no proof of a key: the test of a provider asks a real question', async () => {
  const dispatch: Dispatch = {
    listModels: () => Promise.resolve([{ id: 'm' }]),
    async *chat() {
      await Promise.resolve()
      yield { type: 'model', model: 'm' }
      throw new ChatError('auth', 'The key was not accepted.')
    },
  }
  vi.spyOn(browser.permissions, 'contains').mockImplementation(() => Promise.resolve(true) as never)
  const checkup = await checkProvider(
    dispatch,
    { providerId: 'openrouter', model: 'm' },
    {
      monotonicNow: () => 0,
      surroundings: { origin: 'chrome-extension://gloss', os: 'linux' },
      signal: new AbortController().signal,
      onProgress: () => {},
    },
  )
  expect(checkup.outcome).toBe('failed')
  expect(checkup.rungs.find(({ state }) => state === 'failed')?.name).toBe('key')
})

it('91: nothing of ours asks the browser for a model of its own, which would bring traps of its own', () => {
  const asking = read('{lib,components,entrypoints}/**/*.{ts,tsx}').filter(({ text }) => /\bLanguageModel\b/.test(text))
  expect(asking.map(({ path }) => path)).toEqual([])
})
