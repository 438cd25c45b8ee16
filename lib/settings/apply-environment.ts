import { originPattern } from '../chat/base-url'
import { toErrorInfo } from '../chat/chat-error'
import type { EnvironmentReport } from '../chat/environment'
import type { Settings } from '../chat/settings'
import { saveKey } from './connection'
import { parseEnvironment, type EnvironmentChange } from './env-file'
import { findProvider } from './providers'
import { changeSettings } from './settings'

/** Sets up every provider that the pasted lines name. What cannot be used costs only itself. */
export async function applyEnvironment(text: string): Promise<EnvironmentReport> {
  const { changes, problems } = parseEnvironment(text)
  const report: EnvironmentReport = { providers: [], problems }
  for (const change of changes) {
    // One after the other: each is read back with what the one before it wrote.
    // oxlint-disable-next-line no-await-in-loop
    await apply(change, report)
  }
  return report
}

async function apply(change: EnvironmentChange, report: EnvironmentReport): Promise<void> {
  const { providerId, key, baseUrl, headers } = change
  const settings = await changeSettings((all) => withChange(all, change))
  const provider = findProvider(settings, providerId)
  if (!provider) return
  const set = [...(baseUrl === undefined ? [] : ['address']), ...Object.keys(headers).map((name) => `header ${name}`)]
  if (key !== undefined) {
    try {
      await saveKey(provider, key, { plainHttp: false })
      set.unshift('key')
    } catch (error) {
      report.problems.push({ message: `${provider.name}: ${toErrorInfo(error).message}` })
    }
  }
  if (set.length === 0) return
  report.providers.push({ providerId, name: provider.name, set, originPattern: originPattern(provider.baseUrl) })
}

function withChange(settings: Settings, { providerId, baseUrl, headers }: EnvironmentChange): Settings {
  const earlier = settings.providers[providerId]
  const merged = {
    ...earlier,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    headers: { ...earlier?.headers, ...headers },
  }
  return { ...settings, providers: { ...settings.providers, [providerId]: merged } }
}
