import type { ClipboardEvent } from 'react'

/** Gives what is copied its formulas as they were written: drawn, they are letters in all directions. */
export function copyFormulas(event: ClipboardEvent<HTMLElement>): void {
  const selection = getSelection()
  if (!selection || selection.rangeCount === 0) return
  const copied = selection.getRangeAt(0).cloneContents()
  const formulas = copied.querySelectorAll('[data-source]')
  if (formulas.length === 0) return
  for (const formula of formulas) formula.replaceWith(formula.getAttribute('data-source') ?? '')
  // Only what is laid out has its lines, so that it is put into the page for a moment.
  const stand = document.createElement('div')
  stand.className = event.currentTarget.className
  stand.style.position = 'fixed'
  stand.style.opacity = '0'
  stand.append(copied)
  document.body.append(stand)
  event.clipboardData.setData('text/plain', stand.innerText)
  event.clipboardData.setData('text/html', stand.innerHTML)
  stand.remove()
  event.preventDefault()
}
