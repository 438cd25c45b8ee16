import { eachFrame, openOverlay } from './overlay'
import { boxOf, elementAt, stepped, type Pick, type Step } from './element-steps'
import type { Press } from './keys'
import { accent, dress, makeHint, makeLabel, piece, place, placeLabel } from './styles'

const steps: Record<string, Step> = {
  ArrowUp: 'wider',
  ArrowDown: 'narrower',
  ArrowLeft: 'previous',
  ArrowRight: 'next',
}
/** Pixels that the pointer may tremble without taking the choice from the keys. */
const tremor = 4

type Hooks = {
  /** Returns what speaks against the element; nothing ends the picking. */
  take: (element: Element) => string | undefined
  leave: () => void
}

/** Lets the reader point at an element of a page. */
export function openPicker(
  document: Document,
  view: Window,
  hooks: Hooks,
): { press: (press: Press) => void; close: () => void } {
  const overlay = openOverlay(document, view, { title: 'Pick a part of the page', press: (key) => press(key) })
  const { root, surface, host } = overlay
  const outline = piece(document, {
    position: 'absolute',
    border: `2px solid ${accent}`,
    'border-radius': '3px',
    background: 'rgb(27 127 116 / 0.16)',
    outline: '2px solid rgb(255 255 255 / 0.85)',
    'pointer-events': 'none',
  })
  const label = makeLabel(document)
  const hint = makeHint(document, 'Click takes it · ↑ wider · ↓ narrower · ← → beside it · Esc leaves')
  hint.setAttribute('role', 'status')
  root.append(outline, label, hint)

  let pick: Pick | null = startAt(document, view, host)
  let pointer = { x: -tremor * 2, y: -tremor * 2 }

  const point = (x: number, y: number): void => {
    if (Math.hypot(x - pointer.x, y - pointer.y) < tremor) return
    pointer = { x, y }
    const element = elementAt(document, x, y, host)
    if (element && element !== pick?.element) pick = { element, trail: [] }
  }
  const take = (): void => {
    const problem = pick ? hooks.take(pick.element) : 'There is nothing here.'
    if (problem !== undefined) hint.textContent = problem
  }
  const press = ({ key }: Press): void => {
    if (key === 'Escape') hooks.leave()
    if (key === 'Enter') take()
    const step = steps[key]
    if (step && pick) {
      pick = stepped(pick, step)
      pick.element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' })
    }
    const pages = key === 'PageDown' ? 1 : key === 'PageUp' ? -1 : 0
    if (pages !== 0) view.scrollBy({ top: pages * view.innerHeight * 0.8, behavior: 'instant' })
  }

  surface.addEventListener('pointermove', (event) => point(event.clientX, event.clientY))
  surface.addEventListener('pointerdown', (event) => {
    pointer = { x: -tremor * 2, y: -tremor * 2 }
    // By touch nothing is hovered before.
    if (event.pointerType !== 'mouse') point(event.clientX, event.clientY)
  })
  surface.addEventListener('click', take)
  surface.addEventListener('wheel', (event) => scrollUnder(event, pick?.element ?? null, view), { passive: false })

  const stopDrawing = eachFrame(view, () => {
    if (pick && !pick.element.isConnected) pick = null
    dress(outline, { display: pick ? 'block' : 'none' })
    dress(label, { display: pick ? 'block' : 'none' })
    if (!pick) return
    const box = boxOf(pick.element)
    place(outline, box)
    label.textContent = `${pick.element.localName} · ${Math.round(box.width)} × ${Math.round(box.height)}`
    placeLabel(label, box, { width: view.innerWidth, height: view.innerHeight })
  })
  return {
    press,
    close: () => {
      stopDrawing()
      overlay.close()
    },
  }
}

/** For who has no pointer: what stands in the middle of the window. */
function startAt(document: Document, view: Window, host: Element): Pick | null {
  const element = elementAt(document, view.innerWidth / 2, view.innerHeight / 2, host)
  return element ? { element, trail: [] } : null
}

/** The overlay lies over whatever would scroll. */
function scrollUnder(event: WheelEvent, element: Element | null, view: Window): void {
  event.preventDefault()
  const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1
  const [left, top] = [event.deltaX * unit, event.deltaY * unit]
  for (let scroller = element; scroller; scroller = scroller.parentElement) {
    const { scrollTop, scrollLeft } = scroller
    scroller.scrollBy({ left, top, behavior: 'instant' })
    if (scroller.scrollTop !== scrollTop || scroller.scrollLeft !== scrollLeft) return
  }
  view.scrollBy({ left, top, behavior: 'instant' })
}
