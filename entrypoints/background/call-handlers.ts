import { normalizeBaseUrl } from '../../lib/chat/base-url'
import { ChatError } from '../../lib/chat/chat-error'
import type { Provider } from '../../lib/chat/provider'
import { addAttachment } from '../../lib/db/attachments'
import { markDeleted, renameConversation, saveDraft, saveView, unmarkDeleted } from '../../lib/db/conversations'
import { showMessage } from '../../lib/db/messages'
import { removeModelList } from '../../lib/db/model-lists'
import { detectOllama } from '../../lib/engine/discovery'
import type { Dispatch } from '../../lib/engine/dispatch'
import { testProvider } from '../../lib/engine/doctor'
import type { Engine } from '../../lib/engine/engine'
import { listModels } from '../../lib/engine/models'
import { listProviders } from '../../lib/engine/provider-status'
import type { CallInput, CallName, CallOutput } from '../../lib/messaging/calls'
import { applyEnvironment } from '../../lib/settings/apply-environment'
import { saveKey } from '../../lib/settings/connection'
import { withoutPreset, withPreset } from '../../lib/settings/presets'
import { findProvider, withoutProvider } from '../../lib/settings/providers'
import { clearSecret } from '../../lib/settings/secrets'
import { changeSettings, readSettings } from '../../lib/settings/settings'
import type { createClaims } from './pending-actions'

export type CallHandlers = {
  [Name in CallName]: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>
}

type Dependencies = {
  engine: Engine
  dispatch: Dispatch
  claims: ReturnType<typeof createClaims>
  createId: () => string
  now: () => number
  monotonicNow: () => number
}

/** What each call does: one line where a room does it, a few where two rooms meet. */
export function createCallHandlers(dependencies: Dependencies): CallHandlers {
  const { engine, dispatch, claims, createId, now, monotonicNow } = dependencies
  return {
    startRun: (input) => engine.start(input),
    retryRun: ({ messageId, presetId }) => engine.retry(messageId, presetId),
    skipWait: ({ messageId }) => engine.skipWait(messageId),
    showMessage: ({ messageId }) => showMessage(messageId),
    stopRun: ({ messageId }) => engine.stop(messageId),

    async saveAttachment({ snapshot }) {
      const attachment = { ...snapshot, id: createId() }
      await addAttachment(attachment)
      return attachment
    },
    async saveDraft({ draft }) {
      await saveDraft({ ...draft, updatedAt: now() })
    },
    async saveView({ windowId, conversationId }) {
      await saveView({ windowId, conversationId, updatedAt: now() })
    },
    async renameConversation({ conversationId, title }) {
      await renameConversation(conversationId, title)
    },
    async deleteConversation({ conversationId }) {
      engine.stopConversation(conversationId)
      await markDeleted(conversationId, now())
    },
    async restoreConversation({ conversationId }) {
      await unmarkDeleted(conversationId)
    },

    claimPendingAction: ({ windowId, claimant }) => claims.claim(windowId, claimant),
    settlePendingAction: ({ id }) => claims.settle(id),

    listProviders: () => listProviders(),
    async saveProvider({ providerId, settings }) {
      const { baseUrl, ...rest } = settings
      const checked = baseUrl === undefined ? rest : { ...rest, baseUrl: normalizeBaseUrl(baseUrl) }
      await requireProvider(providerId)
      await changeSettings((all) => ({ ...all, providers: { ...all.providers, [providerId]: checked } }))
      await removeModelList(providerId)
    },
    async addCustomProvider({ provider }) {
      const id = `custom-${createId()}`
      const custom = { ...provider, id, baseUrl: normalizeBaseUrl(provider.baseUrl) }
      await changeSettings((all) => ({ ...all, customProviders: [...all.customProviders, custom] }))
      return { providerId: id }
    },
    async removeCustomProvider({ providerId }) {
      await clearSecret(providerId)
      await changeSettings((all) => withoutProvider(all, providerId))
      await removeModelList(providerId)
    },
    async setKey({ providerId, key, plainHttp }) {
      await saveKey(await requireProvider(providerId), key, { plainHttp })
    },
    applyEnvironment: ({ text }) => applyEnvironment(text),
    clearKey: ({ providerId }) => clearSecret(providerId),
    listModels: ({ providerId, refresh }) => listModels(dispatch, providerId, { refresh, now: now() }),
    testProvider: (input) => testProvider(dispatch, input, monotonicNow),
    detectOllama: () => detectOllama(dispatch, now()),

    async ensurePreset(input) {
      await requireProvider(input.providerId)
      const id = createId()
      const changed = await changeSettings((all) => withPreset(all, input, id).settings)
      return withPreset(changed, input, id).preset
    },
    async removePreset({ presetId }) {
      await changeSettings((all) => withoutPreset(all, presetId))
    },
    async updateSettings({ patch }) {
      await changeSettings((all) => ({ ...all, ...patch }))
    },
  }
}

async function requireProvider(providerId: string): Promise<Provider> {
  const provider = findProvider(await readSettings(), providerId)
  if (!provider) throw new ChatError('not-configured', 'This provider was removed meanwhile.', { providerId })
  return provider
}
