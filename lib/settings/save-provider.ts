import { normalizeBaseUrl } from '../chat/base-url'
import { ChatError } from '../chat/chat-error'
import { headerNameProblem, headerValueProblem, isSecretHeader } from '../chat/header'
import type { Provider } from '../chat/provider'
import type { ProviderPatch, Settings } from '../chat/settings'
import { adoptSecretHeaders, saveSecretHeaders } from './connection'
import { patched, splitPatch } from './patch'
import { findProvider } from './providers'
import { changeSettings, readSettings } from './settings'

/**
 * Changes what is set for one provider. Everything is checked before anything is written. Headers that hold a secret go
 * to the room of the secrets, bound to the origin of the address as it is after the change; `plainHttp` is the user's
 * yes to sending those unencrypted to another machine.
 * @throws {ChatError} `bad-request` with the reason, `not-configured` when there is no such provider.
 */
export async function saveProvider(
  providerId: string,
  patch: ProviderPatch,
  { plainHttp }: { plainHttp: boolean },
): Promise<Provider> {
  const settings = await readSettings()
  const { secretHeaders, patch: plainPatch } = splitPatch(patch)
  const before = requireProvider(settings, providerId)
  const checked = withCheckedAddress(plainPatch, before)
  const after = requireProvider(withPatch(settings, providerId, checked), providerId)
  for (const [name, value] of Object.entries(patch.headers ?? {})) if (value !== null) requireHeader(after, name, value)
  // The secrets first: should the worker die in between, they are bound to an address that nothing is sent to yet.
  await saveSecretHeaders(after, secretHeaders, { plainHttp })
  await changeSettings((all) => withPatch(all, providerId, checked))
  return after
}

/** Moves secrets out of the settings of earlier versions, where they lay among the other headers. Can be done again at any time. */
export async function moveSecretHeaders(): Promise<void> {
  const settings = await readSettings()
  for (const [providerId, { headers = {} }] of Object.entries(settings.providers)) {
    const secret = Object.entries(headers).filter(([name, value]) => isSecretHeader(name, value))
    if (secret.length === 0) continue
    const provider = findProvider(settings, providerId)
    // One after the other, and each first written to its new place: a death in between leaves it in both.
    // oxlint-disable-next-line no-await-in-loop
    if (provider) await adoptSecretHeaders(provider, Object.fromEntries(secret))
    const gone = Object.fromEntries(secret.map(([name]) => [name, null]))
    // oxlint-disable-next-line no-await-in-loop
    await changeSettings((all) => withPatch(all, providerId, { headers: gone }))
  }
}

function withCheckedAddress(patch: ProviderPatch, provider: Provider): ProviderPatch {
  if (typeof patch.baseUrl !== 'string') return patch
  const baseUrl = normalizeBaseUrl(patch.baseUrl, patch.wire ?? provider.wires[0])
  return { ...patch, baseUrl: baseUrl === provider.defaultBaseUrl ? null : baseUrl }
}

function requireHeader(provider: Provider, name: string, value: string): void {
  const problem = headerNameProblem(name, provider.headerRules) ?? headerValueProblem(value)
  if (problem !== undefined) throw new ChatError('bad-request', problem, { providerId: provider.id })
}

function requireProvider(settings: Settings, providerId: string): Provider {
  const provider = findProvider(settings, providerId)
  if (!provider) throw new ChatError('not-configured', 'This provider was removed meanwhile.', { providerId })
  return provider
}

function withPatch(settings: Settings, providerId: string, patch: ProviderPatch): Settings {
  const earlier = settings.providers[providerId] ?? {}
  return { ...settings, providers: { ...settings.providers, [providerId]: patched(earlier, patch) } }
}
