import type { ConnectionLimits } from './connection'
import type { Preset } from './preset'
import type { QuickAction, QuickActionSettings } from './quick-action'
import type { Wire } from './wire'

/** `high-contrast` follows the browser in being light or dark. */
export const themes = ['system', 'light', 'dark', 'high-contrast'] as const
export const textSizes = ['small', 'medium', 'large', 'largest'] as const
export const densities = ['comfortable', 'compact'] as const
/** `reduced`: nothing moves, whatever the system says. */
export const motions = ['system', 'reduced'] as const
/** The key that sends a question; the other one breaks the line. */
export const sendKeys = ['enter', 'ctrl-enter'] as const
/** Who names a conversation: its first words, or the model that answered, which is one more small request. */
export const titleSources = ['first-words', 'model'] as const

/** Models chosen lately that stand first where a model is chosen. */
export const mostRecent = 5

/** What the user set in place of the defaults for a cloud, or for this machine. */
export type ProviderLimits = Partial<ConnectionLimits> & {
  /** Absent: as many as are asked. */
  requestsPerMinute?: number
  /** Answers written at once; more wait their turn. Absent: as many as are asked. */
  concurrentRuns?: number
}

/** US dollars per million tokens. */
export type ModelPrice = {
  inputPrice: number
  outputPrice: number
  /** Absent: cached tokens cost as much as others. */
  cachedInputPrice?: number
}

/** What the user set for one provider. Keys are not here: they have a room of their own that only the worker opens. */
export type ProviderSettings = {
  /** Replaces the row's address. */
  baseUrl?: string
  /** Extra headers. Those that look like a secret lie with the keys instead. */
  headers?: Record<string, string>
  /** One of the row's wires, when not its first. */
  wire?: Wire
  /** False: every answer is asked for in one piece. */
  streaming?: boolean
  limits?: ProviderLimits
  /** By model id: for shops that report no cost. */
  prices?: Record<string, ModelPrice>
}

/**
 * A change to what is set for one provider: a field that is absent stays, null removes it (undefined does not survive
 * a message). Headers change one by one, in the same manner; all else is replaced whole.
 */
export type ProviderPatch = {
  [Field in Exclude<keyof ProviderSettings, 'headers'>]?: NonNullable<ProviderSettings[Field]> | null
} & { headers?: Record<string, string | null> | null }

/** The wires a server that the user adds may speak. */
export const customWires = [
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
  'gemini',
  'ollama',
] as const satisfies readonly Wire[]

/** A server the user added. */
export type CustomProvider = {
  id: string
  name: string
  wire: (typeof customWires)[number]
  baseUrl: string
}

/** What of the settings goes into a backup and comes out of one. */
export type PortableSettings = {
  presets: Preset[]
  customProviders: CustomProvider[]
  /** The user's own, and built-in ones with other words than they came with. */
  quickActions: QuickAction[]
}

export type Settings = {
  theme: (typeof themes)[number]
  textSize: (typeof textSizes)[number]
  density: (typeof densities)[number]
  motion: (typeof motions)[number]
  sendKey: (typeof sendKeys)[number]
  titles: (typeof titleSources)[number]
  /** The model new conversations start with. */
  defaultPresetId: string
  /** Who is asked besides it, to be compared; empty: nobody. */
  comparedPresetIds: string[]
  /** The presets that were chosen in the panel, the last one first. */
  recentPresetIds: string[]
  presets: Preset[]
  providers: Record<string, ProviderSettings>
  customProviders: CustomProvider[]
  /** BCP 47 tag; the target of the *translate* action. Empty: the browser's language. */
  language: string
  quickActions: QuickActionSettings
  /** The keys of the panel's commands where the reader changed them, by command. Empty: none. */
  shortcuts: Record<string, string>
  /** Keeps every answer as it went over the network, for a bug report. */
  recordAnswers: boolean
  /** The reader agreed that a service of the browser's maker turns speech into text, where this device cannot. */
  cloudDictation: boolean
  /** Tells by a notification of the desktop when an answer ended that no panel shows. */
  notifyWhenFinished: boolean
}

/** A change to settings: the fields named replace the old ones whole. */
export type SettingsPatch = Partial<Omit<Settings, 'presets' | 'providers' | 'customProviders' | 'quickActions'>>
