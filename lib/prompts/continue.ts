import { textOf, type Message } from '../chat/message'
import type { ChatMessage, ChatRequest } from '../chat/request'
import type { ChatDialect } from '../chat/wire'

/** How a model is brought to go on, and with that what it may be expected to say first. */
export type ContinueManner =
  /** It goes on behind the kept text as if it had never stopped. */
  | 'prefilled'
  /** The same, but its server says the kept text first. */
  | 'echoed'
  /** It was asked in words, and told to say the last words again. */
  | 'asked'

/** Characters of the kept text that a model is asked to begin with. */
const anchorLength = 80

/**
 * The same request, so that the model goes on with an answer that broke off.
 * @param kept the answer as far as it is known, with some text.
 */
export function withContinuation(
  request: ChatRequest,
  kept: Message,
  dialect: Pick<ChatDialect, 'goesOnFrom' | 'goingOnModels'> | undefined,
): { request: ChatRequest; manner: ContinueManner } {
  // Behind blanks at the end models lose their thread, and some shops refuse them.
  const text = textOf(kept).trimEnd()
  const answer = turn('assistant', text)
  if (!dialect || !goesOnFromIt(request, kept, dialect)) {
    return {
      request: { ...request, messages: [...request.messages, answer, turn('user', wish(text))] },
      manner: 'asked',
    }
  }
  return {
    request: { ...request, messages: [...request.messages, answer] },
    manner: dialect.goesOnFrom === 'marked-message' ? 'echoed' : 'prefilled',
  }
}

/** A model that thinks begins with that: shops refuse a text that comes before. */
function goesOnFromIt(
  { model, parameters: { reasoning = 'off' } }: ChatRequest,
  kept: Message,
  { goesOnFrom, goingOnModels }: Pick<ChatDialect, 'goesOnFrom' | 'goingOnModels'>,
): boolean {
  if (goesOnFrom === 'words' || reasoning !== 'off' || textOf(kept, 'reasoning') !== '') return false
  return goingOnModels === undefined || new RegExp(goingOnModels).test(model)
}

/** To begin with its own last words leaves no doubt about the seam: whether a blank, a line or half a word comes next. */
function wish(text: string): string {
  return [
    'Your answer broke off before it was finished. It ends with these words:',
    `«${anchorOf(text)}»`,
    'Go on with it. Begin by writing these words once more, exactly as they stand between the marks, and carry on from ' +
      'there without a break: in the same sentence, list, table or code block, in the same language. Repeat nothing ' +
      'else, add no remark, and do not write the marks.',
  ].join('\n\n')
}

/** The last words, from the beginning of a word on. */
function anchorOf(text: string): string {
  if (text.length <= anchorLength) return text
  const end = text.slice(-anchorLength)
  const blank = end.search(/\s/)
  return blank === -1 ? end : end.slice(blank).trimStart()
}

function turn(role: ChatMessage['role'], text: string): ChatMessage {
  return { role, parts: [{ type: 'text', text }] }
}
