import * as v from 'valibot'
import { attachmentKinds, imageTypes } from '../../lib/chat/attachment'
import { mostCompared } from '../../lib/chat/comparison'
import { readings } from '../../lib/chat/coverage'
import { isTemporary } from '../../lib/chat/temporary'
import { fieldKinds } from '../../lib/chat/write-back'
import type { CallInput, CallName } from '../../lib/messaging/calls'
import { quickActionSchema } from '../../lib/settings/action-schema'
import { portableSchema } from '../../lib/settings/portable'
import { customProviderSchema, presetSchema, providerPatchSchema, settingsPatchSchema } from '../../lib/settings/schema'

const identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(200))
const temporaryId = v.pipe(
  identifier,
  v.check((id) => isTemporary(id)),
)
/** As many as a history may hold that somebody selects whole. */
const conversationIds = v.pipe(v.array(identifier), v.maxLength(100_000))
const folderName = v.pipe(v.string(), v.trim(), v.minLength(1, 'A folder needs a name.'), v.maxLength(100))
const windowId = v.pipe(v.number(), v.integer())
const attachmentIds = v.pipe(v.array(identifier), v.maxLength(100))
/** A longer question would not fit any model; the page's own text travels as an attachment. */
const question = v.pipe(v.string(), v.maxLength(400_000, 'The question is longer than 400,000 characters: shorten it.'))
/** Characters of one snapshot: a book. */
const longestText = 4_000_000
/** Also of an action that was removed meanwhile. */
const quickActionId = identifier
const reading = v.picklist(readings)
const others = v.pipe(v.array(identifier), v.minLength(1), v.maxLength(mostCompared - 1))
const comparedPresetIds = v.exactOptional(others)
const modelName = v.pipe(v.string(), v.maxLength(300))

const character = v.pipe(v.number(), v.integer(), v.minValue(0))
const ranges = v.pipe(v.array(v.strictObject({ from: character, to: character })), v.maxLength(5_000))
/** Base64 of what the largest picture that any model takes comes to. */
const largestImage = 30_000_000
const place = v.union([
  v.strictObject({ from: character, page: v.pipe(v.number(), v.integer(), v.minValue(1)) }),
  v.strictObject({ from: character, seconds: v.pipe(v.number(), v.minValue(0)) }),
])

const field = v.strictObject({
  kind: v.picklist(fieldKinds),
  token: v.pipe(v.string(), v.maxLength(100)),
  frameId: v.pipe(v.number(), v.integer()),
  path: v.pipe(v.array(v.pipe(v.array(character), v.maxLength(1_000))), v.maxLength(100)),
  signature: v.pipe(v.string(), v.maxLength(400)),
  start: character,
  text: v.pipe(v.string(), v.maxLength(longestText)),
  before: v.pipe(v.string(), v.maxLength(200)),
  after: v.pipe(v.string(), v.maxLength(200)),
})

const snapshot = v.strictObject({
  kind: v.picklist(attachmentKinds),
  url: v.pipe(v.string(), v.maxLength(10_000)),
  title: v.pipe(v.string(), v.maxLength(2_000)),
  capturedAt: v.number(),
  text: v.pipe(v.string(), v.maxLength(longestText)),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  language: v.exactOptional(v.pipe(v.string(), v.maxLength(100))),
  context: v.exactOptional(
    v.strictObject({ heading: v.exactOptional(v.string()), paragraph: v.exactOptional(v.string()) }),
  ),
  omittedCharacters: v.exactOptional(v.number()),
  hiddenCharacters: v.exactOptional(v.number()),
  hiddenText: v.exactOptional(v.pipe(v.string(), v.maxLength(100_000))),
  cuts: v.exactOptional(ranges),
  places: v.exactOptional(v.pipe(v.array(place), v.maxLength(20_000))),
  image: v.exactOptional(
    v.strictObject({
      mediaType: v.picklist(imageTypes),
      data: v.pipe(v.string(), v.base64(), v.maxLength(largestImage)),
      width: v.pipe(v.number(), v.integer(), v.minValue(1)),
      height: v.pipe(v.number(), v.integer(), v.minValue(1)),
    }),
  ),
  scope: v.exactOptional(v.literal('visible')),
  icon: v.exactOptional(v.pipe(v.string(), v.startsWith('data:image/'), v.maxLength(50_000))),
  tabId: v.exactOptional(v.pipe(v.number(), v.integer())),
  field: v.exactOptional(field),
  earlierId: v.exactOptional(identifier),
  leftOut: v.exactOptional(v.literal(true)),
})

