import { useState } from 'react'
import { useOptions } from './options-context'
import { askPermission, permissionSentence } from '../hooks/ask-permission'
import { hostOf } from './provider-state'

/** One click from "Ollama runs" to its models. `problem` says why it did not work out. */
export function useConnectOllama() {
  const { ollama, models, refresh } = useOptions()
  const [connecting, setConnecting] = useState(false)
  const [problem, setProblem] = useState<string>()
  const { discovery } = ollama

  const connect = () => {
    if (!discovery || connecting) return
    const asked = askPermission(discovery.originPattern)
    setConnecting(true)
    setProblem(undefined)
    void asked
      .then(async (answer) => {
        if (answer === 'granted') {
          await models.load('ollama', true)
          await Promise.all([refresh(), ollama.look()])
        } else {
          setProblem(permissionSentence(answer, hostOf(discovery.baseUrl)))
        }
      })
      .finally(() => setConnecting(false))
  }
  return { connect, connecting, problem }
}
