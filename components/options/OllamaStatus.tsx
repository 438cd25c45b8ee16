import { useState } from 'react'
import { Button } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { ExternalLink } from './ExternalLink'
import { useOptions } from './options-context'
import styles from './OllamaStatus.module.css'
import { hostOf } from './provider-state'
import { useConnect } from './use-connect'

/** What was found at Ollama's address, and the next step. */
export function OllamaStatus() {
  const { ollama } = useOptions()
  const { connect, connecting, problem } = useConnect()
  const [looking, setLooking] = useState(false)
  const { discovery } = ollama
  const look = () => {
    setLooking(true)
    void ollama.look().finally(() => setLooking(false))
  }
  if (!discovery || discovery.state === 'found') return null

  if (discovery.state === 'unpermitted') {
    return (
      <>
        <Notice
          tone="info"
          action={
            <Button
              look="primary"
              onClick={() => connect({ id: 'ollama', baseUrl: discovery.baseUrl })}
              data-testid="connect-ollama"
            >
              {connecting ? 'Connecting…' : 'Connect'}
            </Button>
          }
        >
          {`Ollama seems to be running at ${hostOf(discovery.baseUrl)}. The browser will ask whether Gloss may reach it.`}
        </Notice>
        {problem !== undefined && <Notice>{problem}</Notice>}
      </>
    )
  }
  return (
    <div className={styles.absent}>
      <p className={styles.title} role="status">
        {looking ? `Looking at ${discovery.baseUrl}…` : `Not running at ${discovery.baseUrl}`}
      </p>
      <ol className={styles.steps}>
        <li>
          Install it from <ExternalLink href="https://ollama.com/download">ollama.com</ExternalLink>, and start it: open
          the app, or run <code>ollama serve</code> in a terminal.
        </li>
        <li>
          Get a model, for example <code>ollama pull qwen3:8b</code>.
        </li>
      </ol>
      <Button onClick={look}>{looking ? 'Looking…' : 'Look again'}</Button>
    </div>
  )
}
