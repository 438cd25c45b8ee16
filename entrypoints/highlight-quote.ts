import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { lightUp } from '../lib/page/quotes/light-up'

/** Injected into a frame once; from then on the panel asks through this name, in the extension's own world. */
export default defineUnlistedScript(() => {
  if (!('glossLightUp' in globalThis)) Object.assign(globalThis, { glossLightUp: lightUp })
})
