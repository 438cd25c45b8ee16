/**
 * The complete elements of a JSON list that was cut, as JSON texts; none for anything but a list. One pass over the
 * brackets outside of strings: whether an element is JSON is for its reader to find out.
 */
export function completeElements(text: string): string[] {
  if (!text.startsWith('[')) return []
  const elements: string[] = []
  const token = /["{[}\]]/g
  let depth = 0
  let start = 0
  for (let match = token.exec(text); match; match = token.exec(text)) {
    const { index } = match
    if (match[0] === '"') {
      const end = endOfString(text, index)
      if (end === undefined) break
      token.lastIndex = end
    } else if (match[0] === '{' || match[0] === '[') {
      if (depth === 1) start = index
      depth++
    } else {
      depth--
      if (depth === 1) elements.push(text.slice(start, index + 1))
      if (depth === 0) break
    }
  }
  return elements
}

/** Where a string that begins at a place is over; undefined when it never is. */
function endOfString(text: string, start: number): number | undefined {
  const mark = /["\\]/g
  mark.lastIndex = start + 1
  for (let match = mark.exec(text); match; match = mark.exec(text)) {
    if (match[0] === '"') return mark.lastIndex
    mark.lastIndex++
  }
  return undefined
}
