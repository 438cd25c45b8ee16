import type { CSSProperties, ReactNode } from 'react'
import styles from './markdown.module.css'

type ListProps = {
  items: readonly { task: boolean; content: ReactNode }[]
  /** The first number of an ordered list. */
  start?: number
}

/** Each item takes its direction from its own text, and its sign stands where it begins. */
export function List({ items, start }: ListProps) {
  const children = items.map(({ task, content }, index) => (
    <li key={index} dir="auto" className={task ? styles.task : undefined}>
      {content}
    </li>
  ))
  if (start === undefined) return <ul>{children}</ul>
  // The gutter must hold the longest number.
  const digits = String(start + items.length - 1).length
  const gutter: CSSProperties & { '--gutter': string } = { '--gutter': `${digits + 1.4}ch` }
  return (
    <ol start={start} style={digits > 2 ? gutter : undefined}>
      {children}
    </ol>
  )
}
