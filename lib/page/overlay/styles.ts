/** Gloss's own colours, not the page's: legible over whatever lies below. */
const ink = '#14211f'
export const accent = '#1b7f74'

export type Styles = Record<string, string>

/** Declared in the element itself and important: no sheet of a page comes before that, and no policy of a page forbids it. */
export function dress(element: HTMLElement, styles: Styles): void {
  for (const [property, value] of Object.entries(styles)) element.style.setProperty(property, value, 'important')
}

/** A bare element of our own. */
export function piece(document: Document, styles: Styles, text = ''): HTMLElement {
  const element = document.createElement('div')
  dress(element, { all: 'initial', 'box-sizing': 'border-box', ...styles })
  element.textContent = text
  return element
}

const label: Styles = {
  position: 'absolute',
  padding: '3px 8px',
  background: ink,
  color: '#fff',
  'border-radius': '5px',
  font: '500 12px/1.4 system-ui, sans-serif',
  'white-space': 'nowrap',
  'pointer-events': 'none',
  'box-shadow': '0 0 0 1px rgb(255 255 255 / 0.7)',
}

export const makeLabel = (document: Document): HTMLElement => piece(document, label)

/** What can be done, at the bottom of the page. */
export const makeHint = (document: Document, text: string): HTMLElement =>
  piece(
    document,
    {
      ...label,
      bottom: '16px',
      left: '50%',
      transform: 'translateX(-50%)',
      padding: '8px 14px',
      'border-radius': '10px',
      'max-width': 'calc(100vw - 24px)',
      'white-space': 'normal',
      'text-align': 'center',
    },
    text,
  )

export type Box = { left: number; top: number; width: number; height: number }

export function place(element: HTMLElement, { left, top, width, height }: Box): void {
  dress(element, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
}

/** Puts a label at a box: over it, else under it, else inside, and never off the screen. */
export function placeLabel(element: HTMLElement, box: Box, view: { width: number; height: number }): void {
  const { width, height } = element.getBoundingClientRect()
  const gap = 4
  const above = box.top - height - gap
  const below = box.top + box.height + gap
  const top = above >= 0 ? above : below + height <= view.height ? below : Math.max(gap, box.top + gap)
  const left = Math.max(gap, Math.min(box.left, view.width - width - gap))
  dress(element, { left: `${left}px`, top: `${Math.min(top, view.height - height - gap)}px` })
}
