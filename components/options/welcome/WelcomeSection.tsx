import { Answerers } from './Answerers'
import { Sample } from './Sample'
import { Ways } from './Ways'
import styles from './WelcomeSection.module.css'

/** The first screen after the installation: what this is, one click to see it, who can answer, how it opens. */
export function WelcomeSection() {
  return (
    <main className={styles.welcome}>
      <header className={styles.header}>
        <img src="/icon.svg" width={64} height={64} alt="" />
        <h1 className={styles.title}>Welcome to Gloss</h1>
        <p className={styles.lead}>Ask about the page you are reading. The answer comes beside it.</p>
      </header>
      <Sample />
      <Answerers />
      <Ways />
      <footer className={styles.footer}>
        <a className={styles.more} href="#providers">
          All options
        </a>
      </footer>
    </main>
  )
}
