import katex from 'katex'
import 'katex/dist/katex.min.css'

/** In characters, em and expansions: what a model may ask of the page. */
const longest = 5_000
const largest = 40
const mostExpansions = 1_000

/**
 * Draws a formula into an element, out of elements and not of HTML. Gives what is wrong with one that cannot be drawn,
 * and leaves the element empty then.
 */
export function drawFormula(element: HTMLElement, tex: string, display: boolean): string | undefined {
  element.replaceChildren()
  if (tex.length > longest) return 'It is too long to be drawn.'
  try {
    katex.render(tex, element, {
      displayMode: display,
      output: 'htmlAndMathml',
      // No links, no images, no classes or styles from the text.
      trust: false,
      strict: 'ignore',
      maxSize: largest,
      maxExpand: mostExpansions,
      macros: {},
    })
    return undefined
  } catch (error) {
    element.replaceChildren()
    return error instanceof Error ? error.message : String(error)
  }
}
