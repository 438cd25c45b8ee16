import type { ReactNode } from 'react'
import { Image as ImageIcon } from 'lucide-react'
import { namesHost, readAddress } from './address'
import styles from './markdown.module.css'

type LinkProps = { target: string | null; text: string; children: ReactNode }

/** A link that shows where it leads. A target that may not be opened leaves its text, as text. */
export function Link({ target, text, children }: LinkProps) {
  const address = readAddress(target)
  if (!address) return <>{children}</>
  const empty = text.trim() === ''
  return (
    <>
      <a className={styles.link} href={address.href} title={address.href} target="_blank" rel="noopener noreferrer">
        {empty ? address.host : children}
      </a>
      {!empty && !namesHost(text, address.host) && <span className={styles.host}> ({address.host})</span>}
    </>
  )
}

type ImageProps = { target: string | null; alt: string }

/** Stands for an image, which is never loaded: a request for it could carry away what was read. */
export function UnloadedImage({ target, alt }: ImageProps) {
  const address = readAddress(target)
  const name = alt.trim() || 'Image'
  return (
    <span className={styles.image}>
      <ImageIcon size={13} aria-hidden="true" />
      {address ? (
        <>
          <a
            className={styles.link}
            href={address.href}
            title={`Open the image in a new tab: ${address.href}`}
            target="_blank"
            rel="noopener noreferrer"
          >
            {name}
          </a>
          <span className={styles.host}> ({address.host})</span>
        </>
      ) : (
        name
      )}
    </span>
  )
}
