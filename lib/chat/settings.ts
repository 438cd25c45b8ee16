import type { Preset } from './preset'

type Theme = 'system' | 'light' | 'dark'

/** What the user set for one provider. Keys are not here: they have a room of their own that only the worker opens. */
export type ProviderSettings = {
  /** Replaces the row's address. */
  baseUrl?: string
  headers?: Record<string, string>
}

/** A server the user added. */
export type CustomProvider = {
  id: string
  name: string
  wire: 'openai-chat' | 'ollama'
  baseUrl: string
}

export type Settings = {
  theme: Theme
  /** The model new conversations start with. */
  defaultPresetId: string
  presets: Preset[]
  providers: Record<string, ProviderSettings>
  customProviders: CustomProvider[]
  /** BCP 47 tag; the target of the *translate* action. Empty: the browser's language. */
  language: string
}

/** A change to settings: the fields named replace the old ones whole. */
export type SettingsPatch = Partial<Pick<Settings, 'theme' | 'defaultPresetId' | 'language'>>
