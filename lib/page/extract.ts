import { isProbablyReaderable, Readability } from '@mozilla/readability'
import { cutTree } from './cut-tree'
import { factsOf, own } from './document-facts'
import { layoutSight, type Sight } from './hidden-text'
import { toMarkdown } from './markdown'
import { caps, cutAtBlock, UnreadableError, type PageContent } from './page-content'
import { isDocument, isHtmlElement } from './nodes'
import { prunedBody } from './pruned-body'
import { sourceText } from './source-text'
import { copyVisible, countCharacters } from './visible-copy'

/** An article that holds less of the visible text than this is not what the page is about: a teaser, a box, one post. */
const smallestShare = 0.25
/** Looking for the article in more text than this would outlast the reader's patience. */
const copiedText = caps.pageText * 3
/** Markdown may be shorter than the text it is made of (white space, blanks in code), hence more than the cap. */
const writtenText = caps.pageText * 1.5

/**
 * The main text of a page as markdown, only what can be seen. The page is read, never changed.
 * @param sight tells what can be seen; the page's layout, unless a test has none.
 * @throws {UnreadableError} when there is no text, or no way to it.
 */
export function extractPage(document: Document, sight?: Sight): PageContent {
  const type = own(document, 'contentType') ?? 'text/html'
  if (type === 'application/pdf') throw new UnreadableError('pdf')
  const isMarkup = type === 'text/html' || type === 'application/xhtml+xml'
  const read = isMarkup ? readMarkup(document, sight ?? sightOf(document)) : readSource(document, type)
  if (read.text === '') throw new UnreadableError('empty')
  const { text, omittedCharacters } = cutAtBlock(read.text, caps.pageText)
  const omitted = omittedCharacters + read.omittedCharacters
  return {
    ...factsOf(document),
    text: text.toWellFormed(),
    ...(omitted > 0 ? { omittedCharacters: omitted } : {}),
    ...(read.hiddenCharacters > 0 ? { hiddenCharacters: read.hiddenCharacters } : {}),
  }
}

type Read = { text: string; hiddenCharacters: number; omittedCharacters: number }

function readSource(document: Document, type: string): Read {
  return { text: sourceText(document, type), hiddenCharacters: 0, omittedCharacters: 0 }
}

function readMarkup(document: Document, sight: Sight): Read {
  const root = own(document, 'documentElement')
  if (!root) return { text: '', hiddenCharacters: 0, omittedCharacters: 0 }
  // A document of our own: cloning into the page's would run the constructors of its custom elements.
  const fresh = own(document, 'implementation').createHTMLDocument('')
  const options = { sight, base: own(document, 'baseURI'), budget: copiedText }
  const { body, hiddenCharacters, omittedCharacters } = copyVisible(root, fresh, options)
  const visible = countCharacters(body.textContent)
  if (visible === 0) return { text: '', hiddenCharacters, omittedCharacters }
  const article = articleOf(fresh)
  if (article && countCharacters(article.textContent) >= visible * smallestShare) {
    const cut = omittedCharacters + cutTree(article, writtenText)
    const text = withHeadline(toMarkdown(article), body, factsOf(document).title)
    if (text !== '') return { text, hiddenCharacters, omittedCharacters: cut }
  }
  const pruned = prunedBody(body)
  const cut = omittedCharacters + cutTree(pruned, writtenText)
  return { text: toMarkdown(pruned), hiddenCharacters, omittedCharacters: cut }
}

/** The finder takes its document apart, so that it gets a copy of the copy. */
function articleOf(fresh: Document): HTMLElement | null {
  if (!isProbablyReaderable(fresh)) return null
  const copy = fresh.cloneNode(true)
  if (!isDocument(copy)) return null
  try {
    const finder = new Readability<Node>(copy, { keepClasses: true, disableJSONLD: true, serializer: (node) => node })
    const article = finder.parse()?.content
    return isHtmlElement(article) ? article : null
  } catch {
    // A tree that the finder cannot digest is read whole instead; nothing is lost but brevity.
    return null
  }
}

/** The finder makes a headline one of the second rank, and leaves it out when it stands apart from its article. */
function withHeadline(markdown: string, body: Element, title: string): string {
  const headlines = body.querySelectorAll('h1')
  const headline = headlines.length === 1 ? (headlines[0]?.textContent.replace(/\s+/g, ' ').trim() ?? '') : ''
  if (headline === '') return markdown
  const lowered = `## ${headline}\n`
  if (markdown.startsWith(lowered)) return markdown.slice(1)
  if (markdown.includes(`\n${lowered}`)) return markdown.replace(`\n${lowered}`, `\n# ${headline}\n`)
  if (!title.includes(headline)) return markdown
  return `# ${headline}\n\n${markdown}`
}

function sightOf(document: Document): Sight {
  const view = own(document, 'defaultView')
  if (!view) throw new UnreadableError('empty')
  return layoutSight(view)
}
