import { useEffect, useRef, useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { call } from '../../lib/messaging/calls'
import { defaultPreset } from '../../lib/settings/presets'
import { currentSettings, useSettings } from '../hooks/use-settings'
import { checkAddress } from './address'
import { useOptions } from './options-context'
import { askPermission, permissionSentence, type PermissionAnswer } from '../hooks/ask-permission'
import { hostOf } from './provider-state'

const waiting = 'The browser asks whether Gloss may reach this address.'

/** How the last action on a card ended. */
export type Outcome =
  | { tone: 'good' | 'attention'; sentence: string; /** The model that passed the test. */ tested?: string }
  | { tone: 'failure'; error: ErrorInfo }

export type Work = 'save' | 'test'

export type ProviderForm = ReturnType<typeof useProviderForm>

/** Address and key of one provider, and the two things done with them: *Save* and *Test*. */
export function useProviderForm(provider: ProviderStatus) {
  const { refresh, models } = useOptions()
  const [address, setAddress] = useState(provider.baseUrl)
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

  useEffect(() => setAddress(provider.baseUrl), [provider.baseUrl])

  const checked = checkAddress(address)
  const changed = keyTyped || address.trim() !== provider.baseUrl

  async function store(baseUrl: string, key: string): Promise<void> {
    const providerId = provider.id
    if (baseUrl !== provider.baseUrl) {
      const { baseUrl: _earlier, ...kept } = currentSettings().providers[providerId] ?? {}
      const settings = baseUrl === provider.defaultBaseUrl ? kept : { ...kept, baseUrl }
      await call('saveProvider', { providerId, settings })
    }
    if (key !== '') {
      await call('setKey', { providerId, key, plainHttp: consent })
      if (keyField.current) keyField.current.value = ''
      setKeyTyped(false)
      setReplacing(false)
    }
    setConsent(false)
    setAddress(baseUrl)
  }

  async function test(sameServer: boolean): Promise<Outcome> {
    const chosen = sameServer && model !== '' ? model : await firstModel()
    if (typeof chosen !== 'string') return { tone: 'failure', error: chosen }
    const result = await call('testProvider', { providerId: provider.id, model: chosen })
    return result.ok
      ? { tone: 'good', sentence: result.sentence, tested: chosen }
      : { tone: 'failure', error: result.error }
  }

  async function firstModel(): Promise<string | ErrorInfo> {
    if (provider.baseUrl === '') return 'reader'
    const { models: fetched, problem } = await models.load(provider.id, false)
    if (fetched[0]) return fetched[0].id
    if (problem?.error) return problem.error
    const message = problem?.sentence ?? `${provider.name} lists no models: enter the name of one to test.`
    return { kind: 'model-not-found', message, providerId: provider.id }
  }

  async function finish(work: Work, baseUrl: string, key: string, asked?: Promise<PermissionAnswer>): Promise<Outcome> {
    const saves = baseUrl !== provider.baseUrl || key !== ''
    // Saved while the browser's question may still stand open: a denial, or a closed page, costs no typing.
    await store(baseUrl, key)
    await refresh()
    if (asked) setOutcome({ tone: 'good', sentence: saves ? `Saved. ${waiting}` : waiting })
    const answer = (await asked) ?? 'granted'
    setOutcome(undefined)
    if (answer !== 'granted') {
      const sentence = permissionSentence(answer, hostOf(baseUrl))
      return { tone: 'attention', sentence: saves ? `Saved. ${sentence}` : sentence }
    }
    const usable = provider.key !== 'required' || key !== '' || provider.hasKey
    if (saves && usable) void models.load(provider.id, true)
    await refresh()
    return work === 'test' ? test(baseUrl === provider.baseUrl) : { tone: 'good', sentence: 'Saved.' }
  }

  /** Runs inside the click: everything up to the permission question happens before the first await. */
  function begin(work: Work): void {
    if (working) return
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
    if (key !== '' && checked.unencrypted && !consent) {
      setConsentProblem(true)
      consentField.current?.focus()
      return
    }
    const allowed = checked.pattern === provider.originPattern && provider.permitted
    const asked = allowed ? undefined : askPermission(checked.pattern)
    perform(work, finish(work, checked.baseUrl, key, asked))
  }

  function perform(work: Work, action: Promise<Outcome>): void {
    setWorking(work)
    setOutcome(undefined)
    void action
      .catch((error: unknown): Outcome => ({ tone: 'failure', error: toErrorInfo(error) }))
      .then(setOutcome)
      .finally(() => setWorking(undefined))
  }

  return {
    address,
    addressField,
    addressProblem,
    changeAddress: (text: string) => {
      setAddress(text)
      setAddressProblem(undefined)
      if (!working) setOutcome(undefined)
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
