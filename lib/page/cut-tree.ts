import { isText } from './nodes'

/**
 * Removes everything after the first `budget` characters of text, so that what is written afterwards costs no more than
 * what is kept. Returns how many characters went.
 */
export function cutTree(root: Element, budget: number): number {
  const whole = root.textContent.length
  if (whole <= budget) return 0
  let left = budget
  let node: Node | null = root.firstChild
  while (node && left > 0) {
    if (isText(node)) left -= node.data.length
    node = node.firstChild ?? following(node, root)
  }
  while (node) {
    const next = following(node, root)
    node.parentNode?.removeChild(node)
    node = next
  }
  return whole - root.textContent.length
}

/** The next node in the document's order that is not inside `node`. */
function following(node: Node, root: Node): Node | null {
  for (let step: Node | null = node; step && step !== root; step = step.parentNode) {
    if (step.nextSibling) return step.nextSibling
  }
  return null
}
