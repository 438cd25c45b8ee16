import { BookOpen, Keyboard, KeyRound, Laptop, PanelRight, Puzzle, TextSelect } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { useBrowserCommands } from '../shortcuts/use-browser-commands'
import { useOptions } from './options-context'
import { hostOf } from './provider-state'
import { useConnectOllama } from './use-connect-ollama'
import { usePanel } from './use-panel'
import styles from './WelcomeSection.module.css'

/** The first screen after the installation: what this is, what it found, how it opens. */
export function WelcomeSection() {
  const { report } = useOptions()
  const openPanel = usePanel(report)
  return (
    <main className={styles.welcome}>
      <header className={styles.header}>
        <img src="/icon.svg" width={72} height={72} alt="" />
        <h1 className={styles.title}>Welcome to Gloss</h1>
        <p className={styles.lead}>
          A note in the margin of whatever you read: ask about the page, with the models you choose.
        </p>
      </header>
      <Found />
      <Ways />
      <footer className={styles.footer}>
        <Button look="primary" className={styles.start ?? ''} onClick={openPanel}>
          Start reading
        </Button>
        <a className={styles.more} href="#providers">
          All options
        </a>
      </footer>
    </main>
  )
}

function Found() {
  const { providers } = useOptions()
  const keyed = providers.filter(({ hasKey }) => hasKey)
  return (
    <section className={styles.block} aria-labelledby="found">
      <h2 id="found" className={styles.blockTitle}>
        What it found
      </h2>
      <ul className={styles.list}>
        <Row
          icon={<BookOpen size={19} aria-hidden />}
          name="Built-in reader"
          state="Ready. It finds and quotes passages without any model."
        />
        <OllamaRow />
        <Row
          icon={<KeyRound size={19} aria-hidden />}
          name="Your keys"
          state={
            keyed.length === 0
              ? 'None yet. With a key of your own you can ask a cloud model.'
              : keyed.map(({ name }) => name).join(', ')
          }
          action={<LinkButton href="#providers">Add a key</LinkButton>}
        />
      </ul>
    </section>
  )
}

function OllamaRow() {
  const { ollama, models } = useOptions()
  const { connect, connecting, problem } = useConnectOllama()
  const { discovery } = ollama
  const count = models.of('ollama').list?.models.length ?? 0
  const state = {
    looking: 'Looking for it…',
    absent: 'Not running on this computer. It gives you models that work without the internet.',
    unpermitted: `It seems to be running at ${hostOf(discovery?.baseUrl ?? '')}.`,
    found: count === 1 ? 'Connected, with one model.' : `Connected, with ${count} models.`,
  }[discovery?.state ?? 'looking']
  return (
    <>
      <Row
        icon={<Laptop size={19} aria-hidden />}
        name="Ollama"
        state={state}
        action={
          discovery?.state === 'unpermitted' ? (
            <Button look="primary" data-testid="welcome-connect-ollama" onClick={connect}>
              {connecting ? 'Connecting…' : 'Connect Ollama'}
            </Button>
          ) : (
            discovery && (
              <LinkButton href="#providers/ollama">
                {discovery.state === 'found' ? 'Choose a model' : 'How to'}
              </LinkButton>
            )
          )
        }
      />
      {problem !== undefined && (
        <li className={styles.problem}>
          <Notice>{problem}</Notice>
        </li>
      )}
    </>
  )
}

function Ways() {
  const shortcut = useBrowserCommands().find(({ id }) => id === '_execute_action')?.keys ?? ''
  return (
    <section className={styles.block} aria-labelledby="ways">
      <h2 id="ways" className={styles.blockTitle}>
        How it opens
      </h2>
      <ul className={styles.ways}>
        <li>
          <PanelRight size={19} aria-hidden />
          <span>Click the Gloss button in the toolbar</span>
        </li>
        <li>
          <Keyboard size={19} aria-hidden />
          {shortcut === '' ? (
            <span>Or a shortcut of your choice, set in the browser’s extension settings</span>
          ) : (
            <span>
              Press <kbd>{shortcut}</kbd>
            </span>
          )}
        </li>
        <li>
          <TextSelect size={19} aria-hidden />
          <span>Select some text, right-click it, and ask</span>
        </li>
        <li className={styles.hint}>
          <Puzzle size={19} aria-hidden />
          <span>Pin Gloss: open the puzzle piece in the toolbar and press the pin beside it</span>
        </li>
      </ul>
    </section>
  )
}

function Row({ icon, name, state, action }: { icon: ReactNode; name: string; state: string; action?: ReactNode }) {
  return (
    <li className={styles.row}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.what}>
        <p className={styles.name}>{name}</p>
        <p className={styles.state}>{state}</p>
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
    </li>
  )
}

function LinkButton({ href, children }: { href: string; children: string }) {
  return (
    <a className={styles.linkButton} href={href}>
      {children}
    </a>
  )
}
