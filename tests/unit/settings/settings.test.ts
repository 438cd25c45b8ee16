import { readdir, readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { browser } from 'wxt/browser'
import { fakeBrowser } from 'wxt/testing/fake-browser'
import type { Settings } from '../../../lib/chat/settings'
import { defaultSettings, parseSettings, settingsVersion } from '../../../lib/settings/schema'
import {
  changeSettings,
  keepSettings,
  onSettingsWritten,
  readSettings,
  watchSettings,
} from '../../../lib/settings/settings'

const fixtures = new URL('../../fixtures/settings/', import.meta.url)

describe('settings', () => {
  beforeEach(() => fakeBrowser.reset())

  it('have an example of every past version, and read each one whole', async () => {
    const names = (await readdir(fixtures)).toSorted()
    expect(names).toEqual(Array.from({ length: settingsVersion }, (_, index) => `v${index + 1}.json`))
    for (const name of names) {
      const { version: _, ...stored } = JSON.parse(await readFile(new URL(name, fixtures), 'utf8')) as {
        version: number
      }
      expect(parseSettings(stored), name).toEqual({ ...defaultSettings, ...stored })
    }
  })

  it('start from defaults', async () => {
    expect(await readSettings()).toEqual(defaultSettings)
  })

  it('lose only the field that is damaged', () => {
    const parsed = parseSettings({
      theme: 'purple',
      language: 'fr',
      presets: [
        { id: 'good', name: 'Good', providerId: 'ollama', model: 'm', parameters: { temperature: 'hot' } },
        7,
        null,
      ],
      providers: { ollama: { baseUrl: 'javascript:alert(1)' }, groq: { baseUrl: 'https://example.org' } },
    })
    expect(parsed).toEqual({
      ...defaultSettings,
      language: 'fr',
      presets: [{ id: 'good', name: 'Good', providerId: 'ollama', model: 'm', parameters: {} }],
      providers: { groq: { baseUrl: 'https://example.org' } },
    })
  })

  it('lose of a provider only what is damaged', () => {
    const good = { baseUrl: 'https://example.org', streaming: false, limits: { idleMs: 5_000 } }
    const damaged = {
      ...good,
      wire: 'smoke',
      limits: { idleMs: 5_000, headersMs: -1, requestsPerMinute: 'many' },
      prices: { m: { inputPrice: 'dear' } },
      headers: { 'X-Team': 7, 'not a name': 'x' },
    }
    expect(parseSettings({ providers: { groq: damaged, xai: { limits: 7 } } }).providers).toEqual({ groq: good })
  })

  it('can be read whatever is stored', () => {
    fc.assert(
      fc.property(fc.anything(), (raw) => {
        expect(Object.keys(parseSettings(raw)).toSorted()).toEqual(Object.keys(defaultSettings).toSorted())
      }),
    )
  })

  it('of a newer Gloss are refused and left alone', async () => {
    const newer = { version: settingsVersion + 1, theme: 'dark' }
    await browser.storage.local.set({ settings: newer })
    await expect(readSettings()).rejects.toMatchObject({ info: { kind: 'internal' } })
    await expect(changeSettings((all) => all)).rejects.toThrow()
    expect((await browser.storage.local.get('settings')).settings).toEqual(newer)
  })

  it('are changed one at a time', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, n) => changeSettings((all) => ({ ...all, language: `${all.language}${n}` }))),
    )
    expect((await readSettings()).language).toBe('0123456789')
  })

  it('go on after a failed change', async () => {
    await expect(
      changeSettings(() => {
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect((await changeSettings((all) => ({ ...all, theme: 'dark' }))).theme).toBe('dark')
  })

  it('tell of their changes until told not to', async () => {
    const heard = vi.fn<() => void>()
    const stop = watchSettings(heard)
    await changeSettings((all) => ({ ...all, theme: 'dark' }))
    await browser.storage.local.set({ other: 1 })
    expect(heard).toHaveBeenCalledOnce()
    stop()
    await changeSettings((all) => ({ ...all, theme: 'light' }))
    expect(heard).toHaveBeenCalledOnce()
  })
  it('tell the worker of each change once it is what is read', async () => {
    keepSettings()
    await readSettings()
    const read: Promise<Settings>[] = []
    onSettingsWritten(() => read.push(readSettings()))
    await changeSettings((all) => ({ ...all, theme: 'dark' }))
    expect(read).toHaveLength(1)
    expect((await read[0])?.theme).toBe('dark')
  })
})
