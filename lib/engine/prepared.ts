import type { Message } from '../chat/message'
import type { ModelList } from '../chat/model-info'
import type { Ahead } from './ahead'
import type { Journaled } from './journaled'

/** What a run needs not wait for, since it was made ready while its question was being stored. */
export type Prepared = {
  question: Message
  /** All messages of the conversation, its own question and answer too. */
  messages: readonly Message[]
  list: Promise<ModelList | undefined>
  ahead: Ahead | undefined
  journal: Journaled | undefined
}
