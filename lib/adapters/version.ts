import { ChatError } from '../chat/chat-error'
import type { Connection } from '../chat/connection'

/** Whether a server has nothing at all at an address. */
export function isMissing(error: unknown): boolean {
  return error instanceof ChatError && error.kind === 'not-configured' && error.info.status === 404
}

/** Whether a base URL ends without the version that most servers have in their paths. */
export function lacksVersion(connection: Connection): boolean {
  return URL.canParse(connection.baseUrl) && !/\/v\d+[a-z]*(\/|$)/.test(new URL(connection.baseUrl).pathname)
}

/** The path of a call beneath a base URL that may or may not end in the version. */
export function versioned(connection: Connection, version: string, path: string): string {
  return lacksVersion(connection) ? `/${version}${path}` : path
}
