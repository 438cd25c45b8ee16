import { ArrowDown, ArrowUp, Check, Copy, Ellipsis, Eye, EyeOff, Pencil, Trash2 } from 'lucide-react'
import { builtinPreset, isActive, type Preset } from '../../lib/chat/preset'
import { call } from '../../lib/messaging/calls'
import { updateSettings } from '../hooks/use-settings'
import { Menu } from '../ui/Menu'
import { presetListId } from './element-ids'
import { useOptions } from './options-context'
import { presetProblem } from './preset-problem'
import styles from './PresetList.module.css'
import { routeHash } from './route'
import rows from './RowList.module.css'
import { useDefaultModel } from './use-default-model'

type PresetRowProps = {
  preset: Preset
  /** Where it stands among the user's own; absent for the built-in reader, which cannot be changed. */
  place: { index: number; count: number } | undefined
}

/** One preset: a link to its form, and a menu of everything else that can be done with it. */
export function PresetRow({ preset, place }: PresetRowProps) {
  const { providers, models } = useOptions()
  const isDefault = useDefaultModel().preset.id === preset.id
  const active = isActive(preset)
  const provider = providers.find(({ id }) => id === preset.providerId)
  const problem = presetProblem(preset, provider, models.of(preset.providerId).list?.models)
  const what = (
    <span className={rows.what}>
      <span className={rows.name}>{preset.name}</span>
      <span className={rows.description}>{description(preset, provider?.name)}</span>
      {problem !== undefined && <span className={styles.problem}>{problem}</span>}
    </span>
  )
  return (
    <li className={rows.row} data-testid="preset-row" data-preset={preset.id} data-off={!active}>
      {place ? (
        <a className={rows.open} href={routeHash({ section: 'presets', presetId: preset.id })}>
          {what}
        </a>
      ) : (
        <span className={rows.open}>{what}</span>
      )}
      {isDefault && (
        <span className={styles.default}>
          <Check size={14} aria-hidden />
          Default
        </span>
      )}
      {!active && <span className={rows.off}>Off</span>}
      <PresetMenu preset={preset} place={place} isDefault={isDefault} />
    </li>
  )
}

function description({ providerId, model }: Preset, providerName: string | undefined): string {
  if (providerId === builtinPreset.providerId) return 'Finds and quotes. Always there, without a model.'
  return `${providerName ?? 'Removed provider'} · ${model}`
}

function PresetMenu({ preset, place, isDefault }: PresetRowProps & { isDefault: boolean }) {
  const { report, removePreset } = useOptions()
  const active = isActive(preset)
  const edit = (presetId: string) => {
    location.hash = routeHash({ section: 'presets', presetId })
  }
  const attempt = (act: Promise<unknown>) => void act.catch(report)
  const duplicate = async () => {
    const copy = { ...preset, id: crypto.randomUUID(), name: `${preset.name}, copy` }
    await call('savePreset', { preset: copy })
    edit(copy.id)
  }
  const remove = () => {
    removePreset(preset)
    // The row goes, and the focus must not go with it.
    document.getElementById(presetListId)?.focus()
  }
  const own = [
    { id: 'edit', label: 'Edit', icon: <Pencil size={16} aria-hidden />, onSelect: () => edit(preset.id) },
    {
      id: 'duplicate',
      label: 'Duplicate',
      icon: <Copy size={16} aria-hidden />,
      onSelect: () => attempt(duplicate()),
    },
    place !== undefined &&
      place.index > 0 && {
        id: 'up',
        label: 'Move up',
        icon: <ArrowUp size={16} aria-hidden />,
        onSelect: () => attempt(call('movePreset', { presetId: preset.id, by: -1 })),
      },
    place !== undefined &&
      place.index < place.count - 1 && {
        id: 'down',
        label: 'Move down',
        icon: <ArrowDown size={16} aria-hidden />,
        onSelect: () => attempt(call('movePreset', { presetId: preset.id, by: 1 })),
      },
    !isDefault && {
      id: 'active',
      label: active ? 'Switch off' : 'Switch on',
      hint: active ? 'Keep it, but do not offer it' : 'Offer it again',
      icon: active ? <EyeOff size={16} aria-hidden /> : <Eye size={16} aria-hidden />,
      onSelect: () => attempt(call('savePreset', { preset: { ...preset, active: !active } })),
    },
    { id: 'remove', label: 'Remove', icon: <Trash2 size={16} aria-hidden />, onSelect: remove },
  ]
  const items = [
    !isDefault &&
      active && {
        id: 'default',
        label: 'Make default',
        hint: 'New chats start with it',
        icon: <Check size={16} aria-hidden />,
        onSelect: () => attempt(updateSettings({ defaultPresetId: preset.id })),
      },
    ...(place ? own : []),
  ].filter((item) => item !== false)
  if (items.length === 0) return null
  return (
    <Menu
      label={`More for ${preset.name}`}
      testId="preset-menu"
      icon={<Ellipsis size={17} aria-hidden />}
      items={items}
    />
  )
}
