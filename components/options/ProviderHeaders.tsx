import { Plus, X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { Button, IconButton } from '../ui/Button'
import { Notice } from '../ui/Notice'
import { Consent } from './Consent'
import controls from './controls.module.css'
import { isKept, isSecretRow, type HeaderRow } from './header-rows'
import styles from './ProviderMore.module.css'
import type { ProviderForm } from './use-provider-form'

type HeadersProps = { provider: ProviderStatus; form: ProviderForm }

/** Extra headers. One that looks like a secret goes in and never comes out, as keys do. */
export function ProviderHeaders({ provider, form }: HeadersProps) {
  const { more, consentField } = form
  const rows = more.draft.headers
  // The row that takes the focus once it has its field.
  const entered = useRef<string>(undefined)
  const place = useRef<HTMLFieldSetElement>(null)
  const titleId = `headers-${provider.id}`
  useEffect(() => {
    if (entered.current === undefined) return
    place.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(entered.current)}"] input`)?.focus()
    entered.current = undefined
  }, [rows])

  const add = () => {
    const id = `new-${crypto.randomUUID()}`
    entered.current = id
    more.change({ headers: [...rows, { id, name: '', offered: false }] })
  }
  const change = (id: string, changes: Partial<HeaderRow>) => {
    // The button that asked for it makes way for a field.
    if (changes.replacing) entered.current = id
    more.change({ headers: rows.map((row) => (row.id === id ? { ...row, ...changes } : row)) })
  }
  const remove = (id: string) => {
    more.change({ headers: rows.filter((row) => row.id !== id) })
    // Its button is gone, and the focus must not go with it.
    place.current?.querySelector<HTMLElement>('[data-add]')?.focus()
  }

  return (
    <fieldset ref={place} className={styles.part} aria-labelledby={titleId} data-testid="provider-headers">
      <div>
        <p id={titleId} className={styles.partTitle}>
          Extra headers
        </p>
        <p className={styles.hint}>
          Sent with every request. A header that looks like a key is kept as one: it cannot be read again.
        </p>
      </div>
      <Elsewhere provider={provider} />
      {rows.length > 0 && (
        <ul className={styles.rows}>
          {rows.map((row) => (
            <Row
              key={`${more.generation} ${row.id} ${row.saved?.value ?? ''}`}
              providerId={provider.id}
              row={row}
              form={form}
              onChange={(changes) => change(row.id, changes)}
              onRemove={() => remove(row.id)}
            />
          ))}
        </ul>
      )}
      {form.unencrypted && more.secretTyped && !form.keyTyped && (
        <Consent
          id={`${titleId}-consent`}
          ref={consentField}
          host={form.host}
          given={form.consent}
          problem={form.consentProblem ? 'Tick this, or use an https address.' : undefined}
          onGive={form.giveConsent}
        />
      )}
      <Button
        className={`${controls.small} ${styles.add}`}
        icon={<Plus size={13} aria-hidden />}
        data-add
        data-testid="header-add"
        onClick={add}
      >
        Add a header
      </Button>
    </fieldset>
  )
}

/** Secrets of another address: nothing is sent until they are entered again or taken away. */
function Elsewhere({ provider }: { provider: ProviderStatus }) {
  const origins = new Set(provider.headers.set.flatMap(({ boundTo }) => boundTo ?? []))
  return [...origins].map((origin) => {
    const names = provider.headers.set.filter(({ boundTo }) => boundTo === origin).map(({ name }) => name)
    const [were, them] = names.length === 1 ? ['was', 'it'] : ['were', 'them']
    return (
      <Notice key={origin} tone="info" testId="headers-elsewhere">
        {`${names.join(', ')} ${were} entered for ${origin}. Enter ${them} again for the new address, or remove ${them}.`}
      </Notice>
    )
  })
}

type RowProps = {
  providerId: string
  row: HeaderRow
  form: ProviderForm
  onChange: (changes: Partial<HeaderRow>) => void
  onRemove: () => void
}

function Row({ providerId, row, form, onChange, onRemove }: RowProps) {
  const { more } = form
  const problem = more.problems.headers[row.id] ?? {}
  const id = `header-${providerId}-${row.id}`
  const named = row.saved !== undefined || row.offered
  const removable = !row.offered || (row.saved !== undefined && !row.saved.isDefault)
  return (
    <li className={styles.row} data-row={row.id} data-testid="header-row" data-header={row.name}>
      <div className={styles.cell}>
        {named ? (
          <span id={`${id}-name`} className={styles.name}>
            {row.name}
          </span>
        ) : (
          <input
            id={`${id}-name`}
            className={`${controls.input} ${controls.address}`}
            data-testid="header-name"
            aria-label="Name of the header"
            aria-invalid={problem.name !== undefined || undefined}
            aria-describedby={problem.name === undefined ? undefined : `${id}-name-problem`}
            placeholder="X-Team"
            autoComplete="off"
            spellCheck={false}
            value={row.name}
            onChange={(event) => onChange({ name: event.currentTarget.value })}
          />
        )}
        <Problem id={`${id}-name-problem`} sentence={problem.name} />
      </div>
      <div className={`${styles.cell} ${styles.value}`}>
        {isKept(row) ? (
          <div className={styles.kept}>
            Saved <span aria-hidden>••••</span>
            <Button
              className={controls.small ?? ''}
              aria-label={`Replace ${row.name}`}
              onClick={() => onChange({ replacing: true })}
            >
              Replace
            </Button>
          </div>
        ) : (
          <input
            ref={more.valueField(row.id)}
            className={`${controls.input} ${controls.address}`}
            data-testid="header-value"
            aria-label={`Value of ${row.name || 'the header'}`}
            aria-invalid={problem.value !== undefined || undefined}
            aria-describedby={problem.value === undefined ? undefined : `${id}-value-problem`}
            type={isSecretRow(row) ? 'password' : 'text'}
            placeholder={placeholderOf(row)}
            autoComplete="off"
            spellCheck={false}
            data-1p-ignore
            data-lpignore="true"
            defaultValue={row.saved?.value}
            onInput={(event) => more.noteValue(row, event.currentTarget.value)}
          />
        )}
        {row.saved?.isDefault && <span className={styles.small}>Default</span>}
        <Problem id={`${id}-value-problem`} sentence={problem.value} />
      </div>
      {removable && (
        <IconButton
          label={`Remove ${row.name || 'this header'}`}
          className={styles.remove ?? ''}
          data-testid="header-remove"
          onClick={onRemove}
        >
          <X size={16} aria-hidden />
        </IconButton>
      )}
    </li>
  )
}

function placeholderOf({ saved, offered }: HeaderRow): string | undefined {
  if (saved?.boundTo !== undefined) return 'Enter it again'
  return offered && saved === undefined ? 'Not set' : undefined
}

function Problem({ id, sentence }: { id: string; sentence: string | undefined }) {
  if (sentence === undefined) return null
  return (
    <p id={id} className={styles.problem} role="alert">
      {sentence}
    </p>
  )
}
