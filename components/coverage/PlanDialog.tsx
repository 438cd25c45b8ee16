import { useLiveQuery } from 'dexie-react-hooks'
import { BookOpenText, Search } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode, type Ref } from 'react'
import type { Reading } from '../../lib/chat/coverage'
import type { ReadingPlan } from '../../lib/chat/reading-plan'
import { getAttachments } from '../../lib/db/attachments'
import type { OfferedPlan } from '../../lib/panel/planning'
import { TrimDialog } from '../context/TrimDialog'
import { useChatSession, useChatState } from '../hooks/use-chat'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { estimateWords, tokensInWords } from './coverage-words'
import styles from './PlanDialog.module.css'

/** Lets the reader choose how a question is answered whose attachments are longer than the model holds. */
export function PlanDialog() {
  const { chat } = useChatSession()
  const offered = useChatState((state) => state.plan)
  const [trimmed, setTrimmed] = useState<string | null>(null)
  const largest = useLiveQuery(async () => (trimmed === null ? [] : getAttachments([trimmed])), [trimmed])?.at(0)
  if (largest) {
    return (
      <TrimDialog
        attachment={largest}
        onTrimmed={(attachment) => chat.replace(largest.id, attachment.id)}
        onClose={() => setTrimmed(null)}
      />
    )
  }
  if (!offered) return null
  const trim = () => {
    setTrimmed(offered.plan.largestId)
    chat.dismissPlan()
  }
  return <Offer offered={offered} onTrim={trim} onClose={() => chat.dismissPlan()} />
}

function Offer({ offered, onTrim, onClose }: { offered: OfferedPlan; onTrim: () => void; onClose: () => void }) {
  const { plan, choose, answerId } = offered
  const main = useRef<HTMLButtonElement>(null)
  // After the dialog has opened, which gives the focus to the first button in it.
  useEffect(() => main.current?.focus(), [])
  return (
    <Dialog title="Longer than the model holds" testId="reading-plan" onClose={onClose}>
      <div className={styles.plan}>
        <p>{sentence(plan)}</p>
        <div className={styles.choices}>
          <Choice
            ref={main}
            reading="everything"
            icon={<BookOpenText size={18} aria-hidden />}
            name="Read everything"
            facts={estimateWords(plan.everything, 'section')}
            onChoose={choose}
          >
            Every section is read for your question, one after the other. The answer is written from what was found.
          </Choice>
          <Choice
            reading="relevant"
            icon={<Search size={18} aria-hidden />}
            name="Only the relevant parts"
            facts={estimateWords(plan.relevant, 'part')}
            onChoose={choose}
          >
            Gloss looks for the words of your question in the text, on this computer, and sends the parts that have
            them.
          </Choice>
        </div>
        <p className={styles.note}>All figures are estimates.</p>
        <div className={styles.actions}>
          {answerId === undefined && (
            <Button data-testid="plan-trim" onClick={onTrim}>
              Trim…
            </Button>
          )}
          <Button data-testid="plan-cancel" onClick={onClose}>
            Cancel
          </Button>
        </div>
      </div>
    </Dialog>
  )
}

type ChoiceProps = {
  ref?: Ref<HTMLButtonElement>
  reading: Reading
  icon: ReactNode
  name: string
  facts: string
  onChoose: (reading: Reading) => void
  children: ReactNode
}

function Choice({ ref, reading, icon, name, facts, onChoose, children }: ChoiceProps) {
  return (
    <button
      ref={ref}
      type="button"
      className={styles.choice}
      data-testid={`plan-${reading}`}
      onClick={() => onChoose(reading)}
    >
      <span className={styles.icon}>{icon}</span>
      <span className={styles.words}>
        <span className={styles.name}>{name}</span>
        <span className={styles.facts}>{facts}</span>
        <span className={styles.note}>{children}</span>
      </span>
    </button>
  )
}

function sentence({ presetName, contextWindow, tokens }: ReadingPlan): string {
  const length = `Your question with what is attached comes to ${tokensInWords(tokens)}.`
  return contextWindow === undefined
    ? `${length} That is more than ${presetName} takes at once.`
    : `${length} ${presetName} holds ${contextWindow.toLocaleString('en')} at once.`
}
