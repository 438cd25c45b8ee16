import type { ProviderStatus } from '../../lib/chat/provider-status'
import { Button } from '../ui/Button'
import controls from './controls.module.css'
import { Field } from './Field'
import { defaultLimit, limitFields } from './limit-fields'
import styles from './ProviderMore.module.css'
import type { ProviderForm } from './use-provider-form'

/** How much is asked of a provider, and how long it is waited for. An empty field is the default. */
export function ProviderLimits({ provider, form: { more } }: { provider: ProviderStatus; form: ProviderForm }) {
  const { limits } = more.draft
  const titleId = `limits-${provider.id}`
  const isSet = Object.values(limits).some((text) => text.trim() !== '')
  return (
    <fieldset className={styles.part} aria-labelledby={titleId} data-testid="provider-limits">
      <div className={styles.heading}>
        <p id={titleId} className={styles.partTitle}>
          Limits
        </p>
        {isSet && (
          <Button look="quiet" className={controls.small ?? ''} onClick={() => more.change({ limits: {} })}>
            Reset to defaults
          </Button>
        )}
      </div>
      <div className={styles.limits}>
        {limitFields.map((field) => (
          <Field
            key={field.name}
            id={`${titleId}-${field.name}`}
            label={field.label}
            problem={more.problems.limits[field.name]}
          >
            {(control) => (
              <div className={styles.amount}>
                <input
                  {...control}
                  className={controls.input}
                  data-testid={`limit-${field.name}`}
                  inputMode={field.whole ? 'numeric' : 'decimal'}
                  autoComplete="off"
                  placeholder={defaultLimit(field, provider.baseUrl)}
                  value={limits[field.name] ?? ''}
                  onChange={(event) => more.change({ limits: { ...limits, [field.name]: event.currentTarget.value } })}
                />
                <span className={styles.unit} aria-hidden>
                  {field.unit}
                </span>
              </div>
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  )
}
