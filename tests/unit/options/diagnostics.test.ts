import { describe, expect, it } from 'vitest'
import { detailsAsText, detailsOf } from '../../../components/chat/details-words'
import { inBytes, inSpeed, inTime } from '../../../components/chat/measure-words'
import { diagnosticsReport, type ReportInput } from '../../../components/options/diagnostics-report'
import { filterRuns, liveSummary, runSummary } from '../../../components/options/run-words'
import type { RunRecord } from '../../../lib/chat/run-record'
import { message } from '../../helpers/messages'

const run = (changes: Partial<RunRecord> = {}): RunRecord => ({
  messageId: 'a',
  conversationId: 'c',
  startedAt: Date.UTC(2026, 10, 20),
  updatedAt: Date.UTC(2026, 10, 20),
  status: 'complete',
  phase: 'writing',
  providerId: 'openai',
  model: 'gpt',
  characters: 812,
  likelyTokens: 200,
  fallbacks: 0,
  metrics: { durationMs: 3_400, firstTokenMs: 340, generatingMs: 2_000, deltas: 80, bytes: 12_000 },
  ...changes,
})

describe('measures in words', () => {
  it('are as people say them', () => {
    expect([0, 340, 3_400, 61_000, 125_000].map(inTime)).toEqual(['0 ms', '340 ms', '3.4 s', '61 s', '2 min 5 s'])
    expect([1, 1_023, 1_024, 15_000, 8 * 1024 ** 2, 68 * 1024 ** 3].map(inBytes)).toEqual([
      '1 byte',
      '1,023 bytes',
      '1 kB',
      '15 kB',
      '8 MB',
      '68 GB',
    ])
    expect(inSpeed({ tokensPerSecond: 8.25, estimated: false })).toBe('8.3 tokens/s')
    expect(inSpeed({ tokensPerSecond: 1_234.5, estimated: true })).toBe('about 1,235 tokens/s')
  })
})

describe('a run in words', () => {
  it('says how it went', () => {
    expect(runSummary(run({ outputTokens: 100 })).join(' · ')).toBe(
      '3.4 s · first word after 340 ms · 812 characters · 50 tokens/s · 12 kB received',
    )
    const retries = [{ kind: 'overloaded' as const, message: 'Overloaded.', atMs: 5 }]
    expect(
      runSummary(run({ characters: 1, metrics: { retries: [...retries, ...retries] }, fallbacks: 1 })).join(' · '),
    ).toBe('1 character · 2 retries · 1 fallback')
  })

  it('says how it goes, and how long it has been silent', () => {
    const live = run({ status: 'streaming', startedAt: 1_000, lastDeltaAt: 4_000, metrics: {} })
    expect(liveSummary(live, 5_500).join(' · ')).toBe('4 s · 812 characters')
    expect(liveSummary(live, 16_000).join(' · ')).toBe('15 s · 812 characters · silent for 12 s')
    // The clock was set back.
    expect(liveSummary(live, 500).join(' · ')).toBe('0 s · 812 characters')
  })

  it('is found by its state and its provider, and stands in the order that is wished', () => {
    const rows = [
      { run: run({ messageId: 'old', startedAt: 1, metrics: { durationMs: 9 } }) },
      { run: run({ messageId: 'new', startedAt: 3, status: 'failed', metrics: {} }) },
      { run: run({ messageId: 'other', startedAt: 2, providerId: 'mistral', metrics: { durationMs: 5 } }) },
    ]
    const ids = (...filter: [RunRecord['status'] | 'all', string, 'newest' | 'oldest' | 'longest']) =>
      filterRuns(rows, { status: filter[0], providerId: filter[1], order: filter[2] }).map((row) => row.run.messageId)
    expect(ids('all', '', 'newest')).toEqual(['new', 'other', 'old'])
    expect(ids('all', '', 'oldest')).toEqual(['old', 'other', 'new'])
    expect(ids('all', '', 'longest')).toEqual(['old', 'other', 'new'])
    expect(ids('complete', 'openai', 'newest')).toEqual(['old'])
  })
})

