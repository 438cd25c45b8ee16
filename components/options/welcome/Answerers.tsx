import { BookOpen, Laptop } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/Button'
import { Notice } from '../../ui/Notice'
import { useOptions } from '../options-context'
import { hostOf } from '../provider-state'
import { useConnect } from '../use-connect'
import { useDefaultModel } from '../use-default-model'
import { KeyRow } from './KeyRow'
import styles from './WelcomeSection.module.css'

/** Who can answer: what was found, and one click to connect more. */
export function Answerers() {
  return (
    <section className={styles.block} aria-labelledby="answerers">
      <h2 id="answerers" className={styles.blockTitle}>
        Who answers
      </h2>
      <ul className={styles.list}>
        <Row
          icon={<BookOpen size={19} aria-hidden />}
          name="Built-in reader"
          state="Ready. It finds and quotes passages without any model."
        />
        <OllamaRow />
        <KeyRow />
      </ul>
    </section>
  )
}

function OllamaRow() {
  const { ollama } = useOptions()
  const { connect, connecting, problem } = useConnect()
  const { preset } = useDefaultModel()
  const { discovery } = ollama
  const state = {
    looking: 'Looking for it…',
    absent: 'Not running on this computer. It gives you models that work without the internet.',
    unpermitted: `It seems to be running at ${hostOf(discovery?.baseUrl ?? '')}.`,
    found: preset.providerId === 'ollama' ? `Connected: ${preset.name} answers.` : 'Connected.',
  }[discovery?.state ?? 'looking']
  return (
    <Row
      icon={<Laptop size={19} aria-hidden />}
      name="Ollama"
      state={state}
      problem={problem}
      action={
        discovery?.state === 'unpermitted' ? (
          <Button
            look="primary"
            data-testid="welcome-connect-ollama"
            onClick={() => connect({ id: 'ollama', baseUrl: discovery.baseUrl })}
          >
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
  )
}

type RowProps = {
  icon: ReactNode
  name: ReactNode
  state: string
  action?: ReactNode
  /** Why it could not be connected. */
  problem?: string | undefined
  children?: ReactNode
}

/** One that can answer, and what can be done about it. */
export function Row({ icon, name, state, action, problem, children }: RowProps) {
  return (
    <li className={styles.row}>
      <span className={styles.icon}>{icon}</span>
      <div className={styles.what}>
        <p className={styles.name}>{name}</p>
        <p className={styles.state} role="status">
          {state}
        </p>
      </div>
      {action !== undefined && <div className={styles.action}>{action}</div>}
      {children}
      {problem !== undefined && (
        <div className={styles.below}>
          <Notice>{problem}</Notice>
        </div>
      )}
    </li>
  )
}

export function LinkButton({ href, children }: { href: string; children: string }) {
  return (
    <a className={styles.linkButton} href={href}>
      {children}
    </a>
  )
}
