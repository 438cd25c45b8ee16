import { useRef, useState, type FormEvent } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { CustomProvider } from '../../lib/chat/settings'
import { call } from '../../lib/messaging/calls'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'
import { Notice } from '../ui/Notice'
import styles from './AddProviderDialog.module.css'
import { checkAddress } from './address'
import { AddProviderFields } from './AddProviderFields'
import { useOptions } from './options-context'
import { askPermission } from '../hooks/ask-permission'
import { routeHash } from './route'

export type NewServer = { name: string; wire: CustomProvider['wire']; address: string; consent: boolean }
export type NewServerProblems = { name?: string; address?: string; consent?: string }

/** Adds a server of the user's own. */
export function AddProviderDialog({ onClose }: { onClose: () => void }) {
  const { refresh, models } = useOptions()
  const [server, setServer] = useState<NewServer>({ name: '', wire: 'openai-chat', address: '', consent: false })
  const [problems, setProblems] = useState<NewServerProblems>({})
  const [failure, setFailure] = useState<ErrorInfo>()
  const [saving, setSaving] = useState(false)
  const keyField = useRef<HTMLInputElement>(null)

  const add = async (baseUrl: string, key: string): Promise<string> => {
    const { name, wire } = server
    const { providerId } = await call('addCustomProvider', { provider: { name: name.trim(), wire, baseUrl } })
    if (key !== '') await call('setKey', { providerId, key, plainHttp: server.consent })
    return providerId
  }

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (saving) return
    const key = keyField.current?.value.trim() ?? ''
    const checked = checkAddress(server.address, server.wire)
    const found: NewServerProblems = {
      ...(server.name.trim() === '' && { name: 'Give it a name you will recognise.' }),
      ...(!checked.ok && { address: checked.problem }),
      ...(checked.ok &&
        checked.unencrypted &&
        key !== '' &&
        !server.consent && { consent: 'Tick this, or use https.' }),
    }
    setProblems(found)
    if (!checked.ok || Object.keys(found).length > 0) {
      focusFirstProblem(event.currentTarget, found)
      return
    }
    // Here, in the click, before anything is waited for.
    const asked = askPermission(checked.pattern)
    setSaving(true)
    setFailure(undefined)
    add(checked.baseUrl, key)
      .then(async (providerId) => {
        await refresh()
        onClose()
        location.hash = routeHash({ section: 'providers', providerId })
        // A denial shows on the new card, with the button to allow it after all.
        if ((await asked) === 'granted') {
          await refresh()
          await models.load(providerId, false)
        }
      })
      .catch((error: unknown) => {
        setFailure(toErrorInfo(error))
        setSaving(false)
      })
  }

  return (
    <Dialog title="Add a server" onClose={onClose} testId="add-provider-dialog">
      <form className={styles.form} onSubmit={submit} noValidate>
        <AddProviderFields
          server={server}
          problems={problems}
          keyField={keyField}
          onChange={(change) => {
            setServer((current) => ({ ...current, ...change }))
            setProblems({})
          }}
        />
        {failure && <Notice error={failure}>{failure.message}</Notice>}
        <div className={styles.actions}>
          <Button type="submit" look="primary" data-testid="custom-provider-save">
            {saving ? 'Adding…' : 'Add server'}
          </Button>
          <Button onClick={onClose}>Cancel</Button>
        </div>
      </form>
    </Dialog>
  )
}

function focusFirstProblem(form: HTMLFormElement, problems: NewServerProblems): void {
  const first = (['name', 'address', 'consent'] as const).find((field) => problems[field] !== undefined)
  form.querySelector<HTMLElement>(`#new-${first}`)?.focus()
}
