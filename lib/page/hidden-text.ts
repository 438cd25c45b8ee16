import { alphaOf, isLostOn } from './colour'

/** `text`: the element's own words cannot be seen, those of its children may. `all`: nothing inside can be seen. */
type Hidden = 'no' | 'text' | 'all'

/** What an element takes over from its ancestors. Each walk starts with one of its own. */
export type Surroundings = {
  /** Product of all opacities so far. */
  opacity: number
  /** The computed colour behind, or undefined when it is a picture or a blend. */
  background: string | undefined
  /** How far the ancestors are scrolled, in pixels: what was scrolled away is not hidden. */
  scrolledX: number
  scrolledY: number
  /** Some ancestor can be scrolled. */
  inScroller: boolean
  /** The background is drawn in the shape of the letters. */
  backgroundAsText: boolean
}

/** `isFixed`: keeps its place on the window, whatever the page does. */
type Look = { hidden: Hidden; inside: Surroundings; isBlock: boolean; isFixed?: boolean }

/** The one question the copy asks of each element, so that a test can answer it without a layout. */
export type Sight = {
  start: Surroundings
  look(element: Element, around: Surroundings): Look
  /** The same question inside a frame. */
  within(framed: Document): Sight
}

const transparent = 0.1
const smallestFont = 4
/** A `text-indent` beyond this many pixels is the old trick of replacing text with a picture. */
const largestIndent = 500
/** Where the page cannot be scrolled sideways, words this far out are meant not to be seen; a carousel is nearer. */
const farOut = 5_000

const clips = (overflow: string) => overflow !== 'visible' && overflow !== ''
const scrolls = (overflow: string) => overflow === 'auto' || overflow === 'scroll'

/** Looks at the page as it is laid out now. Only reads, so that it costs one layout at most. */
export function layoutSight(view: Window & typeof globalThis): Sight {
  const root = view.document.documentElement
  const rootStyle = view.getComputedStyle(root)
  const fromRight = rootStyle.direction === 'rtl'
  const bodyOverflow = view.document.body ? view.getComputedStyle(view.document.body).overflowX : ''
  const cannotScrollSideways = clips(rootStyle.overflowX) || clips(bodyOverflow)
  const scroller = view.document.scrollingElement
  const backdrops = createBackdrops(view.document)
  const frames = new Map<Document, Sight>()

  const isOffScreen = (box: DOMRect, around: Surroundings): boolean => {
    if (box.width === 0 && box.height === 0) return false
    if (box.bottom + around.scrolledY <= 0) return true
    const [left, right] = [box.left + around.scrolledX, box.right + around.scrolledX]
    if (fromRight ? left >= view.innerWidth : right <= 0) return true
    return cannotScrollSideways && !around.inScroller && (left > view.innerWidth + farOut || right < -farOut)
  }

  return {
    start: {
      opacity: 1,
      background: canvasColour(view, rootStyle.colorScheme),
      scrolledX: view.scrollX,
      scrolledY: view.scrollY,
      inScroller: false,
      backgroundAsText: false,
    },
    within(framed) {
      const inner = framed.defaultView
      if (!inner) return this
      const known = frames.get(framed) ?? layoutSight(inner)
      frames.set(framed, known)
      return known
    },
    look(element, around) {
      const style = view.getComputedStyle(element)
      const opacity = around.opacity * Number(style.opacity || 1)
      if (hidesAll(style, opacity)) return { hidden: 'all', inside: around, isBlock: true }
      // Layout is asked only where it can matter: 25,000 boxes are dearer than 25,000 styles.
      const isRoot = element === root || element === scroller
      const isClipped = !isRoot && (clips(style.overflowX) || clips(style.overflowY))
      const isMoved = style.transform !== 'none' && style.transform !== ''
      const hasText = hasOwnText(element)
      const box = isClipped || isMoved || hasText ? element.getBoundingClientRect() : undefined
      if (box && (isClipped || isMoved) && isShrunk(box, isClipped, style.display))
        return { hidden: 'all', inside: around, isBlock: true }

      const inside = insideOf(element, style, around, opacity, isRoot, isClipped)
      if (inside.background !== around.background) backdrops.add(element)
      const lost =
        hasText &&
        (hidesText(style, inside) ||
          (box !== undefined && isOffScreen(box, inside)) ||
          (isSameColour(style, inside) && box !== undefined && !backdrops.isUnder(element, box)))
      const isBlock = !/^(inline|contents|ruby)/.test(style.display)
      return { hidden: lost ? 'text' : 'no', inside, isBlock, isFixed: style.position === 'fixed' }
    },
  }
}

