import type { ConversationState } from '../../lib/db/conversation-states'

const answers = {
  writing: 'Writing…',
  waiting: 'Waiting…',
  failed: 'Failed',
  interrupted: 'Interrupted',
} as const

/** What a conversation's entry says besides its name, each a word or two. */
export function stateWords(state: ConversationState | undefined, unseen: boolean): string[] {
  const { answer, queued = 0 } = state ?? {}
  const standing = answer ? [answers[answer]] : unseen ? ['New answer'] : []
  return [...standing, ...(queued > 0 ? [`${queued} queued`] : [])]
}
