import { ChatError, type ErrorInfo, type ErrorKind } from '../../chat/chat-error'
import { isSecretHeader } from '../../chat/header'
import type { Connection } from '../../chat/connection'
import { overlap } from '../overlap'

const detailLength = 2_000
const mark = '[key removed]'

/** Whatever this connection must not let out: its key, its secret headers, and others that look like one. */
export function secretsOf(connection: Connection): string[] {
  const suspect = Object.entries(connection.headers).filter(([name, value]) => isSecretHeader(name, value))
  const extra = [...suspect, ...Object.entries(connection.secretHeaders ?? {})].map(([, value]) =>
    value.replace(/^(bearer|basic)\s+/i, ''),
  )
  const secrets = [connection.key ?? '', ...extra].filter((secret) => secret.trim() !== '')
  // The longest first: one secret may begin another.
  return [...new Set(secrets)].sort((one, other) => other.length - one.length)
}

/** The same as servers may write them: as they are, as JSON, with or without `\/`, and as URLs do. */
export function secretForms(connection: Connection): string[] {
  const forms = secretsOf(connection).flatMap((secret) => {
    const json = JSON.stringify(secret).slice(1, -1)
    return [secret, json, json.replaceAll('/', '\\/'), encodeURIComponent(secret)]
  })
  return [...new Set(forms)]
}

/** Servers echo what they were sent. Exact secrets are taken out, also as JSON and URLs would write them. */
export function scrub(connection: Connection, text: string): string {
  let clean = text
  for (const form of secretForms(connection)) clean = clean.replaceAll(form, mark)
  return clean
}

/** A failure of this connection: names its provider and never holds its key. */
export function failure(
  connection: Connection,
  kind: ErrorKind,
  message: string,
  facts: Omit<ErrorInfo, 'kind' | 'message' | 'providerId'> & { cause?: unknown } = {},
): ChatError {
  const { detail, requestId, ...rest } = facts
  const words = detail === undefined ? undefined : scrub(connection, detail).trim().slice(0, detailLength)
  return new ChatError(kind, scrub(connection, message), {
    ...rest,
    ...(words ? { detail: words } : {}),
    ...(requestId === undefined ? {} : { requestId: scrub(connection, requestId) }),
    providerId: connection.providerId,
  })
}

/**
 * Takes long secrets out of a body that arrives in pieces, before anything reads it. What could be the beginning of
 * one waits for the next piece. Short secrets are left: a made-up key such as `none` would garble an answer.
 */
export function streamScrubber(connection: Connection): { take(piece: string): string; rest(): string } {
  const secrets = secretsOf(connection).filter((secret) => secret.length >= 16)
  let held = ''
  return {
    take(piece) {
      if (secrets.length === 0) return piece
      let text = held + piece
      for (const secret of secrets) text = text.replaceAll(secret, mark)
      const waiting = Math.max(...secrets.map((secret) => overlap(text, secret)))
      held = text.slice(text.length - waiting)
      return text.slice(0, text.length - waiting)
    },
    rest() {
      const text = held
      held = ''
      return text
    },
  }
}
