import { useOptions } from '../options-context'
import { newActionId } from '../route'
import type { Visit } from '../use-route'
import { ActionEditor } from './ActionEditor'
import { ActionList } from './ActionList'

/** The quick actions, or the form of the one that the address names. */
export function ActionsSection({ route }: { route: Visit }) {
  const { actions } = useOptions()
  const action = actions.find(({ id }) => id === route.actionId)
  if (action || route.actionId === newActionId) return <ActionEditor key={route.actionId} action={action} />
  return <ActionList />
}
