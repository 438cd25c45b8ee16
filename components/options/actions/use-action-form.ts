import { useState } from 'react'
import { actionProblems, type ActionProblems } from '../../../lib/chat/action-problems'
import { toErrorInfo, type ErrorInfo } from '../../../lib/chat/chat-error'
import { slugOf, type QuickAction } from '../../../lib/chat/quick-action'
import { call } from '../../../lib/messaging/calls'
import { useOptions } from '../options-context'
import { newActionId } from '../route'
import { Unsaved, useUnsaved } from '../unsaved'
import { emptyAction } from './new-action'

const unsaved = new Unsaved<QuickAction>('actions')

/** The form of a quick action, judged while it is typed. A field says what is wrong once something was written in it. */
export function useActionForm(action: QuickAction | undefined, onClose: () => void) {
  const { actions } = useOptions()
  const left = useUnsaved(
    unsaved,
    action?.id ?? newActionId,
    (): QuickAction => action ?? { ...emptyAction, id: crypto.randomUUID() },
  )
  const { form, setForm } = left
  /** Whether the word behind the `/` still follows the name. */
  const [follows, setFollows] = useState(action === undefined && form.slug === slugOf(form.name))
  const [tried, setTried] = useState(false)
  const [touched, setTouched] = useState<readonly string[]>([])
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<ErrorInfo>()
  const problems = actionProblems(form, actions)
  const shown = Object.entries(problems).filter(([field]) => tried || touched.includes(field))

  const change = (patch: Partial<QuickAction>) => {
    setTouched((before) => [...new Set([...before, ...Object.keys(patch)])])
    if (patch.slug !== undefined) setFollows(false)
    const slug = follows && patch.name !== undefined ? { slug: slugOf(patch.name) } : {}
    setForm((before) => ({ ...before, ...patch, ...slug }))
  }
  /** Takes a field away that need not be there. */
  const drop = (field: 'presetId' | 'shortcut') =>
    setForm((before) => {
      const { [field]: _, ...rest } = before
      return rest
    })

  /** Nothing of it is wanted any more, or all is saved. */
  const close = () => {
    left.forget()
    onClose()
  }
  const startOver = () => {
    left.startOver()
    setFollows(action === undefined)
    setTried(false)
    setTouched([])
  }

  /** @returns whether there was nothing to mend. */
  const save = (): boolean => {
    setTried(true)
    if (Object.keys(problems).length > 0) return false
    if (saving) return true
    setSaving(true)
    setFailure(undefined)
    call('saveAction', { action: { ...form, name: form.name.trim(), description: form.description.trim() } })
      .then(close, (error: unknown) => setFailure(toErrorInfo(error)))
      .finally(() => setSaving(false))
    return true
  }
  return {
    form,
    isBack: left.isBack,
    startOver,
    close,
    problems: Object.fromEntries(shown) as ActionProblems,
    saving,
    failure,
    change,
    drop,
    save,
  }
}

export type ActionFormState = ReturnType<typeof useActionForm>
