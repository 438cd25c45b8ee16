import { describe, expect, it } from 'vitest'
import { recordingName, recordingSummary } from '../../../components/chat/recording-words'
import { cassetteOf, exchange } from '../../helpers/tape'

const named = (name: string) =>
  recordingName(cassetteOf([exchange({ provider: { id: 'p', name, wire: 'ollama', origin: 'http://localhost' } })]))

describe('a recording', () => {
  it('is summed up in one line', () => {
    const chunks = [
      { ms: 1, bytes: new Uint8Array(2_000) },
      { ms: 2, bytes: new Uint8Array(1_200) },
    ]
    const answered = exchange({ response: { status: 200, ms: 1, headers: {}, chunks }, endMs: 1_250 })
    const unanswered = exchange({ end: 'network-error', endMs: 1_000 })
    delete unanswered.response
    expect(recordingSummary(cassetteOf([unanswered, answered]))).toBe(
      'Recorded: 2 requests, 3.1 kB received in 2 pieces, 2.3 s.',
    )
    expect(recordingSummary(cassetteOf([exchange({ cut: true })]))).toBe(
      'Recorded: 1 request, 0 bytes received in 0 pieces, 5 ms. It grew too long, so its end is missing.',
    )
  })

  it('is named by its day and its provider, whatever that is called', () => {
    expect(named('My server (home)')).toBe('gloss-recording-2026-11-20-my-server-home.json')
    expect(named('../../日本')).toBe('gloss-recording-2026-11-20-provider.json')
  })
})