describe('the report', () => {
  const input = (runs: RunRecord[]): ReportInput => ({
    at: new Date(0),
    facts: { version: '1.0', browser: 'Chromium 156 (Linux)', permissions: ['storage'], hosts: ['http://localhost'] },
    storage: {
      conversations: 1,
      messages: 2,
      recordings: { count: 0, bytes: 0 },
      database: 2_048,
      local: undefined,
      quota: undefined,
    },
    today: { day: '1970-01-01', starts: 3, deaths: 0 },
    lastDeathAt: undefined,
    runs,
    hostOf: (id) => (id === 'openai' ? 'api.openai.com' : undefined),
  })

  it('tells where and how things went', () => {
    const report = diagnosticsReport(input([run()]))
    expect(report).toContain('Gloss 1.0, 1970-01-01T00:00:00.000Z')
    expect(report).toContain('started 3 times today, never known to have ended in mid-answer')
    expect(report).toContain('database 2 kB, local storage unknown')
    expect(report).toMatch(/- 2026-11-20T\S+, complete, api\.openai\.com, gpt, 3400 ms, first word 340/)
  })

  it('names failures by kind, status and request, not in words that a server may have put there', () => {
    const error = { kind: 'rate-limit' as const, message: 'canary', status: 429, requestId: 'req_1' }
    const report = diagnosticsReport(
      input([run({ status: 'failed', error, metrics: { retries: [{ ...error, atMs: 3 }] } })]),
    )
    expect(report).toContain('retried rate-limit 429 req_1')
    expect(report).toContain('failed rate-limit 429 req_1')
    expect(report).not.toContain('canary')
  })

  it('does not grow without end', () => {
    const report = diagnosticsReport(input(Array.from({ length: 200 }, () => run())))
    expect(report).toContain('50 of 200')
    expect(report.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(50)
  })
})

describe('the details of a message', () => {
  const names = { provider: 'OpenAI', preset: 'Fast' }

  it('leave out what is not known', () => {
    const groups = detailsOf(message({ status: 'stopped' }), names)
    expect(groups.map(({ title }) => title)).toEqual(['Model', 'End'])
  })

  it('hold everything that is known but what was said', () => {
    const answer = message({
      status: 'complete',
      parts: [{ type: 'text', text: 'canary answer' }],
      model: 'gpt',
      answeredBy: 'gpt-2026',
      finishReason: { unified: 'stop', raw: 'end_turn' },
      usage: { inputTokens: 1_200, cachedInputTokens: 1_000, outputTokens: 100, reasoningTokens: 40 },
      cost: { usd: 0.5, source: 'own-prices' },
      fallbacks: [
        {
          presetName: 'Best',
          providerId: 'x',
          providerName: 'X',
          error: { kind: 'quota', message: 'No credit.', detail: 'canary', requestId: 'req_9', status: 402 },
        },
      ],
      metrics: {
        headersMs: 10,
        firstByteMs: 20,
        firstTokenMs: 30,
        durationMs: 2_030,
        generatingMs: 2_000,
        deltas: 50,
        bytes: 2_048,
        longestSilenceMs: 90,
        retries: [{ kind: 'overloaded', message: 'Overloaded.', status: 503, atMs: 5 }],
      },
    })
    const text = detailsAsText(detailsOf(answer, names))
    for (const line of [
      'Provider: OpenAI',
      'Preset: Fast',
      'Asked for: gpt',
      'Answered by: gpt-2026',
      'Reason: The model was done',
      'In its words: end_turn',
      'First headers: 10 ms',
      'First word: 30 ms',
      'Speed: 30 tokens/s',
      'Longest silence: 90 ms',
      'In all: 2 s',
      'In: 1,200',
      'From a cache: 1,000',
      'For thinking: 40',
      'Cost: $0.50, by the prices you entered',
      'Received: 2 kB',
      'After 5 ms: Overloaded. (overloaded, status 503)',
      'Best: No credit. (quota, status 402) Request id req_9.',
    ]) {
      expect(text).toContain(line)
    }
    expect(text).not.toContain('canary')
  })

  it('say that an answer that was cut off took at least as long as is known', () => {
    const answer = message({ status: 'interrupted', metrics: { waitingMs: 400, writingMs: 600 } })
    expect(detailsAsText(detailsOf(answer, names))).toContain('In all: at least 1 s')
  })
})
