import { ChatError } from './chat-error'
import type { Wire } from './wire'

const bareHost = /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[\da-f:.]+\]|[\w-]+(\.[\w-]+)+)(:\d+)?(\/|$)/i

/**
 * The address of a server as the user typed or pasted it, in the one form we store: scheme, host, port and path, no
 * trailing slash. A missing scheme is added: `http` on this machine, `https` everywhere else. `wire` tells which part
 * of the path belongs to a call and not to the server.
 * @throws {ChatError} `bad-request` when it is no address we can use.
 */
export function normalizeBaseUrl(text: string, wire?: Wire): string {
  const url = parse(withScheme(text.trim()))
  if (!url || /\s/.test(text.trim())) {
    throw new ChatError('bad-request', 'This is not an address. It should look like https://example.com/v1.')
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new ChatError('bad-request', 'The address must begin with http:// or https://.')
  }
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/*[^/?#]*@/i.test(text.trim())) {
    throw new ChatError(
      'bad-request',
      'The address must not hold a user name or password. Enter the key in its own field.',
    )
  }
  if (url.search !== '' || url.hash !== '') {
    throw new ChatError('bad-request', 'The address must end before any “?” or “#”.')
  }
  const path = url.pathname
    .replace(/\/+$/, '')
    // What documentation shows is the whole address of a call.
    .replace(/\/(chat\/completions|responses|messages|api\/(chat|generate|tags)|models\/[^/]+:\w+)$/, '')
    .replace(/\/+$/, '')
    .replace((wire && callsOwn[wire]) ?? /$^/, '')
    .replace(/\/+$/, '')
  return url.origin + path
}

/** The part of a path that the wire's calls begin with: it is written before each of them. */
const callsOwn: Partial<Record<Wire, RegExp>> = {
  'anthropic-messages': /(\/v1)+$/,
  gemini: /(\/v1beta)+$/,
  // The second is where Ollama imitates OpenAI.
  ollama: /(\/(api|v1))+$/,
}

/** The match pattern that covers an address. Patterns carry no port: one pattern covers all ports of a host. */
export function originPattern(baseUrl: string): string {
  const url = new URL(baseUrl)
  return `${url.protocol}//${url.hostname}/*`
}

/** Whether an address is on this machine: `localhost`, 127.0.0.0/8 or `[::1]`. */
export function isLoopback(url: string | URL): boolean {
  const { hostname } = new URL(url)
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
}

function withScheme(text: string): string {
  if (!bareHost.test(text)) return text
  const local = parse(`http://${text}`)
  return local && isLoopback(local) ? `http://${text}` : `https://${text}`
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}
