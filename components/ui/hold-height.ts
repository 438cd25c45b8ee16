/**
 * Tells an element how high it was, by its `--held-height`, for as long as something is looked for in it: the field must not
 * move, nor the frame twitch, under the words that are typed.
 */
export function holdHeight(element: HTMLElement | null, isSearched: boolean): void {
  if (!isSearched) element?.style.removeProperty('--held-height')
  else if (element && element.style.getPropertyValue('--held-height') === '')
    element.style.setProperty('--held-height', `${element.getBoundingClientRect().height}px`)
}
