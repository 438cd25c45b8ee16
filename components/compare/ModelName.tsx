import { toldApart } from './compare-words'
import styles from './ModelName.module.css'

/** One of several models' names: where there is no room for all of it, what tells it from the others stays. */
export function ModelName({ name, names }: { name: string; names: readonly string[] }) {
  const { alike, own } = toldApart(name, names)
  return (
    <span className={styles.name}>
      {alike !== '' && <span className={styles.alike}>{alike}</span>}
      <span className={styles.own}>{own}</span>
    </span>
  )
}
