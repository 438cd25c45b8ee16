import { stripInvisible } from './invisible-characters'
import { caps, cutAt } from './page-content'

export type DocumentFacts = { url: string; title: string; language?: string }

/**
 * The browser's own property of a document. A page may shadow it by accident: `<img name="title">` makes
 * `document.title` that image.
 */
export function own<Key extends keyof Document>(document: Document, key: Key): Document[Key] {
  for (let holder = prototypeOf(document); holder; holder = prototypeOf(holder)) {
    if (Object.hasOwn(holder, key)) return Reflect.get(holder, key, document)
  }
  return document[key]
}

function prototypeOf(value: object): object | null {
  return Reflect.getPrototypeOf(value)
}

export function factsOf(document: Document): DocumentFacts {
  const url = cutAt(own(document, 'URL'), caps.url)
  const root = own(document, 'documentElement')
  const language = root?.getAttribute('lang')?.trim() || root?.getAttribute('xml:lang')?.trim()
  const isTag = language !== undefined && /^[a-z]{2,3}(-[a-z0-9]{1,8})*$/i.test(language)
  return {
    url,
    title: titleOf(document, url),
    ...(isTag && language.length <= caps.language ? { language } : {}),
  }
}

function titleOf(document: Document, url: string): string {
  const title = oneLine(own(document, 'title'), caps.title)
  if (title !== '') return title
  const headline = oneLine(own(document, 'documentElement')?.querySelector('h1')?.textContent ?? '', caps.title)
  if (headline !== '' || !URL.canParse(url)) return headline
  const { hostname, pathname } = new URL(url)
  return cutAt(pathname.split('/').findLast((step) => step !== '') ?? hostname, caps.title)
}

/** Text as one visible line. */
export function oneLine(text: string, cap: number): string {
  return cutAt(stripInvisible(text).replace(/\s+/g, ' ').trim(), cap).trim()
}
