/** Smaller frames count visitors or hold a button of a network. In pixels. */
const smallestFrame = { width: 100, height: 40 }

/** The document in a frame, where it is of the page's own origin and large enough to be read. */
export function frameDocument(element: Element): Document | undefined {
  if (element.localName !== 'iframe' && element.localName !== 'frame') return undefined
  if (!('contentDocument' in element)) return undefined
  const { width, height } = element.getBoundingClientRect()
  if (width < smallestFrame.width || height < smallestFrame.height) return undefined
  try {
    const inner: unknown = element.contentDocument
    return isLiveDocument(inner) ? inner : undefined
  } catch {
    // Of another origin, as the browser has it: that frame cannot be read from here.
    return undefined
  }
}

function isLiveDocument(value: unknown): value is Document {
  return typeof value === 'object' && value !== null && 'documentElement' in value && value.documentElement !== null
}
