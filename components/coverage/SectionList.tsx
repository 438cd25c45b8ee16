import type { Coverage } from '../../lib/chat/coverage'
import type { Message } from '../../lib/chat/message'
import { likelyTokens } from '../../lib/chat/run-metrics'
import { useChatSession } from '../hooks/use-chat'
import { Button } from '../ui/Button'
import { stateWords, titleOf, tokensInWords } from './coverage-words'
import styles from './CoverageMeter.module.css'

/** From the careful guess to the likely figure, which chips show too. */
const likely = likelyTokens('aaa')

/** Each section with what became of it. */
export function SectionList({ message, coverage }: { message: Message; coverage: Coverage }) {
  const { chat } = useChatSession()
  return (
    // Who has no pointer scrolls with the arrow keys, once it has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles.scroller} aria-label="Sections" tabIndex={0}>
      <ol className={styles.sections}>
        {coverage.sections.map((section, index) => (
          <li
            key={`${section.attachmentId} ${section.from}`}
            className={styles.section}
            data-testid="coverage-section"
            data-state={section.state}
          >
            <span className={styles.mark} data-state={section.state} aria-hidden />
            <span className={styles.title} dir="auto">
              {titleOf(section, index)}
            </span>
            <span className={styles.facts}>
              {stateWords[section.state]} · {tokensInWords(section.tokens * likely)}
            </span>
            {section.error && <p className={styles.error}>{section.error.message}</p>}
            {section.state === 'failed' && message.status === 'complete' && (
              <Button
                className={styles.retry ?? ''}
                data-testid="coverage-retry"
                onClick={() => void chat.readSection(message.id, index)}
              >
                Retry this section
              </Button>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
