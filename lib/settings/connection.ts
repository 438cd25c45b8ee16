import { ChatError } from '../chat/chat-error'
import { isLoopback } from '../chat/base-url'
import { cloudLimits, localLimits, type Connection } from '../chat/connection'
import type { Provider } from '../chat/provider'
import type { Wire } from '../chat/wire'
import { readSecret, secretOrigin, setSecret } from './secrets'

/**
 * Joins a provider with its key. The only reader of the keys.
 * @throws {ChatError} `not-configured` when a key is needed and missing, or was entered for another origin.
 */
export async function connect(provider: Provider, wire: Wire): Promise<Connection> {
  const local = provider.baseUrl === '' || isLoopback(provider.baseUrl)
  const connection: Connection = {
    providerId: provider.id,
    providerName: provider.name,
    wire,
    baseUrl: provider.baseUrl,
    headers: provider.headers,
    dialect: provider.dialect,
    limits: local ? localLimits : cloudLimits,
  }
  if (provider.key === 'none') return connection

  const secret = await readSecret(provider.id)
  if (secret === undefined) {
    if (provider.key === 'optional') return connection
    throw new ChatError('not-configured', `${provider.name} needs an API key.`, { providerId: provider.id })
  }
  if (secret.origin !== new URL(provider.baseUrl).origin) {
    throw new ChatError(
      'not-configured',
      `The key for ${provider.name} was entered for ${secret.origin}; enter it again to use it at the new address.`,
      { providerId: provider.id },
    )
  }
  return { ...connection, key: secret.key, keyOrigin: secret.origin, plainHttpAllowed: secret.plainHttp }
}

/**
 * Binds a key to the origin of the provider's present address.
 * @throws {ChatError} `bad-request` when it would travel unencrypted and `plainHttp`, the user's yes to that, is missing.
 */
export async function saveKey(provider: Provider, key: string, { plainHttp }: { plainHttp: boolean }): Promise<void> {
  const { protocol, origin, host } = new URL(provider.baseUrl)
  const unencrypted = protocol !== 'https:' && !isLoopback(provider.baseUrl)
  if (unencrypted && !plainHttp) {
    throw new ChatError('bad-request', `A key for ${host} would travel unencrypted: use https, or agree to it.`, {
      providerId: provider.id,
    })
  }
  await setSecret(provider.id, { key: key.trim(), origin, plainHttp: unencrypted })
}

/** The origin the provider's key is bound to, or undefined when there is no key. */
export function keyOrigin(providerId: string): Promise<string | undefined> {
  return secretOrigin(providerId)
}
