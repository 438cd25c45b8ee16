import { ArrowDown, ArrowUp, X } from 'lucide-react'
import { useRef } from 'react'
import { builtinPreset, isActive } from '../../lib/chat/preset'
import { IconButton } from '../ui/Button'
import controls from './controls.module.css'
import { Field } from './Field'
import { useOptions } from './options-context'
import styles from './PresetEditor.module.css'
import type { PresetFormState } from './use-preset-form'

/** More are refused where they are stored. */
const mostFallbacks = 10

/** Who is asked instead, and in which order. */
export function PresetFallbacks({ presetId, state }: { presetId: string | undefined; state: PresetFormState }) {
  const { presets } = useOptions()
  const { form, change } = state
  const add = useRef<HTMLSelectElement>(null)
  const ids = form.fallbackPresetIds
  const all = [...presets, builtinPreset]
  const candidates = all.filter((preset) => preset.id !== presetId && isActive(preset) && !ids.includes(preset.id))
  const set = (fallbackPresetIds: string[]) => change({ fallbackPresetIds })
  const swap = (index: number, other: number) =>
    set(ids.map((id, place) => ids[{ [index]: other, [other]: index }[place] ?? place] ?? id))
  const remove = (removed: string) => {
    set(ids.filter((id) => id !== removed))
    // Its button goes, and the focus must not go with it.
    add.current?.focus()
  }
  return (
    <section className={styles.panel} aria-labelledby="preset-fallbacks">
      <h3 id="preset-fallbacks" className={styles.subtitle}>
        When it cannot answer
        <span className={styles.aside}>
          Asked in this order when it is unreachable, overloaded, over its limit or too slow to begin, and only before
          its first word. Not when a key is wrong. The answer says who wrote it.
        </span>
      </h3>
      {ids.length > 0 && (
        <ol className={styles.fallbacks} data-testid="preset-fallbacks">
          {ids.map((id, index) => {
            const preset = all.find((one) => one.id === id)
            const name = preset?.name ?? 'A removed preset'
            return (
              <li key={id} className={styles.fallback}>
                <span className={styles.fallbackName}>
                  {name}
                  {preset && !isActive(preset) && <span className={styles.aside}>Switched off, so left out</span>}
                </span>
                <IconButton label={`Ask ${name} earlier`} disabled={index === 0} onClick={() => swap(index, index - 1)}>
                  <ArrowUp size={15} aria-hidden />
                </IconButton>
                <IconButton
                  label={`Ask ${name} later`}
                  disabled={index === ids.length - 1}
                  onClick={() => swap(index, index + 1)}
                >
                  <ArrowDown size={15} aria-hidden />
                </IconButton>
                <IconButton label={`Do not ask ${name}`} onClick={() => remove(id)}>
                  <X size={15} aria-hidden />
                </IconButton>
              </li>
            )
          })}
        </ol>
      )}
      <Field id="preset-fallback" label={ids.length === 0 ? 'Ask instead' : 'Then ask'}>
        {(control) => (
          <select
            {...control}
            ref={add}
            className={controls.select}
            data-testid="preset-fallback"
            value=""
            disabled={ids.length >= mostFallbacks}
            onChange={(event) => set([...ids, event.currentTarget.value])}
          >
            <option value="">{ids.length === 0 ? 'Nobody' : 'Nobody else'}</option>
            {candidates.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
    </section>
  )
}
