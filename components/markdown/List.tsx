import type { ReactNode } from 'react'
import styles from './markdown.module.css'

type ListProps = {
  items: readonly { task: boolean; content: ReactNode }[]
  /** The first number of an ordered list. */
  start?: number
  dir: 'auto' | undefined
}

export function List({ items, start, dir }: ListProps) {
  const children = items.map(({ task, content }, index) => (
    <li key={index} className={task ? styles.task : undefined}>
      {content}
    </li>
  ))
  if (start === undefined) return <ul dir={dir}>{children}</ul>
  // The gutter must hold the longest number.
  const digits = String(start + items.length - 1).length
  return (
    <ol dir={dir} start={start} style={digits > 2 ? { paddingInlineStart: `${digits + 1.4}ch` } : undefined}>
      {children}
    </ol>
  )
}
