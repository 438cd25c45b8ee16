import { useEffect, useState } from 'react'
import { isSame } from '../../lib/chat/same'

const waiting = new Set<string>()

/** Whether something was typed into a form and is not saved. */
export const hasUnsaved = (): boolean => waiting.size > 0

/** What was typed into forms of one kind and not saved. It waits there while the reader looks at other pages of the options. */
export class Unsaved<Form> {
  readonly #kind: string
  readonly #forms = new Map<string, Form>()

  constructor(kind: string) {
    this.#kind = kind
  }

  of(id: string): Form | undefined {
    return this.#forms.get(id)
  }

  /** @param start what the form began with: as long as it says the same there is nothing to keep. */
  keep(id: string, form: Form, start: Form): void {
    if (isSame(form, start)) return this.forget(id)
    this.#forms.set(id, form)
    waiting.add(`${this.#kind}/${id}`)
  }

  forget(id: string): void {
    this.#forms.delete(id)
    waiting.delete(`${this.#kind}/${id}`)
  }
}

/** What stands in a form, which is as it was left when the reader comes back to it. */
export function useUnsaved<Form>(unsaved: Unsaved<Form>, id: string, begin: () => Form) {
  const [start] = useState(begin)
  const [form, setForm] = useState(() => unsaved.of(id) ?? start)
  const [isBack, setBack] = useState(() => unsaved.of(id) !== undefined)
  useEffect(() => unsaved.keep(id, form, start), [unsaved, id, form, start])
  return {
    form,
    setForm,
    /** It was left without being saved. */
    isBack,
    startOver: () => {
      setForm(start)
      setBack(false)
    },
    forget: () => unsaved.forget(id),
  }
}

/** Has the browser ask before the page is closed with something unsaved. */
export function useUnsavedWarning(): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => hasUnsaved() && event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [])
}
