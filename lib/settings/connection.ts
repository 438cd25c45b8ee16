import { ChatError } from '../chat/chat-error'
import { isLoopback } from '../chat/base-url'
import { cloudLimits, localLimits, type Connection, type ConnectionLimits } from '../chat/connection'
import type { Provider } from '../chat/provider'
import type { Wire } from '../chat/wire'
import { withHeaders, type HeaderChanges } from './patch'
import { changeSecrets, readSecrets, type Secret } from './secrets'

/**
 * Joins a provider with its key. The only reader of the keys.
 * @throws {ChatError} `not-configured` when a key is needed and missing, or was entered for another origin.
 */
export async function connect(provider: Provider, wire: Wire): Promise<Connection> {
  const connection: Connection = {
    providerId: provider.id,
    providerName: provider.name,
    wire,
    baseUrl: provider.baseUrl,
    headers: provider.headers,
    dialect: provider.dialect,
    limits: limitsOf(provider),
  }
  if (provider.baseUrl === '') return connection

  const { origin } = new URL(provider.baseUrl)
  const secrets = await readSecrets(provider.id)
  const key = provider.key === 'none' ? undefined : secrets.key
  if (key === undefined && provider.key === 'required') {
    throw new ChatError('not-configured', `${provider.name} needs an API key.`, { providerId: provider.id })
  }
  if (key) requireOrigin(provider, 'key', key, origin)
  const headers = Object.entries(secrets.headers)
  for (const [name, secret] of headers) requireOrigin(provider, `header ${name}`, secret, origin)
  const used = [...(key ? [key] : []), ...headers.map(([, secret]) => secret)]
  return {
    ...connection,
    ...(key ? { key: key.value, keyOrigin: key.origin } : {}),
    ...(headers.length > 0
      ? {
          secretHeaders: Object.fromEntries(headers.map(([name, { value }]) => [name, value])),
          secretHeadersOrigin: origin,
        }
      : {}),
    ...(used.length > 0 ? { plainHttpAllowed: used.every(({ plainHttp }) => plainHttp) } : {}),
  }
}

function requireOrigin(provider: Provider, what: string, secret: Secret, origin: string): void {
  if (secret.origin === origin) return
  throw new ChatError(
    'not-configured',
    `The ${what} for ${provider.name} was entered for ${secret.origin}; enter it again to use it at the new address.`,
    { providerId: provider.id },
  )
}

/** The user's own limits before those that suit a cloud, or this machine. */
function limitsOf({ baseUrl, limits }: Provider): ConnectionLimits {
  const { requestsPerMinute: _perMinute, concurrentRuns: _atOnce, ...ofConnection } = limits
  const local = baseUrl === '' || isLoopback(baseUrl)
  return { ...(local ? localLimits : cloudLimits), ...ofConnection }
}

/**
 * Binds a key to the origin of the provider's present address.
 * @throws {ChatError} `bad-request` when it would travel unencrypted and `plainHttp`, the user's yes to that, is missing.
 */
export async function saveKey(provider: Provider, key: string, { plainHttp }: { plainHttp: boolean }): Promise<void> {
  const secret = bind(provider, key.trim(), 'A key', plainHttp)
  await changeSecrets(provider.id, (secrets) => ({ ...secrets, key: secret }))
}

/** Forgets the key, and nothing else. */
export async function clearKey(providerId: string): Promise<void> {
  await changeSecrets(providerId, ({ headers }) => ({ headers }))
}

/**
 * Binds secret headers to the origin of the provider's present address. A value of null removes one, null all of them.
 * @throws {ChatError} `bad-request` as `saveKey`.
 */
export async function saveSecretHeaders(
  provider: Provider,
  changes: HeaderChanges | null,
  { plainHttp }: { plainHttp: boolean },
): Promise<void> {
  if (changes !== null && Object.keys(changes).length === 0) return
  const bound = Object.entries(changes ?? {}).map(([name, value]): [string, Secret | null] => [
    name,
    value === null ? null : bind(provider, value, `The header ${name}`, plainHttp),
  ])
  await changeSecrets(provider.id, (secrets) => ({
    ...secrets,
    headers: changes === null ? {} : withHeaders(secrets.headers, Object.fromEntries(bound)),
  }))
}

/**
 * Takes over secret headers that lay elsewhere, as entered for the present address. What is here already stays. They
 * travelled beside the key, so what the user said of plain http and the key holds for them.
 */
export async function adoptSecretHeaders(provider: Provider, headers: Record<string, string>): Promise<void> {
  const { origin } = new URL(provider.baseUrl)
  await changeSecrets(provider.id, (secrets) => {
    const plainHttp = secrets.key?.origin === origin && secrets.key.plainHttp
    const adopted = Object.entries(headers).map(([name, value]) => [name, { value, origin, plainHttp }] as const)
    return { ...secrets, headers: withHeaders(Object.fromEntries(adopted), secrets.headers) }
  })
}

function bind(provider: Provider, value: string, what: string, plainHttp: boolean): Secret {
  const { protocol, origin, host } = new URL(provider.baseUrl)
  const unencrypted = protocol !== 'https:' && !isLoopback(provider.baseUrl)
  if (unencrypted && !plainHttp) {
    throw new ChatError('bad-request', `${what} for ${host} would travel unencrypted: use https, or agree to it.`, {
      providerId: provider.id,
    })
  }
  return { value, origin, plainHttp: unencrypted }
}

/** The origins the provider's secrets are bound to: of the key, when there is one, and of each header. */
export async function secretOrigins(providerId: string): Promise<{ key?: string; headers: Record<string, string> }> {
  const { key, headers } = await readSecrets(providerId)
  return {
    ...(key ? { key: key.origin } : {}),
    headers: Object.fromEntries(Object.entries(headers).map(([name, { origin }]) => [name, origin])),
  }
}
