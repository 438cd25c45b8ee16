import { Activity, Archive, Info, Keyboard, Palette, Plug, SlidersHorizontal, Zap, type LucideIcon } from 'lucide-react'
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

/** Some have a shorter name, for where eight of them stand side by side. */
const entries: { section: SectionName; label: string; short?: string; icon: LucideIcon }[] = [
  { section: 'providers', label: 'Providers', icon: Plug },
  { section: 'presets', label: 'Presets', icon: SlidersHorizontal },
  { section: 'actions', label: 'Quick actions', short: 'Actions', icon: Zap },
  { section: 'appearance', label: 'Appearance & language', short: 'Appearance', icon: Palette },
  { section: 'shortcuts', label: 'Shortcuts', icon: Keyboard },
  { section: 'data', label: 'Data', icon: Archive },
  { section: 'diagnostics', label: 'Diagnostics', icon: Activity },
  { section: 'about', label: 'About', icon: Info },
]

/** Beside the content where there is room, as tabs above it where there is not. */
export function Navigation({ current }: { current: SectionName }) {
  return (
    <nav className={styles.navigation} aria-label="Options">
      <p className={styles.brand}>
        <img src="/icon.svg" width={28} height={28} alt="" />
        Gloss
      </p>
      <ul className={styles.list}>
        {entries.map(({ section, label, short, icon: Icon }) => (
          <li key={section}>
            <a
              className={styles.entry}
              href={routeHash({ section })}
              aria-current={section === current ? 'page' : undefined}
            >
              <Icon size={17} aria-hidden />
              <span className={styles.long}>{label}</span>
              <span className={styles.short}>{short ?? label}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
