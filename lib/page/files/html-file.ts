import { toMarkdown } from '../markdown'
import { stripInvisible } from '../invisible-characters'
import { fenced } from './fence'

/** Young, and in no library of types yet. */
type SetHtml = (this: Element, html: string, options: { sanitizer: object }) => void

/** What holds no words for a reader, or words that no browser shows. */
const unseen = 'script, style, template, noscript, head, [hidden], [aria-hidden="true"], dialog:not([open])'
const unseenStyle =
  /display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?![.\d]*[1-9])|font-size\s*:\s*0(?![.\d])/i

export type HtmlContent = { text: string; title: string; hiddenCharacters: number }

/**
 * The text of an HTML file as markdown. Only the browser's sanitising setter may make markup of a string in our pages;
 * a browser that has none yet gets the source as it is.
 */
export function readHtml(source: string): HtmlContent {
  const { body } = document.implementation.createHTMLDocument('')
  const setHtml = Reflect.get(body, 'setHTML') as SetHtml | undefined
  if (!setHtml) return { text: fenced('html', stripInvisible(source)), title: titleIn(source), hiddenCharacters: 0 }
  // Nothing is loaded or run in a document without a window.
  setHtml.call(body, source, { sanitizer: {} })
  const hidden = [...body.querySelectorAll('*')].filter(
    (element) => element.matches(unseen) || unseenStyle.test(element.getAttribute('style') ?? ''),
  )
  const hiddenCharacters = hidden
    .filter((element) => !element.matches('script, style, template, noscript, head') && !element.closest('title'))
    .filter((element) => !hidden.some((other) => other !== element && other.contains(element)))
    .reduce((sum, element) => sum + element.textContent.replace(/\s/g, '').length, 0)
  const title = body.querySelector('title')?.textContent.replace(/\s+/g, ' ').trim() ?? ''
  for (const element of [...hidden, ...body.querySelectorAll('title')]) element.remove()
  return { text: stripInvisible(toMarkdown(body)), title: stripInvisible(title), hiddenCharacters }
}

function titleIn(source: string): string {
  return /<title[^>]*>([^<]*)</i.exec(source)?.[1]?.replace(/\s+/g, ' ').trim() ?? ''
}
