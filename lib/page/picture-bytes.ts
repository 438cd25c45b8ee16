/** Bytes as base64, in pieces: a call takes only so many arguments. */
export function base64Of(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += 8_192) {
    pieces.push(String.fromCharCode(...bytes.subarray(from, from + 8_192)))
  }
  return btoa(pieces.join(''))
}

/** The picture that a `data:` address holds. Fetching it would be refused by the policy of our pages. */
export function blobOfDataUrl(address: string): Blob {
  const [head = '', data = ''] = address.split(',', 2)
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0))
  return new Blob([bytes], { type: /^data:([^;,]*)/.exec(head)?.[1] ?? '' })
}

/** What moving pictures say of themselves, in GIF, PNG and WebP, and how their files begin. */
const animations: [start: string, mark: string][] = [
  ['GIF8', 'NETSCAPE2.0'],
  ['\u0089PNG', 'acTL'],
  ['RIFF', 'ANIM'],
]

/** Whether a picture moves, by the first bytes of its file. */
export function isAnimated(start: Uint8Array): boolean {
  const text = String.fromCharCode(...start)
  return animations.some(([magic, mark]) => text.startsWith(magic) && text.includes(mark))
}
