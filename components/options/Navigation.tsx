import { Activity, Archive, Info, Keyboard, Palette, Plug, SlidersHorizontal, Zap, type LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import styles from './Navigation.module.css'
import { routeHash, type SectionName } from './route'

export const sectionTitles: Record<SectionName, string> = {
  providers: 'Providers',
  presets: 'Presets',
  actions: 'Quick actions',
  appearance: 'Appearance and language',
  shortcuts: 'Keyboard shortcuts',
  data: 'Your data',
  diagnostics: 'Diagnostics',
  about: 'About',
  welcome: 'Welcome',
}

const entries: { section: SectionName; label: string; more?: string; icon: LucideIcon }[] = [
  { section: 'providers', label: 'Providers', icon: Plug },
  { section: 'presets', label: 'Presets', icon: SlidersHorizontal },
  { section: 'actions', label: 'Quick actions', icon: Zap },
  { section: 'appearance', label: 'Appearance', more: '& language', icon: Palette },
  { section: 'shortcuts', label: 'Shortcuts', icon: Keyboard },
  { section: 'data', label: 'Data', icon: Archive },
  { section: 'diagnostics', label: 'Diagnostics', icon: Activity },
  { section: 'about', label: 'About', icon: Info },
]

/** Beside the content where there is room, as a row of tabs above it where there is not. */
export function Navigation({ current }: { current: SectionName }) {
  const entry = useRef<HTMLAnchorElement>(null)
  useEffect(() => {
    // In a window so narrow that the tabs scroll.
    entry.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }, [current])
  return (
    <nav className={styles.navigation} aria-label="Options">
      <p className={styles.brand}>
        <img src="/icon.svg" width={28} height={28} alt="" />
        Gloss
      </p>
      <ul className={styles.list}>
        {entries.map(({ section, label, more, icon: Icon }) => (
          <li key={section}>
            <a
              className={styles.entry}
              href={routeHash({ section })}
              ref={section === current ? entry : undefined}
              aria-current={section === current ? 'page' : undefined}
            >
              <Icon size={17} aria-hidden />
              <span>
                {label}
                {more !== undefined && <span className={styles.more}> {more}</span>}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
