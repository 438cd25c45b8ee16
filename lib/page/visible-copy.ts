import { own } from './document-facts'
import { frameDocument } from './frame-document'
import { HiddenText } from './hidden-pieces'
import type { Sight, Surroundings } from './hidden-text'
import { stripInvisible } from './invisible-characters'
import { isElement, isSlot, isText } from './nodes'
import { attributesOf, insteadOf } from './replaced-element'
import { shadowOf } from './shadow'

export type VisibleCopy = {
  /** Holds the copy. Its document is one of our own, that loads nothing and runs nothing. */
  body: HTMLElement
  /** Characters of text that cannot be seen and were left out, white space not counted. */
  hiddenCharacters: number
  /** The start of that text, one piece a line. */
  hiddenText: string
  /** Characters after the budget was spent, seen or not. */
  omittedCharacters: number
}

type Options = {
  sight: Sight
  /** The address that relative links start from. */
  base: string
  /** Stops after this many characters: nobody waits for a page of a hundred thousand elements to be looked through. */
  budget: number
  /** Copies only what lies within. */
  range?: Range
}

/** Never text: what runs, styles or is drawn, and what a reader types, which may be a secret. */
const skipped = new Set(
  `style noscript template head meta link base title object embed applet video audio canvas
  map select option optgroup datalist button textarea progress meter param source track rp rt rtc`.split(/\s+/),
)
const controls = new Set(['button', 'select', 'textarea'])
/**
 * Deeper trees are made by scripts gone wrong. What comes after recurses, and reads each box with all around it, so that
 * twice the depth costs four times as much.
 */
const deepest = 150
const copyable = /^[a-z][a-z0-9]*$/

type Step = {
  node: Node
  target: Element
  sight: Sight
  base: string
  around: Surroundings
  depth: number
  inPre: boolean
  /** The parent's own text cannot be seen. */
  textHidden: boolean
  /** Nothing here can be seen: only counted. */
  allHidden: boolean
}

/**
 * Copies what can be seen of `root` into `into`, with shadow roots and frames of the same origin in their places. The
 * page stays as it is.
 */
export function copyVisible(root: Element | ShadowRoot, into: Document, options: Options): VisibleCopy {
  const { sight, base } = options
  const hiddenText = new HiddenText()
  const range = options.range && createLimits(options.range)
  let left = options.budget
  const start = { target: into.body, sight, base, around: sight.start, depth: 0 }
  // A stack of our own: a page may nest deeper than the engine's.
  const steps: Step[] = [{ ...start, node: root, inPre: false, textHidden: false, allHidden: false }]

  const enter = (parent: Node, step: Omit<Step, 'node'>) => {
    const children = childrenOf(parent)
    for (let index = children.length - 1; index >= 0; index -= 1) {
      const node = children[index]
      if (node) steps.push({ ...step, node })
    }
  }

  while (left > 0) {
    const step = steps.pop()
    if (!step) break
    const { node, target } = step
    if (range && !range.touches(node)) continue
    if (isText(node)) {
      const text = range?.textOf(node) ?? node.data
      left -= text.length
      if (step.allHidden || step.textHidden) hiddenText.add(text)
      else appendText(target, text, step.inPre, hiddenText)
      continue
    }
    if (!isElement(node)) {
      if (node.nodeType === 11) enter(node, step)
      continue
    }
    const name = node.localName
    if (skipped.has(name)) {
      if (controls.has(name) && !step.allHidden) setApart(target, step.inPre)
      continue
    }
    if (step.allHidden) {
      if (name !== 'script') enter(node, step)
      continue
    }
    if (name === 'script') {
      // Never displayed, and never text, but for the source of a formula that is displayed beside it.
      appendText(target, insteadOf(node, step.base) ?? '', step.inPre, hiddenText)
      continue
    }
    const { hidden, inside, isBlock, isFixed } = step.sight.look(node, step.around)
    if (hidden === 'all') {
      enter(node, { ...step, allHidden: true })
      continue
    }
    if (name === 'iframe' || name === 'frame') {
      const framed = frameDocument(node)
      if (framed) steps.push({ ...step, ...insideFrame(step, framed) })
      continue
    }
    const replacement = insteadOf(node, step.base)
    if (replacement !== undefined) {
      if (name === 'input') setApart(target, step.inPre)
      if (replacement !== '') appendText(target, replacement, step.inPre, hiddenText)
      continue
    }
    if (name === 'br' && step.inPre) {
      target.append('\n')
      continue
    }
    if (isBlock && step.inPre) breakLine(target)
    const copy = step.depth < deepest ? into.createElement(tagFor(name, isBlock)) : undefined
    if (copy) {
      for (const [attribute, value] of attributesOf(node, step.base)) copy.setAttribute(attribute, value)
      if (isFixed) copy.setAttribute('data-fixed', '')
      if (name === 'form') copy.setAttribute('data-form', '')
      target.append(copy)
    }
    enter(node, {
      ...step,
      target: copy ?? target,
      around: inside,
      depth: step.depth + 1,
      inPre: step.inPre || name === 'pre',
      textHidden: hidden === 'text',
    })
  }
  const omittedCharacters = steps
    .filter(({ node }) => !range || range.touches(node))
    .reduce((sum, { node }) => sum + (node.textContent?.length ?? 0), 0)
  return { body: into.body, ...hiddenText.found(), omittedCharacters }
}

