/** Hands a text to the browser's downloads. Called in the handler of a click. */
export function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken the file over by the time the click returns, but not every one of them has opened it.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
