import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script'
import { writeBack } from '../lib/page/write-back/write-back'

/** Injected into a frame once; from then on the panel asks through this name, in the extension's own world. */
export default defineUnlistedScript(() => {
  if (!('glossWriteBack' in globalThis)) Object.assign(globalThis, { glossWriteBack: writeBack })
})
