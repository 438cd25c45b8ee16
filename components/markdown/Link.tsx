import { useContext, type MouseEvent, type ReactNode } from 'react'
import { Image as ImageIcon } from 'lucide-react'
import { namesHost, readAddress, type Address } from './address'
import { LinkGateContext } from './link-gate'
import styles from './markdown.module.css'

type LinkProps = { target: string | null; text: string; children: ReactNode }

/** A link that shows where it leads. A target that may not be opened leaves its text, as text. */
export function Link({ target, text, children }: LinkProps) {
  const address = readAddress(target)
  if (!address) return <>{children}</>
  const empty = text.trim() === ''
  return (
    <>
      <Anchor address={address} title={address.href} text={text}>
        {empty ? address.host : children}
      </Anchor>
      {!empty && !namesHost(text, address.host) && (
        <span className={styles.host}>
          {' '}
          (<bdi>{address.host}</bdi>)
        </span>
      )}
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
          <Anchor address={address} title={`Open the image in a new tab: ${address.href}`} text={name}>
            {name}
          </Anchor>
          <span className={styles.host}>
            {' '}
            (<bdi>{address.host}</bdi>)
          </span>
        </>
      ) : (
        name
      )}
    </span>
  )
}

type AnchorProps = { address: Address; title: string; text: string; children: ReactNode }

function Anchor({ address: { href }, title, text, children }: AnchorProps) {
  const gate = useContext(LinkGateContext)
  // The middle button opens a tab as well. What the browser's own menu on a link does is the reader's will.
  const onOpen = (event: MouseEvent) => {
    if (event.button <= 1 && gate && !gate.follow(href, text)) event.preventDefault()
  }
  return (
    <a
      className={styles.link}
      href={href}
      title={title}
      target="_blank"
      rel="noopener noreferrer"
      onPointerEnter={gate?.prepare}
      onFocus={gate?.prepare}
      onClick={onOpen}
      onAuxClick={onOpen}
    >
      {children}
    </a>
  )
}
