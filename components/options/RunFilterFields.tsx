import type { MessageStatus } from '../../lib/chat/message'
import { statusNames } from '../chat/details-words'
import controls from './controls.module.css'
import styles from './DiagnosticsSection.module.css'
import { useOptions } from './options-context'
import type { RunFilter, RunOrder } from './run-words'
import type { RunRow } from './use-diagnostics'

const statuses = ['complete', 'failed', 'stopped', 'interrupted'] as const satisfies readonly MessageStatus[]
const orders: Record<RunOrder, string> = { newest: 'Newest first', oldest: 'Oldest first', longest: 'Longest first' }

type RunFilterFieldsProps = {
  filter: RunFilter
  onChange: (filter: RunFilter) => void
  rows: readonly RunRow[]
}

export function RunFilterFields({ filter, onChange, rows }: RunFilterFieldsProps) {
  const { providers } = useOptions()
  const asked = [...new Set(rows.map(({ run }) => run.providerId))]
  const name = (providerId: string) => providers.find(({ id }) => id === providerId)?.name ?? providerId
  return (
    <div className={styles.filters}>
      <select
        className={controls.select}
        aria-label="State"
        data-testid="runs-status"
        value={filter.status}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, status: statuses.find((status) => status === value) ?? 'all' })
        }
      >
        <option value="all">All states</option>
        {statuses.map((status) => (
          <option key={status} value={status}>
            {statusNames[status]}
          </option>
        ))}
      </select>
      <select
        className={controls.select}
        aria-label="Provider"
        data-testid="runs-provider"
        value={filter.providerId}
        onChange={({ currentTarget: { value } }) => onChange({ ...filter, providerId: value })}
      >
        <option value="">All providers</option>
        {asked.map((providerId) => (
          <option key={providerId} value={providerId}>
            {name(providerId)}
          </option>
        ))}
      </select>
      <select
        className={controls.select}
        aria-label="Order"
        data-testid="runs-order"
        value={filter.order}
        onChange={({ currentTarget: { value } }) =>
          onChange({ ...filter, order: value === 'oldest' || value === 'longest' ? value : 'newest' })
        }
      >
        {Object.entries(orders).map(([order, label]) => (
          <option key={order} value={order}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}
