const stops = 'a[href], button, input, select, textarea, summary, [tabindex]'

/** Where an element stood, in what holds it: the element behind it, if there was one. */
type Place = { parent: HTMLElement; next: Element | null }

/**
 * Nobody who goes by keys may lose their place: when what has the focus goes away or is switched off, its neighbour takes
 * the focus. Code that knows a better place gives it the focus itself, and then nothing happens here.
 */
export function keepFocus(): void {
  let held: HTMLElement | undefined
  let places: Place[] = []

  const look = () => {
    const now = document.activeElement
    const isLost = now === null || now === document.body || now === held
    if (held && isLost && document.hasFocus() && !isUsable(held)) focusNear(places)
  }
  // Nothing tells that an element is gone; that it cannot be seen any more, these do, and they watch one element only.
  const seen = new IntersectionObserver(look)
  const switched = new MutationObserver(look)
  document.addEventListener('focusin', ({ target }) => {
    if (!(target instanceof HTMLElement)) return
    held = target
    places = placesOf(target)
    seen.disconnect()
    switched.disconnect()
    seen.observe(target)
    switched.observe(target, { attributeFilter: ['disabled'] })
  })
  // A click on nothing is meant to leave.
  document.addEventListener('pointerdown', ({ target }) => {
    if (target instanceof Node && !held?.contains(target)) held = undefined
  })
}

function placesOf(element: Element): Place[] {
  const { parentElement: parent, nextElementSibling: next } = element
  return parent ? [{ parent, next }, ...placesOf(parent)] : []
}

/** The stop behind the place, or else the one before it, in the smallest thing around it that is still there and has one. */
function focusNear(places: readonly Place[]): void {
  for (const { parent, next } of places) {
    if (!parent.isConnected) continue
    const near = [...parent.querySelectorAll<HTMLElement>(stops)].filter(isStop)
    const behind = near.find((stop) => next?.isConnected && isAtOrBehind(stop, next))
    const target = behind ?? near.at(-1)
    target?.focus()
    if (target && document.activeElement === target) return
  }
}

function isAtOrBehind(stop: Element, next: Element): boolean {
  return stop === next || (next.compareDocumentPosition(stop) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

function isStop(element: HTMLElement): boolean {
  return element.tabIndex >= 0 && isUsable(element)
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && element.checkVisibility()
}
