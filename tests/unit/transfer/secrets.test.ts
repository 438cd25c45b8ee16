import 'fake-indexeddb/auto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import { defaultSettings, settingsVersion } from '../../../lib/settings/schema'
import { db } from '../../../lib/db/db'
import { freshStores } from '../../helpers/database'
import { branched, exported, read, store } from '../../helpers/transfer'

const canary = 'sk-canary-0d9f8e7c6b5a'

/** Where keys lie, and where they could have got to. */
const places: Record<string, (key: string) => Promise<unknown>> = {
  'the room of the secrets': (key) =>
    fakeBrowser.storage.local.set({ 'secret:openai': { key, origin: 'https://api.openai.com' } }),
  'secret headers': (key) => fakeBrowser.storage.local.set({ 'secret:headers:x': { headers: { 'X-Auth': key } } }),
  'headers of an earlier version': (key) =>
    withSettings({ providers: { 'custom-1': { headers: { Authorization: `Bearer ${key}`, 'X-Team': key } } } }),
  'an address': (key) =>
    withSettings({
      customProviders: [{ ...server, baseUrl: `https://reader:${key}@example.org/v1?api_key=${key}#${key}` }],
    }),
  'a field for the server': (key) =>
    withSettings({
      presets: [{ ...preset, parameters: { extraBody: { api_key: key, deep: [{ token: `x${key}` }] } } }],
    }),
  'a receipt': (key) =>
    db.receipts.put({
      messageId: 'c-a1',
      providerId: 'p',
      providerName: 'P',
      model: 'm',
      attachmentIds: [],
      requests: [{ method: 'POST', url: 'https://a.example', body: key, bytes: 1, sentAt: 1 }],
    }),
}

const server = { id: 'custom-1', name: 'My gateway', wire: 'openai-chat', baseUrl: 'https://example.org/v1' } as const
const preset = { id: 'p', name: 'Mine', providerId: 'custom-1', model: 'small', parameters: {} }

function withSettings(settings: object): Promise<void> {
  return fakeBrowser.storage.local.set({
    settings: {
      ...defaultSettings,
      customProviders: [server],
      presets: [preset],
      ...settings,
      version: settingsVersion,
    },
  })
}

describe('an export', () => {
  it('never holds a key, wherever one lies and whatever is chosen', async () => {
    const choices = fc.record({
      format: fc.constantFrom('backup', 'markdown', 'html'),
      withAttachments: fc.boolean(),
      withSettings: fc.boolean(),
      planted: fc.subarray(Object.keys(places), { minLength: 1 }),
    })
    await fc.assert(
      fc.asyncProperty(choices, async ({ planted, ...chosen }) => {
        await freshStores()
        await store(branched())
        // oxlint-disable-next-line no-await-in-loop -- they write into one another's places
        for (const place of planted) await places[place]?.(canary)
        const text = await exported(chosen)
        expect(text).toContain('Because.')
        expect(text).not.toContain(canary)
      }),
      { numRuns: 80 },
    )
  }, 60_000)

  it('holds presets and servers, and what of their fields is no secret', async () => {
    await freshStores()
    await withSettings({
      presets: [
        {
          ...preset,
          parameters: { temperature: 1, extraBody: { max_tokens: 5, top_k: 3, user: 'me', api_key: canary } },
        },
      ],
    })
    const { settings } = await read(await exported())
    expect(settings?.customProviders).toEqual([server])
    expect(settings?.presets).toEqual([
      { ...preset, parameters: { temperature: 1, extraBody: { max_tokens: 5, top_k: 3, user: 'me' } } },
    ])
    expect((await read(await exported({ withSettings: false }))).settings).toBeUndefined()
  })
})