/** What the worker accepts under each name. Anything else is refused before it reaches a handler. */
export const callSchemas: { [Name in CallName]: v.GenericSchema<unknown, CallInput<Name>> } = {
  startRun: v.strictObject({
    conversationId: identifier,
    questionId: identifier,
    text: question,
    attachmentIds,
    presetId: identifier,
    comparedPresetIds,
    action: v.exactOptional(quickActionId),
    reading: v.exactOptional(reading),
    again: v.exactOptional(v.boolean()),
    behind: v.exactOptional(v.boolean()),
  }),
  editQueued: v.strictObject({ questionId: identifier, text: question, attachmentIds }),
  holdQueued: v.strictObject({ questionId: identifier, held: v.boolean() }),
  moveQueued: v.strictObject({ questionId: identifier, by: v.pipe(v.number(), v.integer()) }),
  removeQueued: v.strictObject({ questionId: identifier }),
  restoreQueued: v.strictObject({
    question: v.object({
      id: identifier,
      conversationId: identifier,
      text: question,
      attachmentIds,
      presetId: identifier,
      comparedPresetIds,
      action: v.exactOptional(quickActionId),
      reading: v.exactOptional(reading),
      place: v.pipe(v.number(), v.integer(), v.minValue(0)),
      waitsFor: v.nullable(identifier),
    }),
  }),
  advanceQueue: v.strictObject({ conversationId: identifier }),
  sendNext: v.strictObject({ conversationId: identifier, presetId: identifier }),
  retryRun: v.strictObject({
    messageId: identifier,
    presetId: identifier,
    record: v.exactOptional(v.boolean()),
    reading: v.exactOptional(reading),
  }),
  readSection: v.strictObject({ messageId: identifier, section: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
  askAnew: v.strictObject({
    messageId: identifier,
    questionId: identifier,
    attachmentIds,
    presetId: identifier,
    comparedPresetIds,
    text: v.exactOptional(question),
  }),
  compareRun: v.strictObject({ messageId: identifier, presetIds: others }),
  keepAnswer: v.strictObject({ messageId: identifier }),
  showComparison: v.strictObject({ questionId: identifier }),
  continueRun: v.strictObject({ messageId: identifier, presetId: v.exactOptional(identifier) }),
  skipWait: v.strictObject({ messageId: identifier }),
  showMessage: v.strictObject({ messageId: identifier, here: v.exactOptional(v.boolean()) }),
  deleteMessage: v.strictObject({ messageId: identifier }),
  restoreMessage: v.strictObject({ messageId: identifier }),
  copyPath: v.strictObject({ messageId: identifier }),
  stopRun: v.strictObject({ messageId: identifier }),
  stopConversation: v.strictObject({ conversationId: identifier }),
  markSeen: v.strictObject({ conversationId: identifier }),
  saveAttachment: v.strictObject({ conversationId: identifier, snapshot }),
  trimAttachment: v.strictObject({ attachmentId: identifier, cuts: ranges }),
  saveDraft: v.strictObject({
    draft: v.strictObject({ conversationId: identifier, text: question, attachmentIds }),
  }),
  saveEdit: v.strictObject({
    conversationId: identifier,
    questionId: identifier,
    edit: v.nullable(v.strictObject({ text: question, attachmentIds })),
  }),
  saveView: v.strictObject({ windowId, conversationId: identifier }),
  readTemporary: v.union([
    v.strictObject({ table: identifier, keys: v.array(identifier) }),
    v.strictObject({ table: identifier, by: v.picklist(['key', 'conversation']), from: temporaryId, to: temporaryId }),
  ]),
  keepTemporary: v.strictObject({ conversationId: temporaryId }),
  discardTemporary: v.strictObject({ conversationId: temporaryId }),
  renameConversation: v.strictObject({
    conversationId: identifier,
    title: v.pipe(v.string(), v.trim(), v.minLength(1, 'A title cannot be empty.'), v.maxLength(200)),
  }),
  deleteConversations: v.strictObject({ conversationIds }),
  restoreConversations: v.strictObject({ conversationIds }),
  pinConversations: v.strictObject({ conversationIds, pinned: v.boolean() }),
  moveConversations: v.strictObject({ conversationIds, folderId: v.nullable(identifier) }),
  makeFolder: v.strictObject({ name: folderName }),
  renameFolder: v.strictObject({ folderId: identifier, name: folderName }),
  collapseFolder: v.strictObject({ folderId: identifier, collapsed: v.boolean() }),
  deleteFolder: v.strictObject({ folderId: identifier }),
  restoreFolder: v.strictObject({
    folder: v.strictObject({
      id: identifier,
      name: folderName,
      createdAt: v.number(),
      collapsed: v.exactOptional(v.literal(true)),
    }),
    conversationIds,
  }),
  indexHistory: v.undefined(),
  claimPendingAction: v.strictObject({ windowId, claimant: identifier }),
  settlePendingAction: v.strictObject({ id: identifier }),
  listProviders: v.undefined(),
  saveProvider: v.strictObject({
    providerId: identifier,
    settings: providerPatchSchema,
    plainHttp: v.exactOptional(v.boolean()),
  }),
  addCustomProvider: v.strictObject({ provider: v.omit(customProviderSchema, ['id']) }),
  removeCustomProvider: v.strictObject({ providerId: identifier }),
  setKey: v.strictObject({
    providerId: identifier,
    key: v.pipe(v.string(), v.trim(), v.minLength(1, 'The key is empty.'), v.maxLength(4_000)),
    plainHttp: v.boolean(),
  }),
  clearKey: v.strictObject({ providerId: identifier }),
  applyEnvironment: v.strictObject({ text: v.pipe(v.string(), v.maxLength(100_000)) }),
  listModels: v.strictObject({ providerId: identifier, refresh: v.boolean() }),
  checkProvider: v.strictObject({ checkupId: identifier, providerId: identifier, model: modelName }),
  detectOllama: v.undefined(),
  ensurePreset: v.strictObject({ providerId: identifier, model: v.pipe(modelName, v.trim(), v.minLength(1)) }),
  everydayPreset: v.strictObject({ providerId: identifier }),
  savePreset: v.strictObject({ preset: presetSchema }),
  removePreset: v.strictObject({ presetId: identifier }),
  movePreset: v.strictObject({ presetId: identifier, by: v.pipe(v.number(), v.integer()) }),
  saveAction: v.strictObject({ action: quickActionSchema }),
  removeAction: v.strictObject({ actionId: quickActionId }),
  resetAction: v.strictObject({ actionId: quickActionId }),
  moveAction: v.strictObject({ actionId: quickActionId, by: v.pipe(v.number(), v.integer()) }),
  updateSettings: v.strictObject({ patch: settingsPatchSchema }),
  deleteRecordings: v.undefined(),
  settleStorage: v.undefined(),
  copyChanges: v.undefined(),
  importSettings: v.strictObject({ settings: portableSchema }),
  dismissRestored: v.undefined(),
  deleteRuns: v.undefined(),
  eraseAll: v.strictObject({ settings: v.boolean() }),
}