function hidesAll(style: CSSStyleDeclaration, opacity: number): boolean {
  if (style.display === 'none' || opacity < transparent || style.contentVisibility === 'hidden') return true
  const filter = /opacity\(([\d.]+)\)/.exec(style.filter)
  if (filter && Number(filter[1]) < transparent) return true
  const clip = style.clip.startsWith('rect') ? style.clip.match(/-?[\d.]+/g)?.map(Number) : undefined
  if (clip?.length === 4) {
    const [top = 0, right = 0, bottom = 0, left = 0] = clip
    if (right - left <= 1 || bottom - top <= 1) return true
  }
  return /^(inset\((50|[6-9]\d|\d{3,})(\.\d+)?%|(circle|ellipse)\(0(px|%)?[ )]|polygon\((0(px|%)? 0(px|%)?(, )?)+\))/.test(
    style.clipPath,
  )
}

/** One pixel is what "for screen readers only" leaves. */
function isShrunk(box: DOMRect, isClipped: boolean, display: string): boolean {
  if (display === 'inline' || display === 'contents') return false
  return isClipped ? box.width <= 2 || box.height <= 2 : box.width < 1 || box.height < 1
}

function hidesText(style: CSSStyleDeclaration, inside: Surroundings): boolean {
  if (style.visibility !== 'visible' && style.visibility !== '') return true
  if (Number.parseFloat(style.fontSize) < smallestFont) return true
  if (Math.abs(Number.parseFloat(style.textIndent)) > largestIndent) return true
  if (inside.backgroundAsText || (style.textShadow !== 'none' && style.textShadow !== '')) return false
  return alphaOf(ink(style)) < transparent
}

function isSameColour(style: CSSStyleDeclaration, inside: Surroundings): boolean {
  if (inside.background === undefined || inside.backgroundAsText) return false
  return (style.textShadow === 'none' || style.textShadow === '') && isLostOn(ink(style), inside.background)
}

const ink = (style: CSSStyleDeclaration) => style.webkitTextFillColor || style.color

function insideOf(
  element: Element,
  style: CSSStyleDeclaration,
  around: Surroundings,
  opacity: number,
  isRoot: boolean,
  isClipped: boolean,
): Surroundings {
  const isFixed = style.position === 'fixed'
  return {
    opacity,
    background: backgroundOf(style, around),
    // A fixed box stands on the window, whatever was scrolled.
    scrolledX: isFixed ? 0 : around.scrolledX + (isClipped && !isRoot ? element.scrollLeft : 0),
    scrolledY: isFixed ? 0 : around.scrolledY + (isClipped && !isRoot ? element.scrollTop : 0),
    inScroller: around.inScroller || scrolls(style.overflowX),
    backgroundAsText: around.backgroundAsText || style.backgroundClip.includes('text'),
  }
}

function backgroundOf(style: CSSStyleDeclaration, around: Surroundings): string | undefined {
  if (style.backgroundImage !== 'none' && style.backgroundImage !== '') return undefined
  const alpha = alphaOf(style.backgroundColor)
  if (alpha > 0.9) return style.backgroundColor
  return alpha === 0 ? around.background : undefined
}

/** What an unpainted page shows: white, or the browser's dark sheet when the page asks for it. */
function canvasColour(view: Window, colorScheme: string): string | undefined {
  if (view.matchMedia('(forced-colors: active)').matches) return undefined
  if (!colorScheme.includes('dark')) return 'rgb(255, 255, 255)'
  const isDark = !colorScheme.includes('light') || view.matchMedia('(prefers-color-scheme: dark)').matches
  return isDark ? 'rgb(18, 18, 18)' : 'rgb(255, 255, 255)'
}

function hasOwnText(element: Element): boolean {
  for (let child = element.firstChild; child; child = child.nextSibling) {
    if (child.nodeType === 3 && /\S/.test(child.nodeValue ?? '')) return true
  }
  return false
}

/** Pictures and painted boxes that white words may stand on without being inside them, as a headline on a photograph. */
function createBackdrops(document: Document) {
  const painted: Element[] = []
  let media: Element[] | undefined
  let checksLeft = 20_000
  return {
    add: (element: Element) => painted.push(element),
    isUnder(element: Element, box: DOMRect): boolean {
      media ??= [...document.querySelectorAll('img, picture, video, canvas, svg, iframe, object')]
      return [...media, ...painted].some((backdrop) => {
        if (checksLeft <= 0 || backdrop.contains(element)) return false
        checksLeft -= 1
        const under = backdrop.getBoundingClientRect()
        return under.left < box.right && under.right > box.left && under.top < box.bottom && under.bottom > box.top
      })
    },
  }
}
