import { useEffect, useState } from 'react'
import type { ProviderStatus } from '../../lib/chat/provider-status'
import { Unsaved } from './unsaved'

const unsaved = new Unsaved<string>('providers')

/** The address of a provider as it is typed. Unsaved, it waits while the reader looks at other pages of the options. */
export function useTypedAddress({ id, baseUrl }: Pick<ProviderStatus, 'id' | 'baseUrl'>) {
  const [address, setAddress] = useState(() => unsaved.of(id) ?? baseUrl)
  const [isBack, setBack] = useState(() => ![undefined, baseUrl].includes(unsaved.of(id)))
  const [saved, setSaved] = useState(baseUrl)
  const startOver = () => {
    setAddress(baseUrl)
    setBack(false)
  }
  if (saved !== baseUrl) {
    setSaved(baseUrl)
    startOver()
  }
  useEffect(() => unsaved.keep(id, address.trim(), baseUrl), [id, address, baseUrl])
  return { address, setAddress, isBack, startOver }
}
