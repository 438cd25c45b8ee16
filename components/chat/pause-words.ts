import type { Pause } from '../../lib/chat/message'

/** Why nothing is sent yet; behind it stands, or is said, what comes of that. */
export function pauseWords(pause: Pause): string {
  switch (pause.reason) {
    case 'failure':
      return pause.error.message
    case 'rate-limit':
      return `You allow ${pause.providerName} ${perMinute(pause.requestsPerMinute)}:`
    case 'slot':
      return pause.providerName === undefined
        ? 'Waits for one of the other answers to end.'
        : `Waits for another answer of ${pause.providerName} to end.`
  }
}

function perMinute(requests: number): string {
  return requests === 1 ? 'one request a minute' : `${requests.toLocaleString()} requests a minute`
}
