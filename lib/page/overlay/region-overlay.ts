import { eachFrame, openOverlay } from './overlay'
import type { Press } from './keys'
import { accent, dress, makeHint, makeLabel, piece, place, placeLabel, type Box } from './styles'

/** A smaller drag is a click that trembled. In pixels. */
const smallest = 8
/** Pixels that an arrow key moves or stretches by; with Alt, one. */
const stride = 16

type Hooks = { take: (region: Box) => void; leave: () => void }

/** Lets the reader draw a rectangle over a page, in pixels of the window. */
export function openRegion(
  document: Document,
  view: Window,
  hooks: Hooks,
): { press: (press: Press) => void; close: () => void } {
  const overlay = openOverlay(document, view, { title: 'Choose a region of the page', press: (key) => press(key) })
  const { root, surface } = overlay
  const frame = piece(document, {
    position: 'absolute',
    border: `2px solid ${accent}`,
    outline: '1px solid rgb(255 255 255 / 0.9)',
    // Everything but the region is dimmed by the region's own shadow.
    'box-shadow': '0 0 0 100vmax rgb(0 0 0 / 0.38)',
    'pointer-events': 'none',
  })
  const label = makeLabel(document)
  const hint = makeHint(
    document,
    'Drag over the part to take · arrow keys move, with Shift they resize · Enter takes it · Esc leaves',
  )
  root.append(frame, label, hint)

  const size = () => ({ width: view.innerWidth, height: view.innerHeight })
  let region = middleOf(size())
  let start: { x: number; y: number } | null = null

  const press = ({ key, shift, alt }: Press): void => {
    if (key === 'Escape') hooks.leave()
    if (key === 'Enter') hooks.take(within(region, size()))
    region = moved(region, key, { resize: shift, by: alt ? 1 : stride }, size())
  }
  surface.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    surface.setPointerCapture(event.pointerId)
    start = { x: event.clientX, y: event.clientY }
  })
  surface.addEventListener('pointermove', (event) => {
    if (start) region = within(between(start, { x: event.clientX, y: event.clientY }), size())
  })
  surface.addEventListener('pointerup', (event) => {
    if (!start) return
    const drawnRegion = within(between(start, { x: event.clientX, y: event.clientY }), size())
    start = null
    if (drawnRegion.width >= smallest && drawnRegion.height >= smallest) hooks.take(drawnRegion)
    else region = middleOf(size())
  })
  surface.addEventListener('pointercancel', () => (start = null))

  const stopDrawing = eachFrame(view, () => {
    place(frame, region)
    label.textContent = `${Math.round(region.width)} × ${Math.round(region.height)}`
    placeLabel(label, region, size())
    dress(hint, { opacity: start ? '0' : '1' })
  })
  return {
    press,
    close: () => {
      stopDrawing()
      overlay.close()
    },
  }
}

type Size = { width: number; height: number }
type Point = { x: number; y: number }

function middleOf({ width, height }: Size): Box {
  return { left: width * 0.2, top: height * 0.2, width: width * 0.6, height: height * 0.6 }
}

function between(from: Point, to: Point): Box {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    width: Math.abs(to.x - from.x),
    height: Math.abs(to.y - from.y),
  }
}

/** The part of a box that is in the window. */
export function within({ left, top, width, height }: Box, size: Size): Box {
  const [x, y] = [Math.max(0, left), Math.max(0, top)]
  return {
    left: x,
    top: y,
    width: Math.max(0, Math.min(left + width, size.width) - x),
    height: Math.max(0, Math.min(top + height, size.height) - y),
  }
}

const directions: Record<string, [x: number, y: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/** The region after a key: moved, or stretched at its lower right corner; always in the window, and never too small to see. */
export function moved(region: Box, key: string, { resize, by }: { resize: boolean; by: number }, size: Size): Box {
  const direction = directions[key]
  if (!direction) return region
  const [x, y] = [direction[0] * by, direction[1] * by]
  const { left, top, width, height } = region
  if (resize) {
    return {
      left,
      top,
      width: Math.min(Math.max(smallest, width + x), size.width - left),
      height: Math.min(Math.max(smallest, height + y), size.height - top),
    }
  }
  return {
    left: Math.min(Math.max(0, left + x), size.width - width),
    top: Math.min(Math.max(0, top + y), size.height - height),
    width,
    height,
  }
}
