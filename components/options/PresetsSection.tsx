import { useOptions } from './options-context'
import { PresetEditor } from './PresetEditor'
import { PresetList } from './PresetList'
import { newPresetId } from './route'
import type { Visit } from './use-route'

/** The presets, or the form of the one that the address names. */
export function PresetsSection({ route }: { route: Visit }) {
  const { presets, providers } = useOptions()
  const preset = presets.find(({ id }) => id === route.presetId)
  // Who could answer is asked of the worker: a form that opens before would choose nobody.
  if (providers.length === 0) return <p role="status">Asking what is there…</p>
  if (preset || route.presetId === newPresetId) return <PresetEditor key={route.presetId} preset={preset} />
  return <PresetList />
}
