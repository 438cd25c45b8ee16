/**
 * A title as the menus of the browser take it. An ampersand would underline the letter behind it; a percent sign with an s
 * would be replaced by what is selected.
 * @param most characters.
 */
export function menuText(title: string, most: number): string {
  const short = title.length > most ? `${title.slice(0, most - 1)}…` : title
  return short.replaceAll('&', '&&').replaceAll('%', '%%')
}
