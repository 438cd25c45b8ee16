import { tapeBytes, type Cassette, type Exchange, type Tape } from '../../lib/chat/cassette'

/** An empty tape whose clock goes as the test says; by default it stands still. */
export function emptyTape(changes: Partial<Tape> = {}): Tape {
  return { now: () => 0, room: tapeBytes, exchanges: [], ...changes }
}

export function cassetteOf(exchanges: Exchange[], changes: Partial<Cassette> = {}): Cassette {
  return { gloss: '0.0.0', recordedAt: Date.UTC(2026, 10, 20), model: 'gloss-small', exchanges, ...changes }
}

export function exchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    provider: { id: 'custom', name: 'My server', wire: 'openai-chat', origin: 'http://localhost:8080' },
    request: { method: 'POST', path: '/v1/chat/completions', bytes: 2, body: '{}' },
    response: { status: 200, ms: 3, headers: { 'content-type': 'text/event-stream' }, chunks: [] },
    end: 'complete',
    endMs: 5,
    ...changes,
  }
}

/** Everything a server said, in one text. */
export function bodyOf({ response }: Exchange): string {
  return Buffer.concat(response?.chunks.map(({ bytes }) => bytes) ?? []).toString('latin1')
}
