import { isText } from './nodes'
import { imageMark } from './replaced-element'
import { oneLine } from './text-lines'

/** A caption stands as many boxes away at most. */
const mostSteps = 4
/** What is longer holds more than a picture and its caption. In characters. */
const longestBeside = 1_000
const onlyTexts = 4

/** Takes out the words for pictures that stand beside them anyway, in a caption or as the headline of a card. */
export function removeToldPictures(root: HTMLElement): void {
  const told = [...textsIn(root)].filter((text) => text.data.startsWith(imageMark) && isTold(text, root))
  for (const text of told) text.remove()
}

function* textsIn(root: Element): Generator<Text> {
  const walker = root.ownerDocument.createTreeWalker(root, onlyTexts)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) if (isText(node)) yield node
}

function isTold(picture: Text, root: Element): boolean {
  const words = oneLine(picture.data.slice(imageMark.length, -1))
  let box = picture.parentElement
  for (let step = 0; box && box !== root && step < mostSteps; step += 1, box = box.parentElement) {
    let beside = ''
    // A page may have thousands of pictures in one box: none reads all of it.
    for (const text of textsIn(box)) {
      if (!text.data.startsWith(imageMark)) beside += text.data
      if (beside.length > longestBeside) return false
    }
    if (oneLine(beside).includes(words)) return true
  }
  return false
}
