import { fakeBrowser } from 'wxt/testing/fake-browser'

// The fake browser knows the method by name only.
for (const area of [fakeBrowser.storage.local, fakeBrowser.storage.session]) {
  Object.assign(area, { getKeys: async () => Object.keys(await area.get(null)) })
}
