import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { SpokenRegions } from '../announce/SpokenRegions'
import { IconButton } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { AboutSection } from './AboutSection'
import { ActionsSection } from './actions/ActionsSection'
import { AppearanceSection } from './AppearanceSection'
import { DataSection } from './DataSection'
import { DiagnosticsSection } from './DiagnosticsSection'
import { Navigation, sectionTitles } from './Navigation'
import { OptionsContext } from './options-context'
import styles from './OptionsPage.module.css'
import { PresetsSection } from './PresetsSection'
import { ProvidersSection } from './ProvidersSection'
import { ShortcutsSection } from './shortcuts/ShortcutsSection'
import { UndoToast } from './UndoToast'
import { useUnsavedWarning } from './unsaved'
import { useOptionsState } from './use-options-state'
import { useRoute, type Visit } from './use-route'
import { WelcomeSection } from './welcome/WelcomeSection'

/** The whole options page. */
export function OptionsPage() {
  const route = useRoute()
  const { options, removal, failure, dismiss } = useOptionsState()
  useUnsavedWarning()
  return (
    <OptionsContext value={options}>
      {failure && (
        <div className={styles.failure}>
          <Notice error={failure}>{failure.message}</Notice>
          <IconButton label="Dismiss" onClick={dismiss}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      )}
      {route.section === 'welcome' ? <WelcomeSection /> : <Settings route={route} />}
      {removal.waiting && (
        <UndoToast key={removal.waiting.id} onUndo={removal.undo} onGone={removal.carryOut}>
          {`${removal.waiting.name} was removed.`}
        </UndoToast>
      )}
      <SpokenRegions testId="announcer" />
    </OptionsContext>
  )
}

function Settings({ route }: { route: Visit }) {
  const title = sectionTitles[route.section]
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} – Gloss`
  }, [title])
  useEffect(() => {
    // The first arrival is the page's own; later ones move the reader to what they chose.
    const isForm = route.presetId !== undefined || route.actionId !== undefined
    if (route.visit > 0 && route.providerId === undefined && !isForm) heading.current?.focus()
  }, [route.visit, route.providerId, route.presetId, route.actionId])
  return (
    <div className={styles.page}>
      <Navigation current={route.section} />
      <main className={styles.content}>
        <h1 ref={heading} className={styles.title} tabIndex={-1}>
          {title}
        </h1>
        {route.section === 'providers' && <ProvidersSection route={route} />}
        {route.section === 'presets' && <PresetsSection route={route} />}
        {route.section === 'actions' && <ActionsSection route={route} />}
        {route.section === 'appearance' && <AppearanceSection />}
        {route.section === 'shortcuts' && <ShortcutsSection />}
        {route.section === 'data' && <DataSection />}
        {route.section === 'diagnostics' && <DiagnosticsSection />}
        {route.section === 'about' && <AboutSection />}
      </main>
    </div>
  )
}
