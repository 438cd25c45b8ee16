import { ChevronRight } from 'lucide-react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import controls from './controls.module.css'
import { Field } from './Field'
import { ProviderHeaders } from './ProviderHeaders'
import { ProviderLimits } from './ProviderLimits'
import styles from './ProviderMore.module.css'
import { ProviderPrices } from './ProviderPrices'
import type { ProviderForm } from './use-provider-form'
import { wireChoices } from './wire-names'

/** What few readers ever need to set for a provider, folded away. It is saved with address and key. */
export function ProviderMore({ provider, form }: { provider: ProviderStatus; form: ProviderForm }) {
  const { place, open, setOpen, words } = form.more
  return (
    <details
      ref={place}
      className={styles.more}
      data-testid="provider-more"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className={styles.summary}>
        <ChevronRight size={15} className={styles.chevron} aria-hidden />
        <span className={styles.title}>More settings</span>
        <span className={styles.words}>{words || 'headers, limits and the like'}</span>
      </summary>
      <div className={styles.parts}>
        <Answers provider={provider} form={form} />
        <ProviderHeaders provider={provider} form={form} />
        <ProviderLimits provider={provider} form={form} />
        <ProviderPrices provider={provider} form={form} />
      </div>
    </details>
  )
}

/** How the provider is asked. */
function Answers({ provider, form: { more } }: { provider: ProviderStatus; form: ProviderForm }) {
  const choices = wireChoices(provider)
  const wholeId = `whole-${provider.id}`
  return (
    <div className={styles.answers}>
      {choices.length > 1 && (
        <Field id={`wire-${provider.id}`} label="Protocol">
          {(control) => (
            <select
              {...control}
              className={controls.select}
              data-testid="provider-wire"
              value={more.draft.wire}
              onChange={({ currentTarget }) => {
                const chosen = choices.find(({ value }) => value === currentTarget.value)
                if (chosen) more.change({ wire: chosen.value })
              }}
            >
              {choices.map(({ value, label }) => (
                <option key={value} value={value}>
                  {label}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      <div className={styles.check}>
        <input
          id={wholeId}
          type="checkbox"
          data-testid="provider-whole"
          aria-describedby={`${wholeId}-hint`}
          checked={more.draft.wholeAnswers}
          onChange={(event) => more.change({ wholeAnswers: event.currentTarget.checked })}
        />
        <div>
          <label htmlFor={wholeId}>Answers in one piece</label>
          <p id={`${wholeId}-hint`} className={styles.hint}>
            For servers and proxies that cannot stream. Nothing shows until the whole answer is there.
          </p>
        </div>
      </div>
    </div>
  )
}
