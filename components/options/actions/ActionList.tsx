import { useState } from 'react'
import { actionListId } from '../element-ids'
import { useOptions } from '../options-context'
import { newActionId, routeHash } from '../route'
import { RowList } from '../RowList'
import { ActionRow } from './ActionRow'
import styles from './Actions.module.css'

/** Every quick action, in the order in which menus and chips show them. */
export function ActionList() {
  const { actions } = useOptions()
  const [said, say] = useState('')
  return (
    <>
      <RowList
        id={actionListId}
        title="Your quick actions"
        introduction="A quick action is a question that is ready to be sent. Choose one in the browser’s menu, as a button in the panel, or by typing “/” and its name."
        testId="actions"
        add={{
          href: routeHash({ section: 'actions', actionId: newActionId }),
          testId: 'add-action',
          name: 'Add a quick action',
          hint: 'For example: find the weak points, turn it into a table',
        }}
      >
        {actions.map((action, index) => (
          <ActionRow key={action.id} action={action} index={index} count={actions.length} onMoved={say} />
        ))}
      </RowList>
      <p role="status" className={styles.unseen}>
        {said}
      </p>
    </>
  )
}
