const sensitivePurpose = /(^|\s)(cc-[a-z-]+|one-time-code|current-password|new-password)(\s|$)/i
const sensitiveName = /passw|pwd|cvv|cvc|\bcsc\b|\botp\b|one.?time.?code|card.?num/i
const textTypes = new Set(['text', 'search', 'url', 'tel', ''])

type TextField = HTMLInputElement | HTMLTextAreaElement

export const isTextField = (element: Element | null): element is TextField =>
  element?.localName === 'textarea' || element?.localName === 'input'

/** A field whose content must never be read: passwords, cards, one-time codes. */
export function isSensitive(field: TextField): boolean {
  const type = field.getAttribute('type')?.toLowerCase() ?? ''
  if (type === 'password' || type === 'hidden') return true
  if (sensitivePurpose.test(field.getAttribute('autocomplete') ?? '')) return true
  // A page that shows a password on demand turns its field into an ordinary one; the name stays.
  return sensitiveName.test(`${field.getAttribute('name') ?? ''} ${field.getAttribute('id') ?? ''}`)
}

/** What is selected in a field; '' for kinds that do not tell, such as `email`. */
export function selectedIn(field: TextField): string {
  const type = field.getAttribute('type')?.toLowerCase() ?? ''
  if (field.localName === 'input' && !textTypes.has(type)) return ''
  return field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)
}
