import { textOf, threadTo, type Message } from '../chat/message'
import type { Attachment } from '../chat/attachment'
import type { Bundle } from './bundle'
import { escaped } from './html-text'
import { attachedTo, authorOf, endNote, timeOf } from './markdown'

/** Writes a Markdown text as HTML, in which nothing is that the text brings along as HTML. */
export type HtmlWriter = (markdown: string) => string

/** Reads well on a screen in both themes, and on paper. */
const style = `
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; font: 16px/1.55 system-ui, sans-serif; overflow-wrap: anywhere; }
article + article { margin-top: 3rem; padding-top: 1rem; border-top: 2px solid #8888; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { margin: 1.6rem 0 .3rem; font-size: .85rem; color: GrayText; }
h3, h4, h5, h6 { margin: 1.1rem 0 .3rem; font-size: 1.05rem; }
.question { padding: .2rem .9rem; border-inline-start: 3px solid #0a7d6c; }
pre { padding: .7rem .9rem; border: 1px solid #8886; border-radius: 6px; white-space: pre-wrap; font-size: .88rem; }
table { display: block; overflow-x: auto; border-collapse: collapse; font-size: .92rem; overflow-wrap: normal; }
th, td { padding: .3rem .7rem; border: 1px solid #8886; text-align: start; vertical-align: top; }
sup + p { display: inline; }
math[display=block] { overflow-x: auto; overflow-y: hidden; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 3px solid #8886; }
.attachment, .note { font-size: .85rem; color: GrayText; }
details pre { max-height: 24rem; overflow: auto; }
@media print {
  body { max-width: none; margin: 0; font-size: 11pt; }
  h1, h2 { break-after: avoid; }
  article + article { break-before: page; border: 0; }
  details pre { max-height: none; }
}
`.trim()

/** The text before the first conversation. No script, nothing from elsewhere: the policy in it holds that, too. */
export function htmlStart(title: string): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>
${style}
</style>
</head>
<body>
`
}

export const htmlEnd = '</body>\n</html>\n'

/** The shown path of a conversation. The texts of what was attached are in it, folded, when asked for. */
export function conversationHtml(bundle: Bundle, withAttachments: boolean, toHtml: HtmlWriter): string {
  const { conversation, messages } = bundle
  const turns = threadTo(messages, conversation.leafId).map((message) => turn(bundle, message, withAttachments, toHtml))
  return `<article>\n<h1 dir="auto">${escaped(conversation.title || 'Untitled')}</h1>\n${turns.join('\n')}\n</article>\n`
}

function turn(bundle: Bundle, message: Message, withAttachments: boolean, toHtml: HtmlWriter): string {
  const { role, createdAt } = message
  const note = endNote(message)
  const text = textOf(message)
  // What a reader typed is text, and not markdown.
  const body = role === 'user' ? paragraphs(text) : toHtml(text)
  return [
    `<h2 dir="auto">${escaped(authorOf(message))} · ${timeOf(createdAt)}</h2>`,
    ...attachedTo(bundle, message).map((attachment) => attached(attachment, withAttachments)),
    `<div class="${role === 'user' ? 'question' : 'answer'}">\n${body}\n</div>`,
    ...(note === '' ? [] : [`<p class="note" dir="auto">${escaped(note)}</p>`]),
  ].join('\n')
}

function paragraphs(text: string): string {
  const parts = text.trim().split(/\n{2,}/)
  return parts.map((part) => `<p dir="auto">${escaped(part).replaceAll('\n', '<br>\n')}</p>`).join('\n')
}

function attached({ title, url, text, capturedAt, leftOut }: Attachment, withText: boolean): string {
  const name = escaped(title || url)
  if (leftOut) return `<p class="attachment" dir="auto">Left out from here on: ${name}</p>`
  const source = /^https?:\/\//.test(url) ? `<a href="${escaped(url)}" rel="noreferrer">${name}</a>` : name
  const line = `<p class="attachment" dir="auto">${source} (${timeOf(capturedAt)})</p>`
  if (!withText) return line
  return `${line}\n<details><summary>What was attached</summary><pre dir="auto">${escaped(text)}</pre></details>`
}
