import type { Settings } from '../../lib/chat/settings'
import { providerRow } from '../../lib/providers'

/** What the reader knows a provider as; of one that was removed, its id. */
export function providerName(settings: Settings, providerId = ''): string {
  const custom = settings.customProviders.find(({ id }) => id === providerId)
  return custom?.name ?? providerRow(providerId)?.name ?? providerId
}
