import { browser } from 'wxt/browser'
import { attachmentIdOf } from '../../lib/chat/attachment'
import { normalizeBaseUrl } from '../../lib/chat/base-url'
import { withMovedAction, withoutAction, withResetAction } from '../../lib/chat/action-list'
import { ChatError } from '../../lib/chat/chat-error'
import type { Provider } from '../../lib/chat/provider'
import { idIn } from '../../lib/chat/temporary'
import { addAttachment, trimAttachment } from '../../lib/db/attachments'
import { copyPath, deleteMessage, restoreMessage, showMessage } from '../../lib/db/branches'
import { deleteRecordings } from '../../lib/db/cassettes'
import { showComparison } from '../../lib/db/comparisons'
import { dismissRestored } from '../../lib/db/condition'
import { markDeleted, pinConversations, renameConversation, saveView, unmarkDeleted } from '../../lib/db/conversations'
import { saveDraft, saveEdit } from '../../lib/db/drafts'
import {
  addFolder,
  collapseFolder,
  moveConversations,
  removeFolder,
  renameFolder,
  restoreFolder,
} from '../../lib/db/folders'
import { beginErasure } from '../../lib/db/erase'
import { openDatabase } from '../../lib/db/generation'
import { drainSoon } from '../../lib/db/mirror'
import { removeModelList } from '../../lib/db/model-lists'
import { countQueued } from '../../lib/db/queue'
import { deleteRuns } from '../../lib/db/runs'
import { indexNow } from '../../lib/db/search-keeper'
import { readTemporary } from '../../lib/db/temporary'
import { discardTemporary, keepTemporary } from '../../lib/db/temporary-chats'
import { detectOllama } from '../../lib/engine/discovery'
import type { Dispatch } from '../../lib/engine/dispatch'
import type { Engine } from '../../lib/engine/engine'
import { listModels } from '../../lib/engine/models'
import { savePreset } from '../../lib/engine/presets'
import { listProviders } from '../../lib/engine/provider-status'
import type { CallInput, CallName, CallOutput } from '../../lib/messaging/calls'
import { listUnseen } from '../../lib/messaging/unseen'
import { everydayModel } from '../../lib/chat/everyday-model'
import { saveAction } from '../../lib/settings/actions'
import { applyEnvironment } from '../../lib/settings/apply-environment'
import { clearKey, saveKey } from '../../lib/settings/connection'
import { withPortable, type Adopted } from '../../lib/settings/portable'
import { withMovedPreset, withoutPreset, withPreset } from '../../lib/settings/presets'
import { findProvider, withoutProvider } from '../../lib/settings/providers'
import { saveProvider } from '../../lib/settings/save-provider'
import { clearSecrets } from '../../lib/settings/secrets'
import { changeSettings, readSettings } from '../../lib/settings/settings'
import type { Checkups } from './checkups'
import type { createClaims } from './pending-actions'
import type { UnseenAnswers } from './unseen-answers'

