/** Text for the inside of an element or of an attribute in double quotes. */
export function escaped(text: string): string {
  return text.toWellFormed().replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
