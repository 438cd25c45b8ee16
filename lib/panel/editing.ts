import type { StoreApi } from 'zustand/vanilla'
import type { Edit } from '../chat/conversation'
import { textOf, type Message } from '../chat/message'
import type { call } from '../messaging/calls'
import type { ChatState, OpenEdit } from './chat-state'
import { DraftSaver } from './draft-saver'

type Words = Omit<Edit, 'questionId'>

type Host = {
  call: typeof call
  store: StoreApi<ChatState>
  report: (error: unknown) => void
}

/** Questions of the thread that are put in other words: stored as they are written, and offered again where they were left. */
export class Editing {
  readonly #host: Host
  readonly #saver = new DraftSaver(() => this.#save())
  /** By question: what is to be stored. */
  readonly #unsaved = new Map<string, { conversationId: string; edit: Words | null }>()

  constructor(host: Host) {
    this.#host = host
  }

  /** Opens the editor of a question, with what was written there before. */
  open(question: Message): void {
    const { id: questionId, attachmentIds } = question
    this.#put({ ...(this.#find(questionId) ?? { questionId, text: textOf(question), attachmentIds }), isOpen: true })
  }

  write(question: Message, changes: Partial<Words>): void {
    const before = this.#find(question.id)
    if (!before) return
    const edit = { ...before, ...changes }
    this.#put(edit)
    const { id, conversationId } = question
    const { text, attachmentIds } = edit
    this.#unsaved.set(id, { conversationId, edit: isWorthKeeping(edit, question) ? { text, attachmentIds } : null })
    this.#saver.soon()
  }

  /** Something else is shown in its place. What was written is offered, unless it is what stands there anyway. */
  leave(question: Message): void {
    const edit = this.#find(question.id)
    if (edit && isWorthKeeping(edit, question)) this.#put({ ...edit, isOpen: false })
    else this.#take(question.id)
    this.flush()
  }

  /** It was asked, or the reader wants none of it. */
  drop({ id, conversationId }: Pick<Message, 'id' | 'conversationId'>): void {
    this.#take(id)
    this.#unsaved.set(id, { conversationId, edit: null })
    this.flush()
  }

  /** Stores what was written now: the panel may vanish at any moment after. */
  flush(): void {
    this.#saver.now()
  }

  #find(questionId: string): OpenEdit | undefined {
    return this.#host.store.getState().edits.find((edit) => edit.questionId === questionId)
  }

  #put(edit: OpenEdit): void {
    this.#host.store.setState(({ edits }) => ({ edits: [...without(edits, edit.questionId), edit] }))
  }

  #take(questionId: string): void {
    this.#host.store.setState(({ edits }) => ({ edits: without(edits, questionId) }))
  }

  #save(): void {
    const { call: ask, report } = this.#host
    for (const [questionId, { conversationId, edit }] of this.#unsaved) {
      ask('saveEdit', { conversationId, questionId, edit }).catch(report)
    }
    this.#unsaved.clear()
  }
}

/** Whether these are other words, or something is not to go along. */
export function isChanged({ text, attachmentIds }: Words, question: Message): boolean {
  return text.trim() !== textOf(question) || attachmentIds.length !== question.attachmentIds.length
}

function isWorthKeeping(words: Words, question: Message): boolean {
  return isChanged(words, question) && (words.text.trim() !== '' || words.attachmentIds.length > 0)
}

function without(edits: readonly OpenEdit[], questionId: string): OpenEdit[] {
  return edits.filter((edit) => edit.questionId !== questionId)
}