export type CallHandlers = {
  [Name in CallName]: (input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>
}

type Dependencies = {
  engine: Engine
  dispatch: Dispatch
  checkups: Checkups
  attention: UnseenAnswers
  claims: ReturnType<typeof createClaims>
  createId: () => string
  now: () => number
}

/** What each call does: one line where a room does it, a few where two rooms meet. */
export function createCallHandlers(dependencies: Dependencies): CallHandlers {
  const { engine, dispatch, checkups, claims, attention, createId, now } = dependencies
  return {
    startRun: (input) => engine.start(input),
    editQueued: ({ questionId, ...changes }) => engine.queue.edit(questionId, changes),
    holdQueued: ({ questionId, held }) => engine.queue.hold(questionId, held),
    moveQueued: ({ questionId, by }) => engine.queue.move(questionId, by),
    removeQueued: ({ questionId }) => engine.queue.remove(questionId),
    restoreQueued: ({ question }) => engine.queue.restore(question),
    advanceQueue: ({ conversationId }) => engine.queue.advance(conversationId),
    sendNext: ({ conversationId, presetId }) => engine.queue.sendNext(conversationId, presetId),
    retryRun: ({ messageId, presetId, ...wish }) => engine.retry(messageId, presetId, wish),
    readSection: ({ messageId, section }) => engine.readSection(messageId, section),
    askAnew: (input) => engine.askAnew(input),
    continueRun: ({ messageId, presetId }) => engine.continue(messageId, presetId),
    skipWait: ({ messageId }) => engine.skipWait(messageId),
    showMessage: ({ messageId, ...options }) => showMessage(messageId, options),
    deleteMessage: ({ messageId }) => deleteMessage(messageId, now()),
    restoreMessage: ({ messageId }) => restoreMessage(messageId),
    async copyPath({ messageId }) {
      // What goes on from a temporary chat is one.
      const createAlike = () => idIn(messageId, createId)
      const conversationId = createAlike()
      await copyPath(messageId, { conversationId, createId: createAlike, now: now() })
      return { conversationId }
    },
    stopRun: ({ messageId }) => engine.stop(messageId),
    stopConversation: ({ conversationId }) => engine.stopConversation(conversationId),
    compareRun: ({ messageId, presetIds }) => engine.compare(messageId, presetIds),
    keepAnswer: ({ messageId }) => engine.keep(messageId),
    showComparison: ({ questionId }) => showComparison(questionId),

    markSeen: ({ conversationId }) => attention.markSeen(conversationId),

    async saveAttachment({ conversationId, snapshot }) {
      const attachment = { ...snapshot, id: attachmentIdOf(snapshot, () => idIn(conversationId, createId)) }
      await addAttachment(attachment)
      return attachment
    },
    trimAttachment: ({ attachmentId, cuts }) => trimAttachment(attachmentId, cuts, idIn(attachmentId, createId)),
    async saveDraft({ draft }) {
      await saveDraft({ ...draft, updatedAt: now() })
    },
    saveEdit: ({ edit, ...place }) => saveEdit({ ...place, updatedAt: now() }, edit),
    async saveView({ windowId, conversationId }) {
      await saveView({ windowId, conversationId, updatedAt: now() })
    },
    readTemporary: (query) => readTemporary(query),
    async keepTemporary({ conversationId }) {
      const keptAs = await keepTemporary(conversationId, now())
      await attention.markSeen(conversationId)
      await engine.queue.advance(keptAs)
    },
    async discardTemporary({ conversationId }) {
      engine.stopConversation(conversationId)
      await discardTemporary(conversationId)
      await attention.markSeen(conversationId)
    },
    async renameConversation({ conversationId, title }) {
      await renameConversation(conversationId, title)
    },
    async deleteConversations({ conversationIds }) {
      // In this order: a question that is just being taken from the queue is refused, or is being answered by then.
      await markDeleted(conversationIds, now())
      for (const conversationId of conversationIds) engine.stopConversation(conversationId)
      const unseen = new Set((await listUnseen()).map((answer) => answer.conversationId))
      await Promise.all(conversationIds.filter((id) => unseen.has(id)).map((id) => attention.markSeen(id)))
    },
    async restoreConversations({ conversationIds }) {
      await unmarkDeleted(conversationIds)
      const queued = await countQueued()
      await Promise.all(conversationIds.filter((id) => queued.has(id)).map((id) => engine.queue.advance(id)))
    },
    async pinConversations({ conversationIds, pinned }) {
      await pinConversations(conversationIds, pinned ? now() : undefined)
    },
    moveConversations: ({ conversationIds, folderId }) => moveConversations(conversationIds, folderId),
    async makeFolder({ name }) {
      const folder = { id: createId(), name, createdAt: now() }
      await addFolder(folder)
      return { folderId: folder.id }
    },
    renameFolder: ({ folderId, name }) => renameFolder(folderId, name),
    collapseFolder: ({ folderId, collapsed }) => collapseFolder(folderId, collapsed),
    async deleteFolder({ folderId }) {
      return { conversationIds: await removeFolder(folderId) }
    },
    restoreFolder: ({ folder, conversationIds }) => restoreFolder(folder, conversationIds),
    indexHistory: () => indexNow(),

    claimPendingAction: ({ windowId, claimant }) => claims.claim(windowId, claimant),
    settlePendingAction: ({ id }) => claims.settle(id),

    listProviders: () => listProviders(),
    async saveProvider({ providerId, settings, plainHttp = false }) {
      await saveProvider(providerId, settings, { plainHttp })
      const asksAnew = settings.baseUrl !== undefined || settings.wire !== undefined || settings.headers !== undefined
      if (asksAnew) await removeModelList(providerId)
    },
    async addCustomProvider({ provider }) {
      const id = `custom-${createId()}`
      const custom = { ...provider, id, baseUrl: normalizeBaseUrl(provider.baseUrl, provider.wire) }
      await changeSettings((all) => ({ ...all, customProviders: [...all.customProviders, custom] }))
      return { providerId: id }
    },
    async removeCustomProvider({ providerId }) {
      await clearSecrets(providerId)
      await changeSettings((all) => withoutProvider(all, providerId))
      await removeModelList(providerId)
    },
    async setKey({ providerId, key, plainHttp }) {
      await saveKey(await requireProvider(providerId), key, { plainHttp })
    },
    async applyEnvironment({ text }) {
      const report = await applyEnvironment(text)
      const moved = report.providers.filter(({ set }) => set.includes('address'))
      await Promise.all(moved.map(({ providerId }) => removeModelList(providerId)))
      return report
    },
    clearKey: ({ providerId }) => clearKey(providerId),
    listModels: ({ providerId, refresh }) => listModels(dispatch, providerId, { refresh, now: now() }),
    checkProvider: (input) => checkups.check(input),
    detectOllama: () => detectOllama(dispatch, now()),

    ensurePreset: (input) => ensurePreset(input, createId()),
    async everydayPreset({ providerId }) {
      await requireProvider(providerId)
      const { models, error } = await listModels(dispatch, providerId, { refresh: true, now: now() })
      const model = everydayModel(providerId, models)
      if (!model) throw new ChatError('model-not-found', error ?? noModels(providerId), { providerId })
      return ensurePreset({ providerId, model: model.id }, createId())
    },
    savePreset: ({ preset }) => savePreset(preset),
    async removePreset({ presetId }) {
      await changeSettings((all) => withoutPreset(all, presetId))
    },
    async movePreset({ presetId, by }) {
      await changeSettings((all) => withMovedPreset(all, presetId, by))
    },
    saveAction: ({ action }) => saveAction(action),
    async removeAction({ actionId }) {
      await changeSettings((all) => ({ ...all, quickActions: withoutAction(all.quickActions, actionId) }))
    },
    async resetAction({ actionId }) {
      await changeSettings((all) => ({ ...all, quickActions: withResetAction(all.quickActions, actionId) }))
    },
    async moveAction({ actionId, by }) {
      await changeSettings((all) => ({ ...all, quickActions: withMovedAction(all.quickActions, actionId, by) }))
    },
    async updateSettings({ patch }) {
      await changeSettings((all) => ({ ...all, ...patch }))
    },
    deleteRecordings: () => deleteRecordings(),
    settleStorage: () => openDatabase(),
    copyChanges: () => {
      drainSoon()
      indexNow()
    },
    async importSettings({ settings }) {
      let adopted: Adopted | undefined
      await changeSettings((all) => {
        adopted = withPortable(all, settings, createId)
        return adopted.settings
      })
      const { presetIds = [], providerIds = [], actionIds = [] } = adopted ?? {}
      return { presetIds, providerIds, actionIds }
    },
    dismissRestored: () => dismissRestored(),
    deleteRuns: () => deleteRuns(),
    async eraseAll({ settings }) {
      await beginErasure(settings ? 'everything' : 'conversations')
      browser.runtime.reload()
    },
  }
}

async function ensurePreset(input: CallInput<'ensurePreset'>, id: string): Promise<CallOutput<'ensurePreset'>> {
  await requireProvider(input.providerId)
  const changed = await changeSettings((all) => withPreset(all, input, id).settings)
  return withPreset(changed, input, id).preset
}

function noModels(providerId: string): string {
  return providerId === 'ollama'
    ? 'Ollama runs but has no model yet: get one with "ollama pull qwen3:8b", then connect again.'
    : 'The provider answers, but lists no model that this key may use.'
}

async function requireProvider(providerId: string): Promise<Provider> {
  const provider = findProvider(await readSettings(), providerId)
  if (!provider) throw new ChatError('not-configured', 'This provider was removed meanwhile.', { providerId })
  return provider
}
