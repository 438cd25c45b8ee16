import { browser } from 'wxt/browser'
import type { Attachment, Snapshot } from '../chat/attachment'
import { ChatError } from '../chat/chat-error'
import { originPatternOf } from '../page/read-failure'
import { readPage } from '../page/read-tab'

/** The open tab that shows the page of a snapshot: the one it was read in, else any other, as far as addresses are told. */
async function tabOf({ tabId, url }: Pick<Attachment, 'tabId' | 'url'>): Promise<number | undefined> {
  const address = withoutFragment(url)
  const tabs = await browser.tabs.query({})
  const showing = tabs.filter((tab) => tab.url !== undefined && withoutFragment(tab.url) === address)
  return (showing.find(({ id }) => id === tabId) ?? showing[0])?.id
}

/** Whether two addresses are those of one page: its fragment only names a place on it. */
export function isSamePage(one: string, other: string): boolean {
  return withoutFragment(one) === withoutFragment(other)
}

/**
 * The open tab that shows the page of a snapshot.
 * @throws {ChatError} `bad-request` when there is none; `permission` when it may be there but its address is hidden.
 */
export async function requireTabOf(attachment: Pick<Attachment, 'tabId' | 'url'>): Promise<number> {
  const tabId = await tabOf(attachment)
  if (tabId !== undefined) return tabId
  const originPattern = originPatternOf(attachment.url)
  if (originPattern !== undefined && !(await browser.permissions.contains({ origins: [originPattern] }))) {
    const { host } = new URL(attachment.url)
    throw new ChatError('permission', `Gloss may not read ${host} now: allow it, to read the page again.`, {
      originPattern,
    })
  }
  throw new ChatError('bad-request', 'No tab shows this page any more: open it, then read it again.')
}

/** Reads the page of a snapshot again, in the same way; undefined where it cannot be read now: nobody asked for it. */
export async function lookAgain(attachment: Attachment): Promise<Snapshot | undefined> {
  const { scope, id } = attachment
  try {
    const tabId = await requireTabOf(attachment)
    return { ...(await readPage(tabId, scope === undefined ? {} : { scope })), earlierId: id }
  } catch (error) {
    if (error instanceof ChatError) return undefined
    throw error
  }
}

function withoutFragment(url: string): string {
  return url.replace(/#.*$/, '')
}
