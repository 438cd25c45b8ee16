import { namesOf } from './boilerplate'
import { oneLine } from './text-lines'
import type { Weights } from './text-weights'

/** As many boxes of one kind are what a page is made of. */
const fewestPosts = 3
const leastShare = 0.6
const mostSteps = 4
const signs = /^(author|user|username|userinfo|hnuser|creator|poster|postdetails|vcard|age|timestamp|postdate)$/
/** Buttons below every post: words of this length at most, as often as this. */
const longestButton = 24
const mostRepeated = 3

/**
 * A page that is a row of texts of one kind, each with its time or its author: a discussion, whoever started it.
 * @param besides boxes that are left out of account.
 */
export function isThread(root: Element, weights: Weights, besides: readonly Element[] = []): boolean {
  const whole = besides.reduce((sum, box) => sum - weights(box).prose, weights(root).prose)
  const kinds = new Map<string, Element[]>()
  for (const box of root.querySelectorAll('[class]')) {
    if (weights(box).prose === 0 || !/^(div|article|section|li|td|tr|table)$/.test(box.localName)) continue
    if (besides.some((other) => other.contains(box))) continue
    const kind = kindOf(box)
    const known = kinds.get(kind)
    if (known) known.push(box)
    else kinds.set(kind, [box])
  }
  const words = (boxes: readonly Element[]) => boxes.reduce((sum, box) => sum + weights(box).prose, 0)
  return [...kinds.values()].some((boxes) => {
    if (boxes.length < fewestPosts || words(boxes) < whole * leastShare) return false
    const inside = countsInside(boxes, root)
    const texts = boxes.filter((box) => !inside.has(box))
    if (texts.length < fewestPosts || words(texts) < whole * leastShare) return false
    const posts = texts.filter((text) => isSigned(postOf(text, inside)))
    return posts.length >= fewestPosts && words(posts) >= whole * leastShare
  })
}

const kindOf = (box: Element) => `${box.localName} ${(box.getAttribute('class') ?? '').replace(/\d+/g, '')}`

/** How many of some boxes each element holds. Counted from below, once: a page may have thousands of posts. */
function countsInside(boxes: readonly Element[], root: Element): Map<Element, number> {
  const counts = new Map<Element, number>()
  for (const box of boxes) {
    for (let around = box.parentElement; around; around = around === root ? null : around.parentElement) {
      counts.set(around, (counts.get(around) ?? 0) + 1)
    }
  }
  return counts
}

/** The box with all that belongs to a text, up to where the next one begins. */
function postOf(text: Element, inside: ReadonlyMap<Element, number>): Element {
  let post = text
  for (let step = 0; step < mostSteps && post.parentElement; step += 1) {
    if ((inside.get(post.parentElement) ?? 2) > 1) break
    post = post.parentElement
  }
  return post
}

const isSigned = (post: Element): boolean =>
  post.querySelector('time, [itemprop="author"], [rel~="author"]') !== null ||
  [...post.querySelectorAll('[class]')].some(isSign)

/** Takes out what stands beside every post: reply, share, permalink. */
export function removeRepeatedButtons(root: HTMLElement): void {
  for (const buttons of alike(root.querySelectorAll('a'), buttonKind)) {
    // Who speaks is linked to the same place each time.
    const targets = new Set(buttons.map((button) => button.getAttribute('href') ?? ''))
    if (targets.size > buttons.length * 0.6 || targets.has('')) for (const button of buttons) button.remove()
  }
}

/** Names who speaks. */
export const isSign = (element: Element): boolean => namesOf(element).some((name) => signs.test(name))

/** Groups of things of one kind, where there are many. */
export function alike<Thing>(
  things: Iterable<Thing>,
  kindOfThing: (thing: Thing) => string,
  fewest = mostRepeated,
): Thing[][] {
  const found = new Map<string, Thing[]>()
  for (const thing of things) {
    const kind = kindOfThing(thing)
    if (kind !== '') found.set(kind, [...(found.get(kind) ?? []), thing])
  }
  return [...found.values()].filter((group) => group.length >= fewest)
}

function buttonKind(button: Element): string {
  const text = oneLine(button.textContent).replace(/^\[image: (.*)\]$/, '$1')
  return text.length > longestButton || button.closest('h1, h2, h3, pre') ? '' : text
}
