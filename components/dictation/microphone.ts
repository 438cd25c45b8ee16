import { browser } from 'wxt/browser'

type Access = 'granted' | 'denied' | 'prompt'

/** Whether Gloss may listen; undefined where the browser does not tell. */
async function microphone(): Promise<PermissionStatus | undefined> {
  try {
    // Not every browser knows the name.
    return await navigator.permissions.query({ name: 'microphone' })
  } catch {
    return undefined
  }
}

/**
 * Waits until Gloss may listen. A side panel cannot show the browser's question, so that a tab of ours asks it.
 * @returns `denied` when the reader said no, or `signal` ended the waiting.
 */
export async function microphoneAccess(signal: AbortSignal): Promise<'granted' | 'denied'> {
  const status = await microphone()
  const state: Access = status?.state ?? 'granted'
  if (!status || state !== 'prompt') return state === 'denied' ? 'denied' : 'granted'
  await browser.tabs.create({ url: browser.runtime.getURL('/microphone.html') })
  return new Promise((resolve) => {
    const look = (): void => {
      if (status.state === 'prompt' && !signal.aborted) return
      status.removeEventListener('change', look)
      resolve(status.state === 'granted' && !signal.aborted ? 'granted' : 'denied')
    }
    status.addEventListener('change', look)
    signal.addEventListener('abort', look, { once: true })
  })
}
