/** A text has next to no control characters; this many of a hundred make it something else. */
const mostControls = 1

/**
 * Bytes as text: by their byte order mark, else as UTF-8, else as windows-1252, which is what old Windows and old web
 * pages wrote. Null for what is no text.
 */
export function decodeText(bytes: Uint8Array): string | null {
  const marked = markedEncoding(bytes)
  if (marked !== undefined) return new TextDecoder(marked).decode(bytes)
  // No text in one of the encodings below holds a zero.
  if (bytes.includes(0)) return null
  const text = utf8(bytes) ?? new TextDecoder('windows-1252').decode(bytes)
  return isText(text) ? text : null
}

function markedEncoding([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8'
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return undefined
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function isText(text: string): boolean {
  const start = text.slice(0, 100_000)
  // Tab, the line breaks, form feed and escape (terminal output) stand in texts.
  // oxlint-disable-next-line no-control-regex -- control characters are what is counted
  const controls = start.match(/[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]/g)?.length ?? 0
  return controls * 100 <= start.length * mostControls
}
