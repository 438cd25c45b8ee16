/**
 * The index behind the search. It is made of what is stored, so that it has no second copy: lost, it is made anew.
 * Conversations are numbered in it, a block of numbers to a record, so that a word asked for is read in few records.
 */

/** Conversations to a block. */
export const blockSize = 256
/** What of a conversation the index holds already: a print of each text, by the text's name. */
export type SearchParts = { conversationId: string; number: number; prints: Record<string, string> }

/** A conversation as the search knows it. `length` in words; `sites` are hosts of what is attached. */
export type SearchDoc = { conversationId: string; length: number; sites: string[]; models: string[] }

/** `dead`: a number that nobody has any more, whose words are still there; `swept`: they are not. */
export type SearchPlace = SearchDoc | 'dead' | 'swept'

export type SearchBlock = { block: number; places: SearchPlace[] }

/** All words of a block that begin so, each with where and how often, in one text (`search-packed.ts`). */
export type SearchStem = { stem: string; block: number; words: string }
