import { Check, Copy } from 'lucide-react'
import { useCopied } from '../hooks/use-copied'
import { Button } from '../ui/Button'
import { diagnosticsReport } from './diagnostics-report'
import styles from './DiagnosticsSection.module.css'
import { useOptions } from './options-context'
import type { Diagnostics } from './use-diagnostics'

/** All of the page as text, for a support question. */
export function ReportPart({ diagnostics }: { diagnostics: Diagnostics }) {
  const { providers, report } = useOptions()
  const [copied, copy] = useCopied()
  const text = () =>
    diagnosticsReport({
      ...diagnostics,
      at: new Date(),
      runs: diagnostics.runs.map(({ run }) => run),
      hostOf: (providerId) => hostIn(providers.find(({ id }) => id === providerId)?.baseUrl),
    })
  return (
    <section aria-labelledby="report" className={styles.part}>
      <h2 id="report" className={styles.title}>
        Report
      </h2>
      <div className={styles.report}>
        <p>
          For a support question: how things went, when and at which hosts. It holds no key, and nothing that was asked,
          answered or read.
        </p>
        <Button
          icon={copied ? <Check size={15} aria-hidden /> : <Copy size={15} aria-hidden />}
          data-testid="copy-report"
          onClick={() => void copy(text()).catch(report)}
        >
          {copied ? 'Copied' : 'Copy report'}
        </Button>
      </div>
    </section>
  )
}

function hostIn(baseUrl = ''): string | undefined {
  return URL.canParse(baseUrl) ? new URL(baseUrl).host : undefined
}
