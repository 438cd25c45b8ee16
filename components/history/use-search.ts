import { useLiveQuery } from 'dexie-react-hooks'
import { useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { Conversation } from '../../lib/chat/conversation'
import { matchIn, searchQuery, type SearchQuery } from '../../lib/chat/search-match'
import { countUnread, rankConversations, readSearchDocs } from '../../lib/db/search'
import { findSearchHits, phrasesFirst, type SearchHit } from '../../lib/db/search-hits'
import { call } from '../../lib/messaging/calls'

/** Conversations looked up at a time. */
const pageSize = 30
/** So long nothing is shown before the whole page is looked up. Afterwards what is there is shown, and keeps its place. */
const patienceMs = 40

export type Filter = { site?: string; model?: string }

export type Found = {
  /** What was asked for, which may not be what is typed by now. */
  query: string
  hits: SearchHit[]
  /** How many there are, more than are looked up. */
  total: number
}

export type Search = {
  /** Conversations that the filters let through. */
  conversations: Conversation[]
  /** Undefined while nothing is looked for. */
  found: Found | undefined
  /** Looks more of them up. */
  more: () => void
  sites: Choice[]
  models: Choice[]
  /** How many conversations the search has still to read. */
  unread: number
  failed: boolean
}

/** Something to filter by, and how many conversations have it. */
export type Choice = { value: string; count: number }

const none: never[] = []

/** Searches as the reader types. What was begun for words that have changed meanwhile is given up. */
export function useSearch(stored: readonly Conversation[] | undefined, typed: string, filter: Filter): Search {
  const index = useLiveQuery(readSearchDocs)
  const unread = useLiveQuery(countUnread) ?? 0
  const query = useDeferredValue(typed)
  const [found, setFound] = useState<Found>()
  const [pages, setPages] = useState(1)
  const [failed, setFailed] = useState(false)
  const docs = useMemo(() => new Map(index?.all.map((doc) => [doc.conversationId, doc])), [index])
  const { site, model } = filter

  const conversations = useMemo(() => {
    const all = stored ?? none
    if (site === undefined && model === undefined) return [...all]
    return all.filter(({ id }) => {
      const doc = docs.get(id)
      if (!doc) return false
      return (site === undefined || doc.sites.includes(site)) && (model === undefined || doc.models.includes(model))
    })
  }, [stored, docs, site, model])
  const byId = useMemo(() => new Map(conversations.map((one) => [one.id, one])), [conversations])
  const sites = useMemo(() => choices(stored ?? none, (id) => docs.get(id)?.sites), [stored, docs])
  const models = useMemo(() => choices(stored ?? none, (id) => docs.get(id)?.models), [stored, docs])

  // What is left to be read needs the worker, which may have ended meanwhile.
  const isBehind = unread > 0
  useEffect(() => {
    // Without an answer there is nothing to be done here; the line that says so stays.
    if (isBehind) call('indexHistory').catch(() => undefined)
  }, [isBehind])

  useEffect(() => setPages(1), [query])

  useEffect(() => {
    const asked = searchQuery(query)
    const { terms } = asked
    if (terms.length === 0) {
      setFound(undefined)
      return
    }
    if (!index) return
    const control = new AbortController()
    const { signal } = control
    const search = async () => {
      performance.mark('history-search-start')
      const ranked = await rankConversations(terms, index)
      signal.throwIfAborted()
      const all = ranked.flatMap((id) => byId.get(id) ?? none)
      if (isBehind || terms.some(({ word }) => word.length === 1)) all.push(...titled(conversations, asked, all))
      for await (const { hits, isWhole } of lookedUp(all, asked, pages, signal)) {
        if (!signal.aborted) performance.measure('history-search', 'history-search-start')
        // What is looked up again, because there is more or something has changed, does not become shorter meanwhile.
        setFound((now) =>
          !isWhole && now?.query === query && now.hits.length > hits.length ? now : { query, hits, total: all.length },
        )
        setFailed(false)
      }
    }
    search().catch(() => {
      if (!signal.aborted) setFailed(true)
    })
    return () => control.abort()
  }, [query, index, byId, conversations, pages, isBehind])

  return { conversations, found, more: () => setPages((count) => count + 1), sites, models, unread, failed }
}

/** Page by page, and of a page that takes long what there is: whatever was shown keeps its place. */
async function* lookedUp(
  all: readonly Conversation[],
  query: SearchQuery,
  pages: number,
  signal: AbortSignal,
): AsyncGenerator<{ hits: SearchHit[]; isWhole: boolean }> {
  const hits: SearchHit[] = []
  let since = performance.now()
  for (let page = 0; page < pages; page += 1) {
    let waiting: SearchHit[] = []
    // oxlint-disable-next-line no-await-in-loop -- a page has its own order
    for await (const some of findSearchHits(all.slice(page * pageSize, (page + 1) * pageSize), query, signal)) {
      waiting.push(...some)
      if (performance.now() - since < patienceMs) continue
      hits.push(...phrasesFirst(waiting))
      waiting = []
      yield { hits: [...hits], isWhole: false }
      since = performance.now()
    }
    hits.push(...phrasesFirst(waiting))
  }
  yield { hits, isWhole: true }
}

/** Those whose titles hold the words, while the index does not know them or is not asked for so little. */
function titled(
  conversations: readonly Conversation[],
  query: SearchQuery,
  known: readonly Conversation[],
): Conversation[] {
  const ids = new Set(known.map(({ id }) => id))
  const open = { ...query, terms: query.terms.map((term) => ({ ...term, open: true })) }
  return conversations.filter(({ id, title }) => !ids.has(id) && matchIn(title, open).count === open.terms.length)
}

/** Most frequent first. */
function choices(
  conversations: readonly Conversation[],
  valuesOf: (conversationId: string) => readonly string[] | undefined,
): Choice[] {
  const counts = new Map<string, number>()
  for (const { id } of conversations) {
    for (const value of valuesOf(id) ?? none) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((one, other) => other.count - one.count || one.value.localeCompare(other.value))
}
