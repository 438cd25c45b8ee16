import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { layoutSight } from '../../../lib/page/hidden-text'
import { copyVisible } from '../../../lib/page/visible-copy'

type Box = { left: number; top: number; width: number; height: number }

/** What a browser computes for an element that says nothing. Colour, size and indent are inherited. */
const initial = {
  display: 'block',
  visibility: 'visible',
  opacity: '1',
  contentVisibility: 'visible',
  filter: 'none',
  clip: 'auto',
  clipPath: 'none',
  transform: 'none',
  overflowX: 'visible',
  overflowY: 'visible',
  position: 'static',
  fontSize: '16px',
  textIndent: '0px',
  color: 'rgb(20, 20, 20)',
  textShadow: 'none',
  backgroundColor: 'rgba(0, 0, 0, 0)',
  backgroundImage: 'none',
  backgroundClip: 'border-box',
  direction: 'ltr',
  colorScheme: 'normal',
}
const inherited = ['visibility', 'fontSize', 'textIndent', 'color', 'textShadow', 'direction']

/** A window whose elements state their computed style and their box as attributes, in place of a layout. */
function openWindow(html: string, root: Partial<typeof initial> = {}) {
  const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`)
  const styleOf = (element: Element): Record<string, string> => {
    const parent = element.parentElement ? Object.entries(styleOf(element.parentElement)) : []
    return {
      ...initial,
      ...(element === document.documentElement ? root : {}),
      ...Object.fromEntries(parent.filter(([name]) => inherited.includes(name))),
      ...JSON.parse(element.getAttribute('data-style') ?? '{}'),
    }
  }
  for (const element of document.querySelectorAll('*')) {
    const own: Partial<Box> = JSON.parse(element.getAttribute('data-box') ?? '{}')
    const box = { left: 20, top: 20, width: 300, height: 20, ...own }
    const edges = { right: box.left + box.width, bottom: box.top + box.height }
    const scroll = Number(element.getAttribute('data-scroll') ?? 0)
    Object.assign(element, { getBoundingClientRect: () => ({ ...box, ...edges }), scrollTop: scroll, scrollLeft: 0 })
  }
  const view = {
    document,
    getComputedStyle: styleOf,
    matchMedia: (query: string) => ({ matches: root.colorScheme === 'dark' && query.includes('dark') }),
    scrollX: 0,
    scrollY: 0,
    innerWidth: 1_000,
  }
  return view as unknown as Window & typeof globalThis
}

function seen(html: string, root: Partial<typeof initial> = {}): string {
  const view = openWindow(html, root)
  const fresh = parseHTML('<!doctype html><html><body></body></html>').document
  const options = { sight: layoutSight(view), base: 'https://press.example/', budget: 1_000 }
  const copy = copyVisible(view.document.body, fresh, options)
  return copy.body.textContent.trim()
}

const styled = (style: Partial<typeof initial>, box: Partial<Box> = {}, inner = 'words') =>
  `<div data-style='${JSON.stringify(style)}' data-box='${JSON.stringify(box)}'>${inner}</div>`

describe('layoutSight hides', () => {
  it.each<[string, Partial<typeof initial>, Partial<Box>]>([
    ['what is not displayed', { display: 'none' }, {}],
    ['what is not visible', { visibility: 'hidden' }, {}],
    ['what is transparent', { opacity: '0' }, {}],
    ['what a filter makes transparent', { filter: 'opacity(0)' }, {}],
    ['what the browser may skip', { contentVisibility: 'hidden' }, {}],
    ['tiny letters', { fontSize: '1px' }, {}],
    ['letters in the colour of the paper', { color: 'rgb(255, 255, 255)' }, {}],
    ['letters on a background of their colour', { color: 'rgb(9, 9, 9)', backgroundColor: 'rgb(9, 9, 9)' }, {}],
    ['transparent letters', { color: 'rgba(0, 0, 0, 0)' }, {}],
    ['what is indented away', { textIndent: '-9999px' }, {}],
    ['what stands left of the page', {}, { left: -9_999 }],
    ['what stands above the page', {}, { top: -9_999 }],
    ['a clipped box', { position: 'absolute', clip: 'rect(0px, 0px, 0px, 0px)' }, {}],
    ['a clip path that leaves nothing', { clipPath: 'inset(50%)' }, {}],
    ['a circle of nothing', { clipPath: 'circle(0px at 50% 50%)' }, {}],
    ['a box of no height', { overflowX: 'hidden', overflowY: 'hidden' }, { height: 0 }],
    ['a box for screen readers', { overflowX: 'hidden', overflowY: 'hidden' }, { width: 1, height: 1 }],
    ['what is scaled to nothing', { transform: 'matrix(0, 0, 0, 0, 0, 0)' }, { width: 0, height: 0 }],
  ])('%s', (_name, style, box) => {
    expect(seen(styled(style, box))).toBe('')
  })

  it('what is nearly transparent by several degrees', () => {
    expect(seen(styled({ opacity: '0.2' }, {}, `before${styled({ opacity: '0.2' })}`))).toBe('before')
  })

  it('black letters on the dark sheet of a page that asks for one', () => {
    expect(seen(styled({ color: 'rgb(18, 18, 18)' }), { colorScheme: 'dark' })).toBe('')
  })
})

describe('layoutSight shows', () => {
  it.each<[string, string]>([
    ['plain words', styled({})],
    [
      'a visible child of an invisible box',
      styled({ visibility: 'hidden' }, {}, `x<b data-style='{"visibility":"visible"}'>words</b>`),
    ],
    [
      'normal letters in a box of size zero',
      styled({ fontSize: '0px' }, {}, `<b data-style='{"fontSize":"16px"}'>words</b>`),
    ],
    [
      'letters made of their background',
      styled({ color: 'rgba(0, 0, 0, 0)', backgroundClip: 'text', backgroundImage: 'url()' }),
    ],
    ['letters seen by their shadow', styled({ color: 'rgba(0, 0, 0, 0)', textShadow: 'rgb(0, 0, 0) 0px 0px 1px' })],
    ['white on a picture behind', `<img data-box='{"height":200}'>${styled({ color: 'rgb(255, 255, 255)' })}`],
    ['white on a gradient', styled({ color: 'rgb(255, 255, 255)', backgroundImage: 'linear-gradient()' })],
    [
      'what was scrolled away in a box',
      `<div data-style='{"overflowY":"auto"}' data-scroll="900">${styled({}, { top: -800 })}</div>`,
    ],
    ['a box without a box', styled({ display: 'contents' }, { left: 0, top: 0, width: 0, height: 0 })],
    ['a carousel that is cut off', styled({ overflowX: 'hidden' }, { height: 40 })],
  ])('%s', (_name, html) => {
    expect(seen(html)).toBe('words')
  })
})
