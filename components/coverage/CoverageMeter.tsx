import { ChevronDown } from 'lucide-react'
import { useId, useState } from 'react'
import type { Coverage } from '../../lib/chat/coverage'
import type { Message } from '../../lib/chat/message'
import { useChatSession } from '../hooks/use-chat'
import { Button } from '../ui/Button'
import { coverageWords, lackWords, timeInWords } from './coverage-words'
import styles from './CoverageMeter.module.css'
import { SectionList } from './SectionList'
import { useTimeLeft } from './use-time-left'

/** How much of what is attached an answer rests on, live while it is being read. */
export function CoverageMeter({ message, coverage }: { message: Message; coverage: Coverage }) {
  const { chat } = useChatSession()
  const [open, setOpen] = useState(false)
  const listId = useId()
  const { status } = message
  const timeLeft = useTimeLeft(coverage, status === 'streaming')
  if (coverage.sections.length === 0 && status !== 'streaming') return null
  const lack = lackWords(coverage, status)
  return (
    <section className={styles.coverage} aria-label="What was read" data-testid="coverage-meter">
      <button
        type="button"
        className={styles.head}
        aria-expanded={open}
        aria-controls={listId}
        data-testid="coverage-toggle"
        onClick={() => setOpen(!open)}
      >
        <span className={styles.line}>
          <span className={styles.words}>{coverageWords(coverage, status)}</span>
          {lack !== '' && (
            <span className={styles.lack} data-reading={coverage.reading}>
              {lack}
            </span>
          )}
          {timeLeft !== undefined && <span className={styles.time}>{timeInWords(timeLeft)} left</span>}
          <ChevronDown size={15} aria-hidden className={styles.chevron} />
        </span>
        <span className={styles.bar} data-dense={coverage.sections.length > 60 || undefined} aria-hidden>
          {coverage.sections.map((section) => (
            <span
              key={`${section.attachmentId} ${section.from}`}
              className={styles.segment}
              data-state={section.state}
              style={{ flexGrow: section.tokens }}
            />
          ))}
        </span>
      </button>
      <div id={listId} hidden={!open}>
        {open && <SectionList message={message} coverage={coverage} />}
      </div>
      {coverage.outdated && status === 'complete' && (
        <div className={styles.anew} role="status">
          <p>The answer was written before all of this had been read.</p>
          <Button data-testid="coverage-anew" onClick={() => void chat.retry(message.id)}>
            Write the answer anew
          </Button>
        </div>
      )}
    </section>
  )
}
