import { useEffect, useRef, useState } from 'react'
import { isSecretHeader } from '../../lib/chat/header'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import type { ProviderPatch } from '../../lib/chat/settings'
import { useSettings } from '../hooks/use-settings'
import { isSecretRow, type HeaderRow } from './header-rows'
import { checkMore, moreInWords, noProblems, savedDraft, type MoreDraft } from './more-settings'

type Typed = { differs: boolean; secret: boolean }

/** *More settings* of one provider: what is typed, whether it can be saved, and what saving it changes. */
export function useMoreSettings(provider: ProviderStatus) {
  const own = useSettings().providers[provider.id] ?? {}
  const [draft, setDraft] = useState<MoreDraft>()
  const [problems, setProblems] = useState(noProblems)
  const [attempt, setAttempt] = useState(0)
  // Grows with every save, so that the fields of header values begin anew.
  const [generation, setGeneration] = useState(0)
  // The values themselves stay in their fields: no state ever holds a secret.
  const valueFields = useRef(new Map<string, HTMLInputElement>())
  const place = useRef<HTMLDetailsElement>(null)
  const words = moreInWords(provider, own)
  const wants = words !== '' || provider.headers.set.some(({ boundTo }) => boundTo !== undefined)
  const [opened, setOpened] = useState<boolean>()
  const shown = draft ?? savedDraft(provider, own)
  // Of what is typed into the fields of values, only what it is.
  const [typed, setTyped] = useState<Record<string, Typed>>({})
  const typedRows = shown.headers.filter(({ id }) => typed[id]?.differs)
  const unseen = checkMore(shown, provider, own, () => undefined)

  useEffect(() => {
    if (attempt > 0) place.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [attempt])

  const change = (changes: Partial<MoreDraft>) => {
    setDraft({ ...shown, ...changes })
    setProblems(noProblems)
  }

  return {
    place,
    words,
    open: opened ?? wants,
    setOpen: setOpened,
    own,
    draft: shown,
    generation,
    problems,
    change,
    changed: Object.keys(unseen.patch).length > 0 || !unseen.valid || typedRows.length > 0,
    secretTyped: typedRows.some((row) => typed[row.id]?.secret || isSecretRow(row)),
    valueField: (rowId: string) => (field: HTMLInputElement | null) => {
      if (field) valueFields.current.set(rowId, field)
      else valueFields.current.delete(rowId)
    },
    noteValue(row: HeaderRow, value: string): void {
      const differs = value.trim() !== (row.saved?.value ?? '')
      setTyped((all) => ({ ...all, [row.id]: { differs, secret: isSecretHeader(row.name, value.trim()) } }))
      setProblems(noProblems)
    },
    /** What is to be saved; undefined while something is wrong, which is then shown and has the focus. */
    check(): ProviderPatch | undefined {
      const checked = checkMore(shown, provider, own, (row) => valueFields.current.get(row.id)?.value)
      setProblems(checked.problems)
      if (checked.valid) return checked.patch
      setOpened(true)
      setAttempt((count) => count + 1)
      return undefined
    },
    /** Forgets what was typed, once it is saved. */
    reset(): void {
      setDraft(undefined)
      setTyped({})
      setGeneration((count) => count + 1)
    },
  }
}
