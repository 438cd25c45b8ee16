import { own } from '../document-facts'
import { pressOf, type Press } from './keys'
import { dress, piece, type Styles } from './styles'

type OverlayOptions = {
  /** Names it for who does not see it. */
  title: string
  press: (press: Press) => void
}

/** A layer of ours over a page. */
export type Overlay = {
  /** Stands in the page; whatever lies below it is not it. */
  host: HTMLElement
  /** Where to draw. */
  root: ShadowRoot
  /** Where the pointer arrives. */
  surface: HTMLElement
  close: () => void
}

const whole: Styles = { position: 'absolute', inset: '0', width: '100%', height: '100%', border: '0' }

/**
 * Lays a layer over everything that a page shows, dialogs too. It stands in a closed shadow root, so that no style or
 * script of the page gets to it, and takes its events in a frame, so that no listener of the page ever hears of a click
 * on it: menus of the page that close on a click elsewhere stay open. Closing it leaves the page as it was.
 */
export function openOverlay(document: Document, view: Window, { title, press }: OverlayOptions): Overlay {
  const host = document.createElement('gloss-overlay')
  dress(host, {
    all: 'initial',
    // Which `all` leaves alone.
    direction: 'ltr',
    display: 'block',
    position: 'fixed',
    inset: '0',
    width: '100%',
    height: '100%',
    'z-index': '2147483647',
    'pointer-events': 'auto',
  })
  host.setAttribute('popover', 'manual')
  const root = host.attachShadow({ mode: 'closed' })
  const frame = document.createElement('iframe')
  frame.title = title
  // Of another scheme than what is around it, a frame is drawn opaque.
  dress(frame, { all: 'initial', ...whole, display: 'block', 'color-scheme': 'light', cursor: 'crosshair' })
  root.append(frame)

  const focused = own(document, 'activeElement')
  // Outside of an open modal dialog everything is inert, in the top layer too.
  const modal = [...document.querySelectorAll('dialog:modal')].at(-1)
  ;(modal ?? own(document, 'documentElement')).append(host)
  host.showPopover()
  // In a sandboxed page a frame is of an origin of its own; then whoever listens there first hears of a click on ours.
  const surface = frame.contentDocument?.documentElement ?? piece(document, { ...whole, display: 'block' })
  if (!frame.contentDocument) frame.replaceWith(surface)
  surface.tabIndex = -1
  dress(surface, {
    height: '100%',
    cursor: 'crosshair',
    'color-scheme': 'light',
    outline: 'none',
    'user-select': 'none',
    'touch-action': 'none',
  })
  // While the panel has the keyboard it passes its keys on; when the page has it, they come here.
  if (frame.contentDocument) frame.focus({ preventScroll: true })
  surface.focus({ preventScroll: true })
  const onKey = (event: KeyboardEvent): void => {
    const known = pressOf(event)
    if (!known) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // What ends the overlay ends it when the key is released, which the page would hear otherwise.
    const ends = known.key === 'Enter' || known.key === 'Escape'
    if (ends === (event.type === 'keyup')) press(known)
  }
  for (const kind of ['keydown', 'keyup'] as const) {
    surface.addEventListener(kind, onKey)
    // The page may take the focus back.
    view.addEventListener(kind, onKey, true)
  }
  return {
    host,
    root,
    surface,
    close: () => {
      const had = own(document, 'activeElement') === host
      for (const kind of ['keydown', 'keyup'] as const) view.removeEventListener(kind, onKey, true)
      host.remove()
      if (had && focused && 'focus' in focused && typeof focused.focus === 'function') {
        focused.focus({ preventScroll: true })
      }
    },
  }
}

/** Calls back before each picture that the browser draws, until the returned function is called. */
export function eachFrame(view: Window, draw: () => void): () => void {
  let handle = 0
  const next = (): void => {
    draw()
    handle = view.requestAnimationFrame(next)
  }
  next()
  return () => view.cancelAnimationFrame(handle)
}

/** Resolves when what was changed has been drawn, or soon where the tab draws nothing. */
export function drawn(view: Window): Promise<void> {
  return new Promise((resolve) => {
    view.setTimeout(resolve, 300)
    view.requestAnimationFrame(() => view.requestAnimationFrame(() => resolve()))
  })
}
