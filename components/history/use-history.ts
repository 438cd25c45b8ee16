import { useLiveQuery } from 'dexie-react-hooks'
import { useEffect, useMemo, useState } from 'react'
import type { Conversation, Folder } from '../../lib/chat/conversation'
import { conversationStates, type ConversationState } from '../../lib/db/conversation-states'
import { listConversations } from '../../lib/db/conversations'
import { listFolders } from '../../lib/db/folders'
import { isOnShownPath } from '../../lib/db/shown-path'
import { call } from '../../lib/messaging/calls'
import { say as speak } from '../announce/say'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { showFound } from './found-message'

type Stored = {
  conversations: Conversation[]
  folders: Folder[]
  /** How each stands, known a moment after the list itself. */
  states: ReadonlyMap<string, ConversationState>
}

/** What was done, and the way back. */
type Undo = { sentence: string; undo: () => Promise<unknown> }

/** What is opened, and where. */
export type Place = { conversationId: string; messageId?: string; words?: string }

export type History = {
  /** Undefined until it is read. */
  stored: Stored | undefined
  /** The conversation that the panel shows. */
  shown: string
  /** What was done last and can be taken back; before that, what was done before it. */
  undo: Undo | undefined
  /** What was done, in one sentence. */
  done: string
  say: (sentence: string) => void
  open: (place: Place) => void
  remove: (conversations: readonly Conversation[]) => void
  pin: (conversations: readonly Conversation[], pinned: boolean) => void
  rename: (conversationId: string, title: string) => void
  /** Into a folder, or out of every one with null. */
  move: (conversations: readonly Conversation[], folder: Folder | null) => void
  /** Makes a folder of this name and moves them there. */
  moveToNew: (conversations: readonly Conversation[], name: string) => void
  renameFolder: (folder: Folder, name: string) => void
  collapse: (folder: Folder, collapsed: boolean) => void
  removeFolder: (folder: Folder) => void
  takeBack: () => void
}

const nobody: ReadonlySet<string> = new Set()
const unknown: ReadonlyMap<string, ConversationState> = new Map()

async function readList(): Promise<Omit<Stored, 'states'>> {
  const [conversations, folders] = await Promise.all([listConversations(), listFolders()])
  return { conversations, folders }
}

/** The history and all that can be done with it. */
export function useHistory(onClose: () => void): History {
  const { chat, readToShow } = useChatSession()
  const shown = useChatState((state) => state.conversationId)
  const list = useLiveQuery(readList)
  const states = useLiveQuery(async () => list && conversationStates(list.conversations), [list])
  const [leaving, setLeaving] = useState(nobody)
  const stored = useMemo(() => {
    const conversations = list?.conversations.filter(({ id }) => !leaving.has(id)) ?? []
    return list && { ...list, conversations, states: states ?? unknown }
  }, [list, states, leaving])
  useEffect(() => {
    if (leaving.size > 0 && list && !list.conversations.some(({ id }) => leaving.has(id))) setLeaving(nobody)
  }, [leaving, list])
  const [undos, setUndos] = useState<readonly Undo[]>([])
  const undo = undos.at(-1)
  const [done, setDone] = useState('')
  const attempt = useAttempt()

  const say = setDone
  const offer = (sentence: string, takeBack: () => Promise<unknown>) => {
    setDone('')
    // The bar that shows it comes with its words, which not every screen reader reads then.
    speak(sentence)
    setUndos((before) => [...before, { sentence, undo: takeBack }])
  }
  const comeBack = (conversationIds: readonly string[]) =>
    setLeaving((before) => new Set([...before].filter((id) => !conversationIds.includes(id))))

  return {
    stored,
    shown,
    undo,
    done,
    say,
    open: ({ conversationId, messageId, words = '' }) =>
      attempt(async () => {
        if (messageId !== undefined && !(await isOnShownPath(conversationId, messageId))) {
          await call('showMessage', { messageId })
        }
        const show = conversationId === shown ? undefined : await readToShow(conversationId)
        show?.()
        if (messageId !== undefined) showFound({ conversationId, messageId, words })
        onClose()
      }),
    remove: (conversations) =>
      attempt(async () => {
        const conversationIds = idsOf(conversations)
        // Gone from the list at once: to write that of ten thousand takes seconds.
        setLeaving((before) => new Set([...before, ...conversationIds]))
        await call('deleteConversations', { conversationIds }).catch((cause: unknown) => {
          comeBack(conversationIds)
          throw cause
        })
        const wasShown = conversationIds.includes(shown)
        if (wasShown) chat.newChat()
        offer(`Deleted ${named(conversations)}.`, async () => {
          await call('restoreConversations', { conversationIds })
          // The list may not have been read without them in between.
          comeBack(conversationIds)
          if (wasShown) (await readToShow(shown))()
        })
      }),
    pin: (conversations, pinned) =>
      attempt(async () => {
        await call('pinConversations', { conversationIds: idsOf(conversations), pinned })
        say(`${pinned ? 'Pinned' : 'Unpinned'} ${named(conversations)}.`)
      }),
    rename: (conversationId, title) => attempt(() => call('renameConversation', { conversationId, title })),
    move: (conversations, folder) =>
      attempt(async () => {
        const conversationIds = idsOf(conversations)
        await call('moveConversations', { conversationIds, folderId: folder?.id ?? null })
        const sentence = folder
          ? `Moved ${named(conversations)} to “${folder.name}”.`
          : `Took ${named(conversations)} out of ${conversations.length === 1 ? 'its folder' : 'their folders'}.`
        offer(sentence, () => putBack(conversations))
      }),
    moveToNew: (conversations, name) =>
      attempt(async () => {
        const { folderId } = await call('makeFolder', { name })
        if (conversations.length > 0) {
          await call('moveConversations', { conversationIds: idsOf(conversations), folderId })
        }
        say(`Made the folder “${name}”.`)
      }),
    renameFolder: ({ id: folderId }, name) => attempt(() => call('renameFolder', { folderId, name })),
    collapse: ({ id: folderId }, collapsed) => attempt(() => call('collapseFolder', { folderId, collapsed })),
    removeFolder: (folder) =>
      attempt(async () => {
        const { conversationIds } = await call('deleteFolder', { folderId: folder.id })
        const kept = conversationIds.length > 0 ? ' Its conversations stay.' : ''
        offer(`Deleted the folder “${folder.name}”.${kept}`, () => call('restoreFolder', { folder, conversationIds }))
      }),
    takeBack: () => {
      if (!undo) return
      // Before it is done: a second press is for the one before it.
      setUndos((before) => before.filter((one) => one !== undo))
      attempt(async () => {
        await undo.undo().catch((cause: unknown) => {
          setUndos((before) => [...before, undo])
          throw cause
        })
        setDone('')
      })
    },
  }
}

function idsOf(conversations: readonly Conversation[]): string[] {
  return conversations.map(({ id }) => id)
}

function named(conversations: readonly Conversation[]): string {
  const [first] = conversations
  return conversations.length === 1 && first
    ? `“${first.title}”`
    : `${conversations.length.toLocaleString('en')} conversations`
}

/** Each to where it was. */
async function putBack(conversations: readonly Conversation[]): Promise<void> {
  const byFolder = Map.groupBy(conversations, ({ folderId }) => folderId ?? null)
  for (const [folderId, inside] of byFolder) {
    // oxlint-disable-next-line no-await-in-loop -- a few folders
    await call('moveConversations', { conversationIds: idsOf(inside), folderId })
  }
}
