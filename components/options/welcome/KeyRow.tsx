import { KeyRound } from 'lucide-react'
import { useRef, useState } from 'react'
import { Button } from '../../ui/Button'
import controls from '../controls.module.css'
import { useOptions } from '../options-context'
import { useConnect } from '../use-connect'
import { useDefaultModel } from '../use-default-model'
import { LinkButton, Row } from './Answerers'
import { shopOfKey } from './shop-of-key'
import styles from './WelcomeSection.module.css'

const none = 'None yet. With one you can ask a cloud model.'

/** Takes a key and sees by its looks whose it is: one click connects that provider. */
export function KeyRow() {
  const { providers } = useOptions()
  const { preset } = useDefaultModel()
  const { connect, connecting, problem } = useConnect()
  // The key itself stays in its field: no state ever holds it.
  const field = useRef<HTMLInputElement>(null)
  const [isTyped, setTyped] = useState(false)
  const [shopId, setShopId] = useState('')
  const shops = providers.filter(({ custom, available, key }) => !custom && available && key === 'required')
  const shop = shops.find(({ id }) => id === shopId)
  const keyed = shops.filter(({ hasKey }) => hasKey)
  const answering = keyed.find(({ id }) => id === preset.providerId)

  const look = () => {
    const key = field.current?.value.trim() ?? ''
    setTyped(key !== '')
    setShopId(shopOfKey(key))
  }
  const submit = () => {
    const input = field.current
    if (!shop || !input) return
    connect(shop, input.value.trim(), () => {
      input.value = ''
      look()
      // The button that had the focus is gone.
      input.focus()
    })
  }
  return (
    <Row
      icon={<KeyRound size={19} aria-hidden />}
      name={<label htmlFor="welcome-key">A key of your own</label>}
      state={
        answering
          ? `${answering.name} is connected: ${preset.name} answers.`
          : keyed.length === 0
            ? none
            : `Saved: ${keyed.map(({ name }) => name).join(', ')}.`
      }
      action={answering && <LinkButton href={`#providers/${answering.id}`}>Choose a model</LinkButton>}
      problem={problem}
    >
      <form
        className={styles.key}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <input
          ref={field}
          id="welcome-key"
          className={`${controls.input} ${controls.address}`}
          data-testid="welcome-key"
          type="password"
          placeholder="Paste it here"
          autoComplete="off"
          spellCheck={false}
          data-1p-ignore
          data-lpignore="true"
          onInput={look}
        />
        {isTyped && (
          <>
            <select
              className={controls.select}
              aria-label="Whose key is it?"
              data-testid="welcome-key-shop"
              value={shopId}
              onChange={(event) => setShopId(event.currentTarget.value)}
            >
              <option value="">Whose key is it?</option>
              {shops.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
            <Button type="submit" look="primary" disabled={!shop} data-testid="welcome-key-connect">
              {connecting ? 'Connecting…' : shop ? `Connect ${shop.name}` : 'Connect'}
            </Button>
          </>
        )}
      </form>
    </Row>
  )
}
