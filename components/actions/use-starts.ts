import { useEffect, useState } from 'react'
import type { ActionIcon, QuickAction } from '../../lib/chat/quick-action'
import type { ActionWish } from '../../lib/panel/action-runner'
import { useChatSession, type PageDescription } from '../hooks/use-chat'
import { useOfferedActions } from './use-actions'

/** One of the three big buttons of an empty chat. */
export type Start = { id: string; actionId: string; icon: ActionIcon; label: string; about: ActionWish['about'] }

type Offer = Omit<Start, 'icon'>

const offer = (actionId: string, label: string, about: NonNullable<ActionWish['about']>, id = actionId): Offer => ({
  id,
  actionId,
  label,
  about,
})

const ofPage = [
  offer('summarize', 'Summarize this page', 'page'),
  offer('ask', 'Ask about this page', 'page', 'ask-page'),
  offer('ask', 'Ask about the selected text', 'selection', 'ask-selection'),
]
const ofPdf = [
  offer('summarize', 'Summarize this PDF', 'page'),
  offer('key-points', 'Key points of this PDF', 'page'),
  offer('ask', 'Ask about this PDF', 'page', 'ask-page'),
]
const ofVideo = [
  offer('summarize', 'Summarize this video', 'transcript'),
  offer('key-points', 'Key points of this video', 'transcript'),
  offer('ask', 'Ask about this video', 'transcript', 'ask-video'),
]
const ofSelection = [
  offer('explain', 'Explain the selected text', 'selection'),
  offer('translate', 'Translate the selected text', 'selection'),
  offer('ask', 'Ask about the selected text', 'selection', 'ask-selection'),
]

/**
 * Three useful starts for the page at hand. Its text is not read for it: they go by what is selected, as far as that may
 * be known, and by the address; only a page that calls itself a video's is asked whether there are captions.
 */
export function useStarts(page: PageDescription | undefined): Start[] {
  const actions = useOfferedActions()
  const isSelected = useIsSelected()
  const isVideo = useIsVideo(page)
  const best = isSelected ? ofSelection : isVideo ? ofVideo : isPdf(page?.url) ? ofPdf : ofPage
  return [...best, ...ofPage, ...ofSelection]
    .flatMap((one) => withIcon(one, actions) ?? [])
    .filter((one, index, all) => all.findIndex(({ id }) => id === one.id) === index)
    .slice(0, 3)
}

/** An action that the reader hid is offered nowhere; one in other words, in those. */
function withIcon(start: Offer, actions: readonly QuickAction[]): Start | undefined {
  const action = actions.find(({ id }) => id === start.actionId)
  return action && { ...start, icon: action.icon }
}

function isPdf(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && new URL(url).pathname.toLowerCase().endsWith('.pdf')
}

function isWatchPage(url: string | undefined): boolean {
  return url !== undefined && URL.canParse(url) && new URL(url).searchParams.has('v')
}

function useIsSelected(): boolean {
  const { followSelection } = useChatSession()
  const [isSelected, setSelected] = useState(false)
  useEffect(() => followSelection((selection) => setSelected(selection !== null)), [followSelection])
  return isSelected
}

function useIsVideo(page: PageDescription | undefined): boolean {
  const { captures } = useChatSession()
  const [isVideo, setVideo] = useState(false)
  const { tabId, url } = page ?? {}
  useEffect(() => {
    let wanted = true
    const asks = tabId !== undefined && isWatchPage(url)
    // What cannot be known is no video.
    const known = asks ? captures.hasTranscript().catch(() => false) : Promise.resolve(false)
    void known.then((found) => {
      if (wanted) setVideo(found)
    })
    return () => {
      wanted = false
    }
  }, [captures, tabId, url])
  return isVideo
}
