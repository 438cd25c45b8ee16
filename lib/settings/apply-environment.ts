import { originPattern } from '../chat/base-url'
import { toErrorInfo } from '../chat/chat-error'
import type { EnvironmentReport } from '../chat/environment'
import type { Provider } from '../chat/provider'
import { providerRow } from '../providers'
import { saveKey } from './connection'
import { parseEnvironment, type EnvironmentChange } from './env-file'
import { saveProvider } from './save-provider'

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

async function apply(
  { providerId, key, baseUrl, headers }: EnvironmentChange,
  report: EnvironmentReport,
): Promise<void> {
  const patch = { ...(baseUrl === undefined ? {} : { baseUrl }), headers }
  const set = [...(baseUrl === undefined ? [] : ['address']), ...Object.keys(headers).map((name) => `header ${name}`)]
  const fail = (error: unknown) =>
    report.problems.push({ message: `${nameOf(providerId)}: ${toErrorInfo(error).message}` })
  let provider: Provider
  try {
    provider = await saveProvider(providerId, patch, { plainHttp: false })
  } catch (error) {
    fail(error)
    return
  }
  if (key !== undefined) {
    try {
      await saveKey(provider, key, { plainHttp: false })
      set.unshift('key')
    } catch (error) {
      fail(error)
    }
  }
  if (set.length === 0) return
  report.providers.push({ providerId, name: provider.name, set, originPattern: originPattern(provider.baseUrl) })
}

function nameOf(providerId: string): string {
  return providerRow(providerId)?.name ?? providerId
}
