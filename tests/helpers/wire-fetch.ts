import { vi } from 'vitest'

export type Sent = { url: string; method: string; headers: Headers; body: string; init: RequestInit }
export type Answering = (sent: Sent) => Response | Promise<Response>

/** Puts a made-up network in place of the real one; returns what was sent over it. */
export function fakeFetch(answer: Answering): Sent[] {
  const all: Sent[] = []
  vi.stubGlobal('fetch', async (input: URL | string, init: RequestInit = {}) => {
    const sent = {
      url: String(input),
      method: init.method ?? 'GET',
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? init.body : '',
      init,
    }
    all.push(sent)
    if (init.signal?.aborted) throw new DOMException('Aborted', 'AbortError')
    return answer(sent)
  })
  return all
}

/** A response whose body arrives in exactly these pieces. */
export function inPieces(pieces: readonly Uint8Array[], init: ResponseInit = {}): Response {
  let next = 0
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = pieces[next++]
      if (piece) controller.enqueue(piece)
      else controller.close()
    },
  })
  return new Response(body, init)
}

/** A response that the test feeds by hand. */
export function byHand(init: ResponseInit = {}): {
  response: Response
  write(text: string): void
  end(): void
  breakOff(): void
  cancelled: Promise<void>
} {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const cancelled = Promise.withResolvers<void>()
  const body = new ReadableStream<Uint8Array>({
    start: (given) => {
      controller = given
    },
    cancel: () => cancelled.resolve(),
  })
  return {
    response: new Response(body, init),
    write: (text) => controller?.enqueue(bytesOf(text)),
    end: () => controller?.close(),
    breakOff: () => controller?.error(new TypeError('network error')),
    cancelled: cancelled.promise,
  }
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function json(value: unknown, init: ResponseInit = {}): Response {
  return Response.json(value, init)
}
