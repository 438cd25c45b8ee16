import { Button } from '../../ui/Button'
import { sample } from './sample'
import { useSample } from './use-sample'
import styles from './WelcomeSection.module.css'

/** A little page, and questions about it: each opens the panel with the answer in it. */
export function Sample() {
  const ask = useSample()
  return (
    <section className={styles.block} aria-labelledby="sample">
      <h2 id="sample" className={styles.blockTitle}>
        Try it on this little page
      </h2>
      <div className={styles.sample}>
        <article className={styles.page} aria-label={sample.title}>
          <h3>{sample.title}</h3>
          {sample.paragraphs.map((paragraph) => (
            <p key={paragraph}>{paragraph}</p>
          ))}
        </article>
        <div className={styles.questions}>
          {sample.questions.map((question, index) => (
            <Button
              key={question}
              look={index === 0 ? 'primary' : 'plain'}
              data-testid="try-sample"
              onClick={() => ask(question)}
            >
              {question}
            </Button>
          ))}
        </div>
      </div>
    </section>
  )
}
