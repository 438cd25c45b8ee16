import type { Snapshot } from '../chat/attachment'
import { knownTab, runInTab } from './run-in-tab'
import { tabSnapshot } from './snapshot'

/** Characters of a link's words, and of its address: some are whole documents. */
const longestWords = 2_000
const longestAddress = 4_000

type Link = { url: string; /** Where the browser's menu tells. */ words?: string; frameId?: number }

/**
 * A link of the page in a tab: its words and its address. The page behind it is not read: that would be a request that
 * nobody made, with the reader's cookies.
 */
export async function readLink(tabId: number, { url, words, frameId = 0 }: Link): Promise<Snapshot> {
  // Only the address is sure: Chromium's menu does not tell the words, and the page may be closed to us.
  const found = words?.trim() || (await wordsIn(tabId, url, frameId).catch(() => ''))
  const text = [
    ...(found === '' ? [] : [`The words of a link: ${found.slice(0, longestWords)}`]),
    `The address that ${found === '' ? 'a link' : 'it'} leads to: ${url.slice(0, longestAddress)}`,
    '(This is the link only. The page behind it was not read.)',
  ].join('\n\n')
  const { url: pageUrl = '' } = await knownTab(tabId)
  return await tabSnapshot({ url: pageUrl, title: found.slice(0, 200) || hostOf(url), text }, 'selection', tabId)
}

async function wordsIn(tabId: number, url: string, frameId: number): Promise<string> {
  const [answer] = await runInTab(tabId, { func: wordsOfLink, args: [url] }, { frames: frameId })
  return typeof answer?.result === 'string' ? answer.result : ''
}

/** Runs in the page, and so can use nothing of this file. */
function wordsOfLink(url: string): string {
  for (const link of document.links) {
    if (link.href !== url) continue
    const words = link.innerText.trim() || link.title || link.querySelector('img')?.alt || ''
    if (words !== '') return words.replace(/\s+/g, ' ').slice(0, 2_000)
  }
  return ''
}

function hostOf(url: string): string {
  return (URL.canParse(url) && new URL(url).host) || 'A link'
}
