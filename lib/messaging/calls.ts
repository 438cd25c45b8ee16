import { browser } from 'wxt/browser'
import type { Attachment, TextRange } from '../chat/attachment'
import { ChatError, type ErrorInfo } from '../chat/chat-error'
import type { Checkup } from '../chat/checkup'
import type { Reading } from '../chat/coverage'
import type { Draft, Edit, Folder } from '../chat/conversation'
import type { EnvironmentReport } from '../chat/environment'
import type { ModelList } from '../chat/model-info'
import type { PendingAction } from '../chat/pending-action'
import type { Preset } from '../chat/preset'
import type { OllamaDiscovery, ProviderStatus } from '../chat/provider-status'
import type { QuickAction, QuickActionId } from '../chat/quick-action'
import type { QueuedQuestion } from '../chat/queued-question'
import type { CustomProvider, PortableSettings, ProviderPatch, SettingsPatch } from '../chat/settings'

/** The questions a page of ours may put to the worker, and their answers. No answer ever holds a key. */
export type Calls = {
  /**
   * Stores the question, under the id it comes with, with an empty answer, and starts the run. `conversationId` may be
   * new: the conversation is created with the first question. While an answer is being written there, the question is
   * queued and `answerId` is null.
   */
  startRun(input: {
    conversationId: string
    questionId: string
    text: string
    attachmentIds: string[]
    presetId: string
    /** Who else is asked, to be compared side by side: two at most. */
    comparedPresetIds?: string[]
    action?: QuickActionId
    /** How what is attached is read, where it is longer than the model holds. Absent: it is sent in one piece. */
    reading?: Reading
    /** Asked before, and no answer came: the worker may have died with the question in its hands. */
    again?: boolean
    /** Asked while others were waited for: it is not asked before any that still wait, whatever has ended meanwhile. */
    behind?: boolean
  }): { answerId: string | null }
  /** Changes a question that waits, and lets it go if it was held. Fails with `bad-request` when it was asked meanwhile. */
  editQueued(input: { questionId: string; text: string; attachmentIds: string[] }): void
  /** Keeps a question from being asked while a reader edits it. */
  holdQueued(input: { questionId: string; held: boolean }): void
  /** Moves it so many places towards the end of its line, or towards the front when negative. */
  moveQueued(input: { questionId: string; by: number }): void
  removeQueued(input: { questionId: string }): void
  /** Takes a removal back: the question returns to its place. */
  restoreQueued(input: { question: QueuedQuestion }): void
  /** Looks whose turn it is: a worker that died between two questions has to be woken. */
  advanceQueue(input: { conversationId: string }): void
  /** Asks the next question now, after an answer that is not complete; by `presetId` where its own preset is gone. */
  sendNext(input: { conversationId: string; presetId: string }): { answerId: string | null }
  /**
   * A new answer to the question that `messageId` is or answers, beside those it has. `record` keeps how it went over the network. Without
   * `reading` what is attached is read as it was for that one.
   */
  retryRun(input: { messageId: string; presetId: string; record?: boolean; reading?: Reading }): { answerId: string }
  /**
   * Reads a section that could not be read, and leaves the answer as it is. Fails with `bad-request` when it cannot be
   * read by itself, or the conversation already has a run.
   */
  readSection(input: { messageId: string; section: number }): void
  /**
   * Goes on with an answer that broke off, as the same message: asks whoever wrote it, or the preset named. Fails with
   * `bad-request` when there is nothing to go on from or the conversation already has a run.
   */
  continueRun(input: { messageId: string; presetId?: string }): void
  /**
   * Asks the question that `messageId` is or answers once more with other attachments, and other words where `text` gives
   * them, as another question at the same place under the id given; the first one stays.
   */
  askAnew(input: {
    messageId: string
    questionId: string
    attachmentIds: string[]
    presetId: string
    comparedPresetIds?: string[]
    text?: string
  }): { answerId: string }
  /**
   * Puts the question that `messageId` answers to other presets too, to be read side by side with it. Fails with
   * `bad-request` when they would be more than three, or when another answer is being written there.
   */
  compareRun(input: { messageId: string; presetIds: string[] }): { answerId: string | null }
  /** Goes on from one of the answers that are compared; the others are stopped, and stay as branches. */
  keepAnswer(input: { messageId: string }): void
  /** Shows the answers to a question side by side again, after one was kept. */
  showComparison(input: { questionId: string }): void
  /** A run that waits to ask again does so now. */
  skipWait(input: { messageId: string }): void
  /**
   * Shows the path through this message, to the end at which the reader last left it; with `here` the path ends with the
   * message, and the next question begins a branch there.
   */
  showMessage(input: { messageId: string; here?: boolean }): void
  /**
   * Hides a message with everything below it; `restoreMessage` brings it back until the worker next starts. Fails with
   * `bad-request` while some of it is being written or a question waits for it.
   */
  deleteMessage(input: { messageId: string }): void
  restoreMessage(input: { messageId: string }): void
  /** Copies the path to this message into a new conversation. */
  copyPath(input: { messageId: string }): { conversationId: string }
  /** Stops the run that writes `messageId`; nothing happens when it is over already. */
  stopRun(input: { messageId: string }): void
  /** Stops every answer that is being written in a conversation. */
  stopConversation(input: { conversationId: string }): void

  /** The reader sees this conversation, with whatever came to its end in it. */
  markSeen(input: { conversationId: string }): void

  /** Stores a snapshot for a conversation, in memory where that is temporary, and returns it with its id. */
  saveAttachment(input: { conversationId: string; snapshot: Omit<Attachment, 'id'> }): Attachment
  /** Makes a snapshot like another, of which nothing but these parts is left out. Fails with `bad-request` when it is gone. */
  trimAttachment(input: { attachmentId: string; cuts: TextRange[] }): Attachment
  saveDraft(input: { draft: Omit<Draft, 'updatedAt' | 'edits'> }): void
  /** What is written in place of a question of the thread, as it is being written; null: nothing any more. */
  saveEdit(input: { conversationId: string; questionId: string; edit: Omit<Edit, 'questionId'> | null }): void
  /** Remembers which conversation a window shows. */
  saveView(input: { windowId: number; conversationId: string }): void
  /** What is held of temporary chats, for `lib/db` in a page. */
  readTemporary(
    input: { table: string } & ({ keys: string[] } | { by: 'key' | 'conversation'; from: string; to: string }),
  ): unknown[]
  /**
   * Makes a temporary chat a stored one; its id is without the mark then. Fails with `bad-request` while an answer is being
   * written there, or when there is nothing in it.
   */
  keepTemporary(input: { conversationId: string }): void
  /** Forgets a temporary chat for good. */
  discardTemporary(input: { conversationId: string }): void
  renameConversation(input: { conversationId: string; title: string }): void
  /** Hides conversations; `restoreConversations` brings them back until the browser next starts. */
  deleteConversations(input: { conversationIds: string[] }): void
  restoreConversations(input: { conversationIds: string[] }): void
  pinConversations(input: { conversationIds: string[]; pinned: boolean }): void
  /** Puts conversations into a folder, or out of every one with null. */
  moveConversations(input: { conversationIds: string[]; folderId: string | null }): void
  /** Fails with `bad-request` when there is one of this name. */
  makeFolder(input: { name: string }): { folderId: string }
  renameFolder(input: { folderId: string; name: string }): void
  collapseFolder(input: { folderId: string; collapsed: boolean }): void
  /** Its conversations stay; which they were is what `restoreFolder` needs. */
  deleteFolder(input: { folderId: string }): { conversationIds: string[] }
  restoreFolder(input: { folder: Folder; conversationIds: string[] }): void
  /** Goes on with what the search has not read yet: a worker that ended before has to be woken. */
  indexHistory(): void

  /** Takes the window's waiting action; null when there is none or another panel has it. */
  claimPendingAction(input: { windowId: number; claimant: string }): PendingAction | null
  /** The claimed action has been carried out: forget it. */
  settlePendingAction(input: { id: string }): void

  listProviders(): ProviderStatus[]
  /**
   * Changes what is set for a provider; what is not named stays. Headers that look like a secret are write-only, and
   * bound to the origin of its address as keys are; `plainHttp` is the user's yes to sending them unencrypted.
   */
  saveProvider(input: { providerId: string; settings: ProviderPatch; plainHttp?: boolean }): void
  /** `provider.id` is made by the worker. */
  addCustomProvider(input: { provider: Omit<CustomProvider, 'id'> }): { providerId: string }
  removeCustomProvider(input: { providerId: string }): void
  /**
   * Write-only: binds the key to the origin of the provider's present address. `plainHttp` is the user's yes to sending
   * it unencrypted to another machine; without it such a key is refused.
   */
  setKey(input: { providerId: string; key: string; plainHttp: boolean }): void
  clearKey(input: { providerId: string }): void
  /** Sets up every provider that the lines of an environment file name. */
  applyEnvironment(input: { text: string }): EnvironmentReport
  listModels(input: { providerId: string; refresh: boolean }): ModelList
  /**
   * Asks a provider one short question and says how far it came. A port watches it, and ends it by closing. An empty
   * model is the one that a reader would be asking.
   */
  checkProvider(input: { checkupId: string; providerId: string; model: string }): Checkup
  detectOllama(): OllamaDiscovery

  /** The preset for a provider's model, made when there is none yet. */
  ensurePreset(input: { providerId: string; model: string }): Preset
  /**
   * The preset for a provider's model that suits everyday questions, made when there is none yet. Fails as `listModels`
   * does, and with `model-not-found` when no model is listed.
   */
  everydayPreset(input: { providerId: string }): Preset
  /** Makes a preset under its id, or replaces the one that has it. Fails with `bad-request` when it could not be sent. */
  savePreset(input: { preset: Preset }): void
  /** Takes it out of the fallbacks of others, too; new chats start with the built-in reader if they started with it. */
  removePreset(input: { presetId: string }): void
  /** Moves it down the list by so many places, or up when negative. */
  movePreset(input: { presetId: string; by: number }): void
  /** Makes a quick action under its id, or replaces the one that has it. Fails with `bad-request` when it is not in order. */
  saveAction(input: { action: QuickAction }): void
  /** Of the user's own. */
  removeAction(input: { actionId: QuickActionId }): void
  /** Gives a built-in one back as it came. */
  resetAction(input: { actionId: QuickActionId }): void
  /** Moves it down the list by so many places, or up when negative. */
  moveAction(input: { actionId: QuickActionId; by: number }): void
  updateSettings(input: { patch: SettingsPatch }): void
  deleteRecordings(): void
  /** Answers when what a lost database held has been brought back. */
  settleStorage(): void
  /** A page has stored what a reader imported, or took it back: the second copy follows. */
  copyChanges(): void
  /** Adds presets, servers and quick actions of a backup beside those there are; answers with the ids they were given. */
  importSettings(input: { settings: PortableSettings }): {
    presetIds: string[]
    providerIds: string[]
    actionIds: string[]
  }
  /** The reader has seen that something was brought back. */
  dismissRestored(): void
  /** Forgets how past runs went. Those that live stay. */
  deleteRuns(): void
  /**
   * Erases all that was asked, read and answered, temporary chats too; with `settings` also keys, presets and whatever else
   * was set. Nothing brings it back. Gloss is loaded anew for it, which closes its pages.
   */
  eraseAll(input: { settings: boolean }): void
}

