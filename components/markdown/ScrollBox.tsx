import type { ReactNode } from 'react'
import styles from './markdown.module.css'

/** A box whose content scrolls sideways in it. */
export function ScrollBox({ name, children }: { name: string; children: ReactNode }) {
  return (
    // Who has no pointer scrolls with the arrow keys, once it has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scrollBox} aria-label={name} tabIndex={0}>
      {children}
    </section>
  )
}
