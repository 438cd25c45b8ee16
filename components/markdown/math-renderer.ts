import katex, { type KatexOptions } from 'katex'
import 'katex/dist/katex.min.css'

/** In characters, em and expansions: what a model may ask of the page. */
const longest = 5_000
const largest = 40
const mostExpansions = 1_000

const rules: KatexOptions = {
  // No links, no images, no classes or styles from the text.
  trust: false,
  strict: 'ignore',
  maxSize: largest,
  maxExpand: mostExpansions,
}

/**
 * Draws a formula into an element, out of elements and not of HTML. Gives what is wrong with one that cannot be drawn,
 * and leaves the element empty then.
 */
export function drawFormula(element: HTMLElement, tex: string, display: boolean): string | undefined {
  element.replaceChildren()
  if (tex.length > longest) return 'It is too long to be drawn.'
  try {
    katex.render(tex, element, {
      ...rules,
      displayMode: display,
      output: 'htmlAndMathml',
      macros: {},
    })
    return undefined
  } catch (error) {
    element.replaceChildren()
    return error instanceof Error ? error.message : String(error)
  }
}

/** A formula as MathML, which every browser draws by itself; undefined where it cannot be drawn. */
export function formulaMarkup(tex: string, display: boolean): string | undefined {
  if (tex.length > longest) return undefined
  try {
    return katex.renderToString(tex, { ...rules, displayMode: display, output: 'mathml', macros: {} })
  } catch {
    // Its source is shown in its place.
    return undefined
  }
}
