import type { PointerEvent } from 'react'

type Pointed = PointerEvent<HTMLElement>

/**
 * Words that stand beside a mouse. A `title` that stood there always would be said behind the name, which it repeats.
 * @param otherwise the `title` that stands there always.
 */
export function tooltip(words: string, otherwise?: string) {
  return {
    title: otherwise,
    onPointerMove: ({ currentTarget }: Pointed) => {
      currentTarget.title = words
    },
    onPointerLeave: ({ currentTarget }: Pointed) => {
      if (otherwise === undefined) currentTarget.removeAttribute('title')
      else currentTarget.title = otherwise
    },
  }
}
