import { browser } from 'wxt/browser'

export type BadgeFacts = {
  /** Answers being written. */
  running: number
  /** Answers that ended and that nobody has seen. */
  unseen: number
}

type Badge = { text: string; colour: string; title: string }

const title = 'Open Gloss'
/** White on either can be read, and both stand out from a light toolbar and from a dark one. */
const runningColour = '#5b6472'
const unseenColour = '#1a7a70'

export function badgeOf({ running, unseen }: BadgeFacts): Badge {
  const facts = [
    ...(running > 0 ? [running === 1 ? '1 answer is being written' : `${running} answers are being written`] : []),
    ...(unseen > 0 ? [unseen === 1 ? '1 answer finished' : `${unseen} answers finished`] : []),
  ]
  return {
    text: running > 0 ? (running > 1 ? String(running) : '…') : unseen > 1 ? String(unseen) : unseen > 0 ? '•' : '',
    colour: running > 0 ? runningColour : unseenColour,
    title: facts.length > 0 ? `${title} (${facts.join(', ')})` : title,
  }
}

/** Draws what is known of the answers on the toolbar button. */
export async function drawBadge(facts: BadgeFacts): Promise<void> {
  const badge = badgeOf(facts)
  await Promise.all([
    browser.action.setBadgeText({ text: badge.text }),
    browser.action.setBadgeBackgroundColor({ color: badge.colour }),
    browser.action.setBadgeTextColor({ color: '#ffffff' }),
    browser.action.setTitle({ title: badge.title }),
  ])
}
