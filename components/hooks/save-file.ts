/** Hands a text or a blob to the browser's downloads. A text is JSON. Called in the handler of a click, or soon after it. */
export function saveFile(name: string, content: string | Blob): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: 'application/json' }) : content
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the file over by the time the click returns, but not every one of them has opened it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
