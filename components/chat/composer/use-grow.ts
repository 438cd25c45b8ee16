import { useLayoutEffect, type RefObject } from 'react'

const growsByItself = CSS.supports('field-sizing', 'content')

/** Lets a text field be as high as its text, up to what its style allows, in browsers that have no word for that. */
export function useGrow(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  useLayoutEffect(() => {
    const element = field.current
    if (growsByItself || !element) return
    element.style.height = 'auto'
    element.style.height = `${element.scrollHeight}px`
  }, [field, text])
}
