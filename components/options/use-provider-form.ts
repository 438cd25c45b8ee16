import { useRef, useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import type { ProviderPatch } from '../../lib/chat/settings'
import { call } from '../../lib/messaging/calls'
import { defaultPreset } from '../../lib/settings/presets'
import { useSettings } from '../hooks/use-settings'
import { checkAddress } from './address'
import { useOptions } from './options-context'
import { askPermission, permissionSentence, type PermissionAnswer } from '../hooks/ask-permission'
import { hostOf } from './provider-state'
import { useMoreSettings } from './use-more-settings'
import { useTypedAddress } from './use-typed-address'

const waiting = 'The browser asks whether Gloss may reach this address.'

/** How the last action on a card ended. */
export type Outcome =
  | { tone: 'good' | 'attention'; sentence: string; /** The model that passed the test. */ tested?: string }
  | { tone: 'failure'; error: ErrorInfo }

export type Work = 'save' | 'test'

/** What is saved: the key, and all else that differs from what was saved before. */
type Entered = { baseUrl: string; key: string; settings: ProviderPatch }

export type ProviderForm = ReturnType<typeof useProviderForm>

/** Address, key and more of one provider, and the two things done with them: *Save* and *Test*. */
export function useProviderForm(provider: ProviderStatus) {
  const { refresh, models, checkups } = useOptions()
  const more = useMoreSettings(provider)
  const { address, setAddress, isBack, startOver } = useTypedAddress(provider)
  const [addressProblem, setAddressProblem] = useState<string>()
  // The key itself stays in its field: no state ever holds it.
  const keyField = useRef<HTMLInputElement>(null)
  const addressField = useRef<HTMLInputElement>(null)
  const consentField = useRef<HTMLInputElement>(null)
  const [keyTyped, setKeyTyped] = useState(false)
  const [replacing, setReplacing] = useState(false)
  const [consent, setConsent] = useState(false)
  const [consentProblem, setConsentProblem] = useState(false)
  const [working, setWorking] = useState<Work>()
  const [outcome, setOutcome] = useState<Outcome>()
  const [chosenModel, setModel] = useState('')
  const listed = models.of(provider.id).list?.models ?? []
  const preset = defaultPreset(useSettings())
  const preferred = listed.find(({ id }) => preset.providerId === provider.id && preset.model === id) ?? listed[0]
  const chosenFits = listed.length === 0 || listed.some(({ id }) => id === chosenModel)
  const model = chosenFits && chosenModel !== '' ? chosenModel : (preferred?.id ?? '')

  const checked = checkAddress(address, more.draft.wire)
  const changed = keyTyped || more.changed || address.trim() !== provider.baseUrl

  async function store({ baseUrl, key, settings }: Entered): Promise<void> {
    const providerId = provider.id
    if (Object.keys(settings).length > 0) await call('saveProvider', { providerId, settings, plainHttp: consent })
    if (key !== '') {
      await call('setKey', { providerId, key, plainHttp: consent })
      if (keyField.current) keyField.current.value = ''
      setKeyTyped(false)
      setReplacing(false)
    }
    setConsent(false)
    setAddress(baseUrl)
  }

  async function test(sameServer: boolean): Promise<Outcome | undefined> {
    const end = await checkups.start(provider.id, sameServer ? model : '')
    if (end.status === 'broken') return { tone: 'failure', error: end.error }
    const { headline, error, rungs, model: tested } = end.checkup
    // What was chosen may be gone from the list that is shown.
    if (rungs.some(({ name, state }) => name === 'model' && state === 'failed')) void models.load(provider.id, true)
    if (error) return { tone: 'failure', error }
    return end.checkup.outcome === 'stopped' ? undefined : { tone: 'good', sentence: headline, tested }
  }

  async function finish(work: Work, entered: Entered, asked?: Promise<PermissionAnswer>): Promise<Outcome | undefined> {
    const { baseUrl, key, settings } = entered
    const saves = key !== '' || Object.keys(settings).length > 0
    // Saved while the browser's question may still stand open: a denial, or a closed page, costs no typing.
    await store(entered)
    await refresh()
    more.reset()
    if (asked) setOutcome({ tone: 'good', sentence: saves ? `Saved. ${waiting}` : waiting })
    const answer = (await asked) ?? 'granted'
    setOutcome(undefined)
    if (answer !== 'granted') {
      const sentence = permissionSentence(answer, hostOf(baseUrl))
      return { tone: 'attention', sentence: saves ? `Saved. ${sentence}` : sentence }
    }
    const usable = provider.key !== 'required' || key !== '' || provider.hasKey
    const asksAnew = key !== '' || ['baseUrl', 'wire', 'headers'].some((field) => field in settings)
    if (asksAnew && usable) void models.load(provider.id, true)
    await refresh()
    return work === 'test' ? test(baseUrl === provider.baseUrl) : { tone: 'good', sentence: 'Saved.' }
  }

  /** Runs inside the click: everything up to the permission question happens before the first await. */
  function begin(work: Work): void {
    if (working || checkups.of(provider.id)?.status === 'running') return
    const key = keyField.current?.value.trim() ?? ''
    if (provider.baseUrl === '') {
      perform(work, test(true))
      return
    }
    if (!checked.ok) {
      setAddressProblem(checked.problem)
      addressField.current?.focus()
      return
    }
    const patch = more.check()
    if (!patch) return
    if ((key !== '' || more.secretTyped) && checked.unencrypted && !consent) {
      setConsentProblem(true)
      consentField.current?.focus()
      return
    }
    const allowed = checked.pattern === provider.originPattern && provider.permitted
    const asked = allowed ? undefined : askPermission(checked.pattern)
    const { baseUrl } = checked
    const settings = baseUrl === provider.baseUrl ? patch : { ...patch, baseUrl }
    perform(work, finish(work, { baseUrl, key, settings }, asked))
  }

  function perform(work: Work, action: Promise<Outcome | undefined>): void {
    setWorking(work)
    setOutcome(undefined)
    checkups.clear(provider.id)
    void action
      .catch((error: unknown): Outcome => ({ tone: 'failure', error: toErrorInfo(error) }))
      .then(setOutcome)
      .finally(() => setWorking(undefined))
  }

  return {
    more,
    address,
    addressField,
    addressProblem,
    changeAddress: (text: string) => {
      setAddress(text)
      setAddressProblem(undefined)
      if (working) return
      setOutcome(undefined)
      checkups.clear(provider.id)
    },
    isBack,
    startOver: () => {
      startOver()
      setAddressProblem(undefined)
      addressField.current?.focus()
    },
    keyField,
    keyTyped,
    noteKey: () => setKeyTyped((keyField.current?.value ?? '').trim() !== ''),
    replacing,
    replaceKey: setReplacing,
    /** The address as it is typed: its host, and whether others can read what passes. */
    host: checked.ok ? hostOf(checked.baseUrl) : '',
    unencrypted: checked.ok && checked.unencrypted,
    consent,
    consentField,
    consentProblem,
    giveConsent: (given: boolean) => {
      setConsent(given)
      setConsentProblem(false)
    },
    changed,
    working,
    outcome,
    setOutcome,
    model,
    setModel,
    begin,
  }
}
