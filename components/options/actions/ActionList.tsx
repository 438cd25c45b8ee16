import { Plus } from 'lucide-react'
import { useId, useState } from 'react'
import { actionListId } from '../element-ids'
import { useOptions } from '../options-context'
import { newActionId, routeHash } from '../route'
import { ActionRow } from './ActionRow'
import styles from './Actions.module.css'

/** Every quick action, in the order in which menus and chips show them. */
export function ActionList() {
  const { actions } = useOptions()
  const introductionId = useId()
  const [said, say] = useState('')
  return (
    <section className={styles.group} aria-labelledby={actionListId} aria-describedby={introductionId}>
      <p id={introductionId} className={styles.introduction}>
        A quick action is a question that is ready to be sent. Choose one in the browser’s menu, as a button in the
        panel, or by typing “/” and its name.
      </p>
      <h2 id={actionListId} className={styles.title} tabIndex={-1}>
        Your quick actions
      </h2>
      <ul className={styles.list} data-testid="actions">
        {actions.map((action, index) => (
          <ActionRow key={action.id} action={action} index={index} count={actions.length} onMoved={say} />
        ))}
        <li className={styles.row}>
          <a
            className={styles.add}
            href={routeHash({ section: 'actions', actionId: newActionId })}
            data-testid="add-action"
          >
            <span className={styles.plus}>
              <Plus size={18} aria-hidden />
            </span>
            <span className={styles.what}>
              <span className={styles.name}>Add a quick action</span>
              <span className={styles.description}>For example: find the weak points, turn it into a table</span>
            </span>
          </a>
        </li>
      </ul>
      <p role="status" className={styles.unseen}>
        {said}
      </p>
    </section>
  )
}
