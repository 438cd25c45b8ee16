import { parseHTML } from 'linkedom'
import { act } from 'react'
import type { Root } from 'react-dom/client'
import { vi } from 'vitest'

/** An empty page with a root of React in it, in place of a browser's. To be taken away with `unmount`. */
export async function reactRoot(): Promise<{ root: Root; container: HTMLElement; unmount: () => void }> {
  const { window } = parseHTML('<html><body><div id="root"></div></body></html>')
  vi.stubGlobal('window', window)
  vi.stubGlobal('document', window.document)
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true)
  // React looks for a window when it loads.
  const { createRoot } = await import('react-dom/client')
  const container = window.document.getElementById('root')
  if (!container) throw new Error('no root')
  const root = createRoot(container)
  const unmount = () => {
    act(() => root.unmount())
    vi.unstubAllGlobals()
  }
  return { root, container, unmount }
}
