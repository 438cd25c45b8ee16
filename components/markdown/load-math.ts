import type { drawFormula as draw } from './math-renderer'

type DrawFormula = typeof draw

/** The fonts of nearly every formula; the others come when one needs them. */
const usual = /KaTeX_(?:Main|Math|Size\d)\b/

let loaded: DrawFormula | undefined

/** What draws formulas, if it is there already. */
export function loadedMath(): DrawFormula | undefined {
  return loaded
}

/** Loads what draws formulas. Nothing is loaded before there is a formula. */
export async function loadMath(): Promise<DrawFormula> {
  const { drawFormula } = await import('./math-renderer')
  // A formula that is drawn before its letters are there moves when they come.
  await Promise.all([...document.fonts].filter(({ family }) => usual.test(family)).map((font) => font.load()))
  loaded = drawFormula
  return drawFormula
}
