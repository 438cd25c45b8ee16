import { isElement, isText } from './nodes'
import { imageMark, jump } from './replaced-element'

/** How much there is to read in an element, in characters without white space. */
type Weight = {
  characters: number
  /** Of them, in links. */
  linked: number
  /** Of them, in stretches that read like sentences rather than like labels. */
  prose: number
  /** Of them, in stretches as long as paragraphs. */
  paragraphs: number
  links: number
}

const nothing: Weight = { characters: 0, linked: 0, prose: 0, paragraphs: 0, links: 0 }

/** Shorter stretches are labels, buttons, dates and names. Chinese, Japanese and Korean say more with less. */
const shortestProse = 50
const shortestDenseProse = 20
const paragraph = 170
const denseParagraph = 70
const denseScript = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u

const inline = new Set(
  `a abbr acronym b bdi bdo big br cite code data del dfn em font i img ins kbd label mark math q rb rt ruby s samp small
  span strike strong sub sup svg time tt u var wbr`.split(/\s+/),
)

/** An element that stands on lines of its own. */
export const isBlock = (element: Element): boolean => !inline.has(element.localName)

/** @param stretch without white space. */
export const readsLikeProse = (stretch: string): boolean =>
  stretch.length >= (denseScript.test(stretch) ? shortestDenseProse : shortestProse)

export type Weights = (element: Element) => Weight

/** Weighs a whole tree at once. What is removed from it later keeps its old weight. */
export function weigh(root: Element): Weights {
  const weights = new WeakMap<Element, Weight>()
  weighInto(root, weights, false)
  return (element) => weights.get(element) ?? nothing
}

/** The copy is never deep, see there, so that recursion is safe. */
function weighInto(element: Element, weights: WeakMap<Element, Weight>, inLink: boolean): Weight {
  const isLink = element.localName === 'a' && (element.hasAttribute('href') || element.hasAttribute(jump))
  const total = { ...nothing, links: isLink ? 1 : 0 }
  // A stretch is what stands between two blocks.
  let stretch = ''
  let stretchLinked = 0
  const endStretch = () => {
    const characters = stretch.length
    const isDense = denseScript.test(stretch)
    if (stretchLinked < characters / 2) {
      if (readsLikeProse(stretch)) total.prose += characters - stretchLinked
      if (characters >= (isDense ? denseParagraph : paragraph)) total.paragraphs += characters - stretchLinked
    }
    stretch = ''
    stretchLinked = 0
  }
  for (const child of element.childNodes) {
    if (isText(child)) {
      // What a picture shows says nothing of the kind of box it stands in.
      if (child.data.startsWith(imageMark)) continue
      const text = child.data.replace(/\s+/g, '')
      stretch += text
      total.characters += text.length
      if (inLink || isLink) {
        stretchLinked += text.length
        total.linked += text.length
      }
      continue
    }
    if (!isElement(child)) continue
    const weight = weighInto(child, weights, inLink || isLink)
    total.characters += weight.characters
    total.linked += weight.linked
    total.links += weight.links
    if (isBlock(child)) {
      endStretch()
      total.prose += weight.prose
      total.paragraphs += weight.paragraphs
    } else if (holdsBlock(child)) {
      total.prose += weight.prose
      total.paragraphs += weight.paragraphs
    } else {
      stretch += child.textContent.replace(/\s+/g, '')
      stretchLinked += weight.linked
    }
  }
  if (isBlock(element) || holdsBlock(element)) endStretch()
  weights.set(element, total)
  return total
}

const holdsBlock = (element: Element): boolean =>
  [...element.children].some((child) => isBlock(child) || holdsBlock(child))
