import type { Locator } from 'playwright'
import { expect } from 'playwright/test'
import type { FakeProvider } from '../../fake-provider/server.ts'
import { addGateway, call } from './calls.ts'
import { chatIn } from './chat.ts'
import type { Gloss } from './gloss.ts'
import { keysOf } from './keys.ts'

/** The panel as narrow as it usually is, with two models to ask. */
export async function startedByKeys(gloss: Gloss, provider: FakeProvider) {
  const panel = await gloss.openPanelInTab()
  await panel.setViewportSize({ width: 360, height: 780 })
  const { providerId, presetId } = await addGateway(panel, provider.openaiUrl)
  await call(panel, 'ensurePreset', { providerId, model: 'gloss-large' })
  await call(panel, 'updateSettings', { patch: { defaultPresetId: presetId } })
  provider.script({ paceMs: 1 })
  const chat = chatIn(panel)
  await expect(chat.composer).toBeFocused()
  return { panel, chat, keys: keysOf(panel), byId: (id: string): Locator => panel.getByTestId(id) }
}