export function countCharacters(text: string): number {
  return text.replace(/\s+/g, '').length
}

/** What a reader sees inside: of a host its shadow, of a slot what was put into it. */
function childrenOf(node: Node): ArrayLike<Node> {
  if (isElement(node)) {
    const shadow = shadowOf(node)
    if (shadow) return shadow.childNodes
    if (isSlot(node)) {
      const assigned = node.assignedNodes()
      if (assigned.length > 0) return assigned
    }
  }
  return node.childNodes
}

/** A frame has a window of its own, from whose corner its boxes are measured. */
function insideFrame(step: Step, framed: Document): Pick<Step, 'node' | 'sight' | 'base' | 'around'> {
  const sight = step.sight.within(framed)
  return { node: own(framed, 'documentElement'), sight, base: own(framed, 'baseURI'), around: sight.start }
}

/** What a selection reaches. A shadow root or a frame inside it is selected whole: it is another tree, without ends. */
function createLimits(range: Range) {
  const tree = range.commonAncestorContainer.getRootNode()
  return {
    touches: (node: Node): boolean => range.intersectsNode(node) || node.getRootNode() !== tree,
    textOf: (node: Text): string => {
      const start = range.startContainer === node ? range.startOffset : 0
      const end = range.endContainer === node ? range.endOffset : node.data.length
      return node.data.slice(start, end)
    },
  }
}

function appendText(target: Element, text: string, inPre: boolean, hidden: HiddenText) {
  const clean = stripInvisible(text)
  if (clean !== text) hidden.addSmuggled(text)
  target.append(inPre ? clean : clean.replaceAll('\u00A0', ' '))
}

/** Two labels with a button between them are two words. */
function setApart(target: Element, inPre: boolean) {
  if (!inPre && target.lastChild) target.append(' ')
}

/** Code whose lines are blocks has no line break in its text. */
function breakLine(target: Element) {
  const last = target.lastChild?.textContent ?? ''
  if (last !== '' && !last.endsWith('\n')) target.append('\n')
}

/** Tags that a page made up say nothing, and forms let their fields shadow properties: both become plain boxes. */
function tagFor(name: string, isBlock: boolean): string {
  if (name === 'body' || name === 'html' || name === 'form' || name === 'frameset') return 'div'
  if (isBlock && (name === 'span' || name === 'label' || !copyable.test(name))) return 'div'
  return copyable.test(name) ? name : 'span'
}
