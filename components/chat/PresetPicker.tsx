import { ChevronDown, Columns2 } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { browser } from 'wxt/browser'
import type { ModelChoice } from '../hooks/model-choices'
import { useAttempt } from '../hooks/use-attempt'
import { useChatSession } from '../hooks/use-chat'
import { presetIdOf, useModelChoices } from '../hooks/use-model-choices'
import { ModelPicker } from '../models/ModelPicker'
import styles from './PresetPicker.module.css'

/** Which model answers, or which ones side by side. The choice holds for the next question and for new chats. */
export function PresetPicker() {
  const { chat, choosePreset } = useChatSession()
  const choices = useModelChoices()
  const attempt = useAttempt()
  const [open, setOpen] = useState(false)
  const popover = useRef<HTMLDivElement>(null)
  const id = useId()
  const anchor = `--picker-${id.replace(/[^a-zA-Z0-9]/g, '')}`

  const { groups, selected, compared } = choices
  const find = (value: string) => groups.flatMap((group) => group.choices).find((one) => one.value === value)
  const asked = [selected, ...compared].flatMap((value) => find(value) ?? [])
  const [chosen] = asked
  const face = asked.length > 1 ? `${asked.length} models` : (chosen?.label ?? '')

  const close = () => {
    popover.current?.hidePopover()
    chat.focusComposer()
  }
  const choose = ([first, ...others]: readonly ModelChoice[]) => {
    if (!first) return
    close()
    attempt(async () => choosePreset(await presetIdOf(first), await Promise.all(others.map(presetIdOf))))
  }
  return (
    <>
      <button
        type="button"
        className={styles.picker}
        popoverTarget={id}
        style={{ anchorName: anchor }}
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${asked.length > 1 ? face : 'Model'}: ${asked.map(({ label }) => label).join(', ')}`}
        title={asked.map(({ label, facts }) => [label, ...facts].join(' · ')).join('\n')}
        data-testid="preset-picker"
        data-value={selected}
      >
        {asked.length > 1 && <Columns2 size={14} aria-hidden />}
        <span className={styles.name}>{face}</span>
        <ChevronDown size={14} aria-hidden />
      </button>
      <div
        id={id}
        ref={popover}
        popover="auto"
        role="dialog"
        aria-label="Choose a model"
        className={styles.popover}
        style={{ positionAnchor: anchor }}
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && (
          <ModelPicker
            {...choices}
            onChoose={choose}
            onSetUp={() => {
              close()
              attempt(() => browser.runtime.openOptionsPage())
            }}
          />
        )}
      </div>
    </>
  )
}
