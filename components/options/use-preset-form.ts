import { useEffect, useRef, useState } from 'react'
import { toErrorInfo, type ErrorInfo } from '../../lib/chat/chat-error'
import type { ModelInfo } from '../../lib/chat/model-info'
import type { Preset } from '../../lib/chat/preset'
import { call } from '../../lib/messaging/calls'
import { useOptions } from './options-context'
import { checkForm, formOf, subjectOf, type FormField, type PresetForm, type Remarks } from './preset-form'
import { newPresetId } from './route'
import { Unsaved, useUnsaved } from './unsaved'
import { useDefaultModel } from './use-default-model'

const unsaved = new Unsaved<PresetForm>('presets')

/** The form of a preset, judged while it is typed. A complaint waits until its field was left, or saving was tried. */
export function usePresetForm(preset: Preset | undefined, onClose: () => void) {
  const start = useStart()
  const kept = useUnsaved(unsaved, preset?.id ?? newPresetId, () => formOf(preset ?? start))
  const { form, setForm } = kept
  const [left, leave, forgetLeft] = useLeftFields()
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const [failure, setFailure] = useState<ErrorInfo>()

  const { providers, models } = useOptions()
  const provider = providers.find(({ id }) => id === form.providerId)
  const listed = models.of(form.providerId).list?.models ?? []
  const modelId = form.model.trim()
  const model: ModelInfo = listed.find(({ id }) => id === modelId) ?? { id: modelId }
  const subject = provider && subjectOf(provider, model)
  const { content, problems, notes } = checkForm(form, subject)
  const shown = Object.entries(problems).filter(([field]) => tried || left.some((one) => one === field))

  /** Nothing of it is wanted any more, or all is saved. */
  const close = () => {
    kept.forget()
    onClose()
  }
  const startOver = () => {
    kept.startOver()
    setTried(false)
    forgetLeft()
  }

  /** @returns whether there was nothing to mend. */
  const save = (): boolean => {
    setTried(true)
    if (Object.keys(problems).length > 0) return false
    if (saving) return true
    setSaving(true)
    setFailure(undefined)
    call('savePreset', { preset: { id: preset?.id ?? crypto.randomUUID(), ...content } })
      .then(close, (error: unknown) => setFailure(toErrorInfo(error)))
      .finally(() => setSaving(false))
    return true
  }

  return {
    form,
    provider,
    model,
    listed,
    subject,
    problems: Object.fromEntries(shown) as Remarks,
    notes,
    saving,
    failure,
    change: (patch: Partial<PresetForm>) => setForm((current) => ({ ...current, ...patch })),
    leave,
    isBack: kept.isBack,
    startOver,
    close,
    save,
  }
}

export type PresetFormState = ReturnType<typeof usePresetForm>

/**
 * The fields that were left, by Tab or by a click. A click is let through first: a complaint that appears on its way
 * down would move what is being clicked.
 */
function useLeftFields(): [readonly FormField[], (field: FormField) => void, () => void] {
  const [left, setLeft] = useState<readonly FormField[]>([])
  const pressed = useRef(false)
  useEffect(() => {
    const press = () => (pressed.current = true)
    const release = () => (pressed.current = false)
    window.addEventListener('pointerdown', press, true)
    window.addEventListener('click', release)
    return () => {
      window.removeEventListener('pointerdown', press, true)
      window.removeEventListener('click', release)
    }
  }, [])
  const leave = (field: FormField) => {
    const note = () => setLeft((fields) => (fields.includes(field) ? fields : [...fields, field]))
    if (pressed.current) window.addEventListener('click', note, { once: true })
    else note()
  }
  return [left, leave, () => setLeft([])]
}

/** A new preset asks who answers now, where that is a model. */
function useStart(): Omit<Preset, 'id'> {
  const { preset, isBuiltin } = useDefaultModel()
  const { providers } = useOptions()
  const ready = providers.find((provider) => provider.ready && provider.baseUrl !== '')
  const providerId = isBuiltin ? (ready?.id ?? '') : preset.providerId
  return { name: '', providerId, model: isBuiltin ? '' : preset.model, parameters: {} }
}
