import type { Sight, Surroundings } from './hidden-text'
import { stripInvisible } from './invisible-characters'
import { isElement, isSlot, isText } from './nodes'
import { attributesOf, insteadOf } from './replaced-element'

export type VisibleCopy = {
  /** Holds the copy. Its document is one of our own, that loads nothing and runs nothing. */
  body: HTMLElement
  /** Characters of text that cannot be seen and were left out, white space not counted. */
  hiddenCharacters: number
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
  `script style noscript template head meta link base title iframe frame frameset object embed applet video audio canvas
  map select option optgroup datalist button textarea progress meter param source track rp`.split(/\s+/),
)
/** Deeper trees are made by scripts gone wrong; what comes after recurses, and so needs an end. */
const deepest = 300
const copyable = /^[a-z][a-z0-9]*$/

type Step = {
  node: Node
  target: Element
  around: Surroundings
  depth: number
  inPre: boolean
  /** The parent's own text cannot be seen. */
  textHidden: boolean
  /** Nothing here can be seen: only counted. */
  allHidden: boolean
}

/** Copies what can be seen of `root` into `into`, with open shadow roots in their places. The page stays as it is. */
export function copyVisible(root: Element | ShadowRoot, into: Document, options: Options): VisibleCopy {
  const { sight, range } = options
  let hiddenCharacters = 0
  let left = options.budget
  const start = { target: into.body, around: sight.start, depth: 0, inPre: false, textHidden: false, allHidden: false }
  // A stack of our own: a page may nest deeper than the engine's.
  const steps: Step[] = [{ ...start, node: root }]

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
    if (range && !range.intersectsNode(node)) continue
    if (isText(node)) {
      const text = textWithin(node, range)
      left -= text.length
      if (step.allHidden || step.textHidden) hiddenCharacters += countCharacters(text)
      else appendText(target, text, step.inPre)
      continue
    }
    if (!isElement(node)) {
      if (node.nodeType === 11) enter(node, step)
      continue
    }
    const name = node.localName
    if (skipped.has(name)) continue
    if (step.allHidden) {
      enter(node, step)
      continue
    }
    const { hidden, inside, isBlock } = sight.look(node, step.around)
    if (hidden === 'all') {
      enter(node, { ...step, allHidden: true })
      continue
    }
    const replacement = insteadOf(node, options.base)
    if (replacement !== undefined) {
      if (replacement !== '') appendText(target, stripInvisible(replacement), step.inPre)
      continue
    }
    if (name === 'br' && step.inPre) {
      target.append('\n')
      continue
    }
    if (isBlock && step.inPre) breakLine(target)
    const copy = step.depth < deepest ? into.createElement(tagFor(name, isBlock)) : undefined
    if (copy) {
      for (const [attribute, value] of attributesOf(node, options.base)) copy.setAttribute(attribute, value)
      target.append(copy)
    }
    enter(node, {
      target: copy ?? target,
      around: inside,
      depth: step.depth + 1,
      inPre: step.inPre || name === 'pre',
      textHidden: hidden === 'text',
      allHidden: false,
    })
  }
  return { body: into.body, hiddenCharacters, omittedCharacters: charactersIn(steps, range) }
}

export function countCharacters(text: string): number {
  return text.replace(/\s+/g, '').length
}

function charactersIn(steps: Step[], range: Range | undefined): number {
  return steps
    .filter(({ node }) => !range || range.intersectsNode(node))
    .reduce((sum, { node }) => sum + (node.textContent?.length ?? 0), 0)
}

/** What a reader sees inside: of a host its shadow, of a slot what was put into it. */
function childrenOf(node: Node): ArrayLike<Node> {
  if (isElement(node)) {
    if (node.shadowRoot) return node.shadowRoot.childNodes
    if (isSlot(node)) {
      const assigned = node.assignedNodes()
      if (assigned.length > 0) return assigned
    }
  }
  return node.childNodes
}

function textWithin(node: Text, range: Range | undefined): string {
  const text = node.data
  if (!range) return text
  const start = range.startContainer === node ? range.startOffset : 0
  const end = range.endContainer === node ? range.endOffset : text.length
  return text.slice(start, end)
}

function appendText(target: Element, text: string, inPre: boolean) {
  const clean = stripInvisible(text)
  target.append(inPre ? clean : clean.replaceAll('\u00A0', ' '))
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
