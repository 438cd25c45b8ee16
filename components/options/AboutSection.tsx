import { browser } from 'wxt/browser'
import styles from './AboutSection.module.css'
import controls from './controls.module.css'

const promises = [
  'Conversations, settings and the texts you attached are stored in this browser, on this computer, and nowhere else. A temporary chat is held in memory until the browser closes, and of it only counts are stored.',
  'Keys can be entered but not read back: only the background worker opens them, and each is sent only to the address it was entered for.',
  'Removing a key here does not revoke it: to make it worthless, revoke it at the provider.',
  'Gloss has no telemetry and no server of its own: a page leaves this computer only when you ask about it, and only to the model you chose.',
]

export function AboutSection() {
  const { version } = browser.runtime.getManifest()
  return (
    <div className={styles.about}>
      <div className={styles.panel}>
        <img src="/icon.svg" width={56} height={56} alt="" />
        <div>
          <p className={styles.name}>Gloss</p>
          <p className={styles.muted}>{`Version ${version}`}</p>
        </div>
        <a className={`${controls.link} ${styles.welcome}`} href="#welcome">
          Show the welcome
        </a>
      </div>
      <section aria-labelledby="promise" className={styles.promise}>
        <h2 id="promise" className={styles.title}>
          What becomes of your data
        </h2>
        <ul className={styles.list}>
          {promises.map((promise) => (
            <li key={promise}>{promise}</li>
          ))}
        </ul>
      </section>
    </div>
  )
}
