import { ExternalLink as Arrow } from 'lucide-react'
import controls from './controls.module.css'

/** A link out of the browser extension, in a tab of its own. */
export function ExternalLink({ href, children }: { href: string; children: string }) {
  return (
    <a className={controls.link} href={href} target="_blank" rel="noreferrer" style={{ whiteSpace: 'nowrap' }}>
      {children}
      <Arrow size={12} aria-label="(opens in a new tab)" style={{ marginInlineStart: 3 }} />
    </a>
  )
}
