import { useState } from 'react'
import { toErrorInfo } from '../../lib/chat/chat-error'
import { connectProvider } from '../hooks/connect-provider'
import { useOptions } from './options-context'

/** Connects a provider from a click. `problem` says why it did not work out. */
export function useConnect() {
  const { ollama, refresh } = useOptions()
  const [connecting, setConnecting] = useState(false)
  const [problem, setProblem] = useState<string>()

  /** Must be called first thing in a click. */
  const connect = (provider: { id: string; baseUrl: string; hasKey?: boolean }, key = '', onConnected = () => {}) => {
    if (connecting) return
    const connected = connectProvider(provider, key)
    setConnecting(true)
    setProblem(undefined)
    void connected
      .then(onConnected, (error: unknown) => setProblem(toErrorInfo(error).message))
      .then(() => Promise.all([refresh(), ollama.look()]))
      .finally(() => setConnecting(false))
  }
  return { connect, connecting, problem }
}
