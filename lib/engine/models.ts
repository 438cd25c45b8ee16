import { ChatError, toErrorInfo } from '../chat/chat-error'
import type { ModelList } from '../chat/model-info'
import { getModelList, saveModelList } from '../db/model-lists'
import type { Dispatch } from './dispatch'

/** A list older than this is fetched again when somebody looks at it. */
const freshMs = 60 * 60_000

/** Longer than any provider takes to list its models, shorter than a reader's patience with a dead one. */
const listTimeoutMs = 30_000

/**
 * The provider's models: the stored list while it is fresh, else a new one. A failed fetch returns the last good list
 * with the reason beside it.
 */
export async function listModels(
  dispatch: Dispatch,
  providerId: string,
  { refresh, now }: { refresh: boolean; now: number },
): Promise<ModelList> {
  const known = await getModelList(providerId)
  if (known && !refresh && now - known.fetchedAt < freshMs) return known
  try {
    const unasked = known !== undefined && !refresh
    const models = await dispatch.listModels(providerId, AbortSignal.timeout(listTimeoutMs), { unasked })
    const list: ModelList = { providerId, models, fetchedAt: now }
    await saveModelList(list)
    return list
  } catch (error) {
    const { message, kind } = toErrorInfo(error)
    // Permission and key have a button of their own, which needs the error whole.
    if (!known && error instanceof ChatError) throw error
    const reason = kind === 'aborted' ? 'The provider did not list its models within 30 seconds.' : message
    return { providerId, models: known?.models ?? [], fetchedAt: known?.fetchedAt ?? 0, error: reason }
  }
}
