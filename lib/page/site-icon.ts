import { own } from './document-facts'
import { caps } from './page-content'

/** In pixels: what a chip shows on a sharp screen. */
const drawn = 32

/**
 * The site's icon as a `data:` address, where the page holds it already: written into it, or shown as one of its
 * pictures. Nothing is requested for it, so that most pages give none.
 */
export function iconOf(document: Document): string | undefined {
  const root = own(document, 'documentElement')
  if (!root) return undefined
  const links = [...root.querySelectorAll('link[rel~="icon" i]')]
  const addresses = links.flatMap((link) => link.getAttribute('href')?.trim() ?? [])
  const written = addresses.find((address) => /^data:image\//i.test(address) && address.length <= caps.icon)
  if (written !== undefined) return `data:image/${written.slice('data:image/'.length)}`
  const base = own(document, 'baseURI')
  const icons = new Set(
    addresses.flatMap((address) => (URL.canParse(address, base) ? new URL(address, base).href : [])),
  )
  if (icons.size === 0) return undefined
  for (const picture of root.querySelectorAll('img')) {
    if (!icons.has(picture.currentSrc) || !picture.complete || picture.naturalWidth === 0) continue
    const icon = drawnAsData(document, picture)
    if (icon !== undefined) return icon
  }
  return undefined
}

/** More icons than this are sizes of the same. */
const mostCandidates = 8

/** Where the page's icon may lie on its own server, the likeliest first. */
export function iconCandidates(document: Document): string[] {
  const base = own(document, 'baseURI')
  const links = [...(own(document, 'documentElement')?.querySelectorAll('link[rel~="icon" i]') ?? [])]
  const addresses = [...links.flatMap((link) => link.getAttribute('href')?.trim() ?? []), '/favicon.ico']
  const { origin } = new URL(own(document, 'URL'))
  const urls = addresses.flatMap((address) => (URL.canParse(address, base) ? new URL(address, base) : []))
  return [...new Set(urls.filter((url) => url.origin === origin).map(({ href }) => href))].slice(0, mostCandidates)
}

function drawnAsData(document: Document, picture: HTMLImageElement): string | undefined {
  // In a document of our own, where no element of the page can stand in for a method.
  const canvas = own(document, 'implementation').createHTMLDocument('').createElement('canvas')
  canvas.width = drawn
  canvas.height = drawn
  try {
    canvas.getContext('2d')?.drawImage(picture, 0, 0, drawn, drawn)
    const data = canvas.toDataURL('image/png')
    return data.startsWith('data:image/') && data.length <= caps.icon ? data : undefined
  } catch {
    // A picture of another site may be shown, but not read.
    return undefined
  }
}
