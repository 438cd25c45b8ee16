import { useCallback, useEffect, useId } from 'react'
import { flushSync } from 'react-dom'
import { isLoopback } from '../../lib/chat/base-url'
import styles from '../checkup/Checkup.module.css'
import { CheckupHeadline } from '../checkup/CheckupHeadline'
import { CheckupLadder } from '../checkup/CheckupLadder'
import type { MendPlaces } from '../checkup/RungMend'
import { useCheckups, type CheckupState } from '../checkup/use-checkups'
import { openSettings } from '../hooks/open-settings'
import { useChatSession } from '../hooks/use-chat'
import { useProviders } from '../hooks/use-providers'
import { Button } from '../ui/Button'
import { Dialog } from '../ui/Dialog'

type CheckupDialogProps = {
  providerId: string
  /** Empty: the one that a reader would be asking. */
  model: string
  /** Does again what failed. */
  onRetry: () => void
  onClose: () => void
}

/** Why an answer failed: a checkup of its provider and model, started as it opens and ended as it closes. */
export function CheckupDialog({ providerId, model, onRetry, onClose }: CheckupDialogProps) {
  const { chat } = useChatSession()
  const { providers } = useProviders(useCallback((error: unknown) => chat.report(error), [chat]))
  const provider = providers.find(({ id }) => id === providerId)
  const { of, start, stop } = useCheckups()
  const buttonId = useId()
  useEffect(() => {
    void start(providerId, model)
  }, [start, providerId, model])

  const state = of(providerId)
  const check = () => void start(providerId, model)
  const openCard = () => {
    onClose()
    void openSettings('providers', providerId)
  }
  const chooseModel = () => {
    // Not before the dialog is gone: what lies under it cannot take the focus.
    flushSync(onClose)
    document.querySelector<HTMLElement>('[data-testid="preset-picker"]')?.focus()
  }
  const retry = () => {
    // The button that was pressed goes with its rung; this one stays.
    document.getElementById(buttonId)?.focus()
    check()
  }
  const places: MendPlaces = { retry, enterKey: openCard, checkAddress: openCard, chooseModel }
  const local = provider !== undefined && provider.baseUrl !== '' && isLoopback(provider.baseUrl)
  return (
    <Dialog title={provider ? `Checking ${provider.name}` : 'Checking'} onClose={onClose} testId="checkup">
      <div className={styles.dialog}>
        <div role="status">{state && <CheckupHeadline state={state} local={local} />}</div>
        {state && <CheckupLadder state={state} providerId={providerId} places={places} />}
        <div className={styles.actions}>
          {state?.status === 'running' ? (
            <Button id={buttonId} onClick={() => stop(providerId)}>
              Stop
            </Button>
          ) : (
            <Button id={buttonId} onClick={check}>
              Check again
            </Button>
          )}
          {answers(state) && (
            <Button
              look="primary"
              onClick={() => {
                onClose()
                onRetry()
              }}
            >
              Ask again
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  )
}

function answers(state: CheckupState | undefined): boolean {
  return state?.status === 'done' && (state.checkup.outcome === 'good' || state.checkup.outcome === 'warning')
}
