import { useState } from 'react'
import { browser } from 'wxt/browser'
import { toErrorInfo } from '../../lib/chat/chat-error'
import type { Mend } from '../../lib/chat/checkup'
import { remedyLabels } from '../../lib/chat/remedy'
import { call } from '../../lib/messaging/calls'
import { askPermission } from '../hooks/ask-permission'
import { useCopied } from '../hooks/use-copied'
import { Button } from '../ui/Button'
import styles from './Checkup.module.css'

/** Where the remedies lead that depend on the page a checkup is shown on. */
export type MendPlaces = {
  retry: () => void
  enterKey: () => void
  checkAddress: () => void
  chooseModel: () => void
}

type RungMendProps = { mend: Mend; providerId: string; places: MendPlaces }

/** The one button of a rung. */
export function RungMend({ mend, providerId, places }: RungMendProps) {
  const { remedy, text, note } = mend
  if (remedy === 'answer-whole') return <AnswerWhole providerId={providerId} />
  if (text !== undefined) return <CopyCommand text={text} note={note} label={remedyLabels[remedy]} />
  return (
    <div className={styles.mend}>
      <Button data-testid="rung-mend" onClick={actionOf(mend, places)}>
        {remedyLabels[remedy]}
      </Button>
    </div>
  )
}

function actionOf({ remedy, originPattern, url }: Mend, places: MendPlaces): () => void {
  if (remedy === 'open-account' && url !== undefined) return () => void browser.tabs.create({ url })
  if (remedy === 'grant' && originPattern !== undefined) {
    // The browser shows its prompt only when asked first thing in the click.
    return () => void askPermission(originPattern).then((answer) => answer === 'granted' && places.retry())
  }
  if (remedy === 'enter-key') return places.enterKey
  if (remedy === 'check-address' || remedy === 'open-provider') return places.checkAddress
  return remedy === 'choose-model' ? places.chooseModel : places.retry
}

function CopyCommand({ text, note, label }: { text: string; note: string | undefined; label: string }) {
  const [copied, copy] = useCopied()
  return (
    <div className={styles.mend}>
      <pre className={styles.command} tabIndex={0} aria-label="Command" data-testid="rung-command">
        {text}
      </pre>
      <Button data-testid="rung-mend" onClick={() => void copy(text)}>
        {copied ? 'Copied' : label}
      </Button>
      {note !== undefined && <p className={styles.note}>{note}</p>}
    </div>
  )
}

/** Turns streaming off for a provider, and on again in the same place. */
function AnswerWhole({ providerId }: { providerId: string }) {
  const [whole, setWhole] = useState(false)
  const [problem, setProblem] = useState<string>()
  const change = (toWhole: boolean) => {
    setProblem(undefined)
    // Null removes the setting: to stream is what happens without one.
    call('saveProvider', { providerId, settings: { streaming: toWhole ? false : null } }).then(
      () => setWhole(toWhole),
      (error: unknown) => setProblem(toErrorInfo(error).message),
    )
  }
  return (
    <div className={styles.mend}>
      <Button data-testid="rung-mend" onClick={() => change(!whole)}>
        {whole ? 'Undo' : remedyLabels['answer-whole']}
      </Button>
      <p className={styles.note} role="status">
        {problem ?? (whole ? 'Saved: from now on its answers come in one piece.' : '')}
      </p>
    </div>
  )
}
