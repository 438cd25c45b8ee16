import { allActions, withSavedAction } from '../chat/action-list'
import { actionProblems } from '../chat/action-problems'
import { ChatError } from '../chat/chat-error'
import type { QuickAction } from '../chat/quick-action'
import { changeSettings } from './settings'

/** More than this nobody finds anything among. */
const mostOwn = 200

/** @throws {ChatError} `bad-request` for an action that could not be used: nothing is saved then. */
export async function saveAction(action: QuickAction): Promise<void> {
  await changeSettings((all) => {
    const others = allActions(all.quickActions)
    const [problem] = Object.values(actionProblems(action, others))
    if (problem !== undefined) throw new ChatError('bad-request', problem)
    const quickActions = withSavedAction(all.quickActions, action)
    if (quickActions.own.length > mostOwn) {
      throw new ChatError('bad-request', `There can be ${mostOwn} quick actions of your own: remove one first.`)
    }
    return { ...all, quickActions }
  })
}