export type CallName = keyof Calls
export type CallInput<Name extends CallName> = Parameters<Calls[Name]> extends [infer Input] ? Input : undefined
export type CallOutput<Name extends CallName> = ReturnType<Calls[Name]>

/** What travels up. */
type CallMessage = { call: CallName; input: unknown }
/** What comes back: failures cross as data. */
export type CallReply = { ok: true; value: unknown } | { ok: false; error: ErrorInfo }

/**
 * Asks the worker.
 * @throws {ChatError} what the worker reported, or `internal` when it did not answer.
 */
export async function call<Name extends CallName>(
  name: Name,
  ...[input]: Parameters<Calls[Name]>
): Promise<CallOutput<Name>> {
  const message: CallMessage = { call: name, input }
  let reply: CallReply | undefined
  try {
    reply = await browser.runtime.sendMessage(message)
  } catch (cause) {
    throw new ChatError('internal', 'The background of Gloss did not answer. Try again, or reload the extension.', {
      cause,
      detail: cause instanceof Error ? cause.message : String(cause),
    })
  }
  if (reply === undefined) throw new ChatError('internal', 'The background of Gloss gave no answer.')
  if (!reply.ok) {
    const { kind, message: sentence, ...facts } = reply.error
    throw new ChatError(kind, sentence, facts)
  }
  // The worker's handlers are typed by the same map, so that what comes back under this name has this shape.
  return reply.value as CallOutput<Name>
}
