import type { Attachment } from '../../lib/chat/attachment'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { Facts } from '../ui/Facts'
import { count, placesWords, tokenWords } from './attachment-words'

/** Where and when an attachment was read, and how much of it goes out. */
export function PreviewFacts({ attachment, text }: { attachment: Attachment; text: string }) {
  const { kind, title, url, capturedAt, image, scope } = attachment
  // What changed on a page is made of two snapshots and was read in no tab.
  const made = attachment.earlierId !== undefined && attachment.tabId === undefined
  const what = made ? 'What changed on it' : scope === 'visible' ? 'Everything visible' : 'The main text'
  const places = placesWords(attachment)
  const size = image
    ? `${image.width} × ${image.height} pixels`
    : `${count(text.length)} characters, ${tokenWords(likelyTokens(text))}`
  return (
    <Facts
      facts={[
        [url === '' ? 'Name' : 'From', title || 'Untitled page'],
        ...(url === '' ? [] : [['Address', url] as const]),
        ['Read', new Date(capturedAt).toLocaleString()],
        ...(kind === 'page' ? [['What', what] as const] : []),
        ...(places === undefined ? [] : [['Holds', places] as const]),
        ['Sends', size],
      ]}
    />
  )
}
