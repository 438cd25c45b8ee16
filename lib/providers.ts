import { defaultDialect, type ChatDialect, type Wire } from './chat/wire'

/** A shop, as data. Adding an OpenAI-compatible one is adding a row here and a fixture in `tests/fixtures/wire`. */
export type ProviderRow = {
  /** Never changes: settings, keys and messages refer to it. */
  id: string
  name: string
  /** The wires the shop speaks, the preferred one first. */
  wires: readonly [Wire, ...Wire[]]
  /** Without a trailing slash; empty where there is no network. */
  baseUrl: string
  key: 'required' | 'optional' | 'none'
  /** Where a reader gets a key. */
  keyUrl?: string
  /** One line under the name on the options page. */
  description: string
  /** Headers sent with every request. */
  headers?: Record<string, string>
  /** Headers the shop understands and a reader may set, or may set otherwise than `headers` does. */
  offeredHeaders?: readonly string[]
  /** The shop says what each answer cost, so that nobody needs to enter prices. */
  reportsCost?: true
  dialect: ChatDialect
}

const dialect = (differences: Partial<ChatDialect> = {}): ChatDialect => ({ ...defaultDialect, ...differences })

export const providerRows: readonly ProviderRow[] = [
  {
    id: 'builtin',
    name: 'Built-in reader',
    wires: ['reader'],
    baseUrl: '',
    key: 'none',
    description: 'Finds and quotes the passages that answer. No model, no network, no key.',
    dialect: dialect(),
  },
  {
    id: 'ollama',
    name: 'Ollama',
    wires: ['ollama'],
    baseUrl: 'http://localhost:11434',
    key: 'none',
    description: 'Models on your own machine. Nothing you read leaves it.',
    dialect: dialect({ goesOnFrom: 'last-message' }),
  },
  {
    id: 'openai',
    name: 'OpenAI',
    wires: ['openai-responses', 'openai-chat'],
    baseUrl: 'https://api.openai.com/v1',
    key: 'required',
    keyUrl: 'https://platform.openai.com/api-keys',
    description: 'GPT models, with your own key.',
    offeredHeaders: ['OpenAI-Organization', 'OpenAI-Project'],
    dialect: dialect({
      maxTokensField: 'max_completion_tokens',
      reasoningParameter: 'reasoning_effort',
      splitThinkTags: false,
      reasoningModels: '^(o\\d|gpt-([5-9]|\\d\\d)(?!.*chat))',
      body: { store: false },
      hiddenModels: 'embedding|tts|whisper|audio|realtime|image|dall-e|moderation|transcribe|sora|search-preview',
    }),
  },
  {
    id: 'anthropic',
    name: 'Anthropic',
    wires: ['anthropic-messages'],
    baseUrl: 'https://api.anthropic.com',
    key: 'required',
    keyUrl: 'https://console.anthropic.com/settings/keys',
    description: 'Claude models, with your own key.',
    // Without the second one every request of an extension is refused, since it carries an Origin.
    headers: { 'anthropic-version': '2023-06-01', 'anthropic-dangerous-direct-browser-access': 'true' },
    offeredHeaders: ['anthropic-version', 'anthropic-beta'],
    dialect: dialect({
      keyHeader: { name: 'x-api-key', prefix: '' },
      maxTemperature: 1,
      // All that came after 4.6: of new models, too, nothing else is to be expected.
      fixedSamplingModels:
        '^(?!.*(claude-[23]|claude-instant|(opus|sonnet|haiku)-4([-.][0156])?(?![-.]?\\d{1,2}(?!\\d)))).*claude',
      goesOnFrom: 'last-message',
      // From 4.6 on a last message of the assistant's is refused.
      goingOnModels: 'claude-[23]|claude-instant|(opus|sonnet|haiku)-4([-.][015])?(?![-.]?\\d{1,2}(?!\\d))',
    }),
  },
  {
    id: 'gemini',
    name: 'Google Gemini',
    wires: ['gemini'],
    baseUrl: 'https://generativelanguage.googleapis.com',
    key: 'required',
    keyUrl: 'https://aistudio.google.com/apikey',
    description: 'Gemini models, with your own key.',
    dialect: dialect({ keyHeader: { name: 'x-goog-api-key', prefix: '' }, hiddenModels: '-(tts|image|computer-use)' }),
  },
  {
    id: 'openrouter',
    name: 'OpenRouter',
    wires: ['openai-chat'],
    baseUrl: 'https://openrouter.ai/api/v1',
    key: 'required',
    keyUrl: 'https://openrouter.ai/settings/keys',
    description: 'Models of many makers behind one key.',
    offeredHeaders: ['HTTP-Referer', 'X-OpenRouter-Title'],
    reportsCost: true,
    dialect: dialect({ reasoningParameter: 'reasoning', usageOption: false, splitThinkTags: false }),
  },
  {
    id: 'groq',
    name: 'Groq',
    wires: ['openai-chat'],
    baseUrl: 'https://api.groq.com/openai/v1',
    key: 'required',
    keyUrl: 'https://console.groq.com/keys',
    description: 'Open models, answered very fast.',
    dialect: dialect({
      maxTokensField: 'max_completion_tokens',
      reasoningParameter: 'reasoning_effort',
      usageOption: false,
      hiddenModels: 'whisper|tts|guard',
    }),
  },
  {
    id: 'mistral',
    name: 'Mistral',
    wires: ['openai-chat'],
    baseUrl: 'https://api.mistral.ai/v1',
    key: 'required',
    keyUrl: 'https://console.mistral.ai/api-keys',
    description: 'Mistral and Magistral models, with your own key.',
    dialect: dialect({
      usageOption: false,
      splitThinkTags: false,
      reasoningParameter: 'reasoning_effort',
      maxTemperature: 1.5,
      goesOnFrom: 'marked-message',
    }),
  },
  {
    id: 'xai',
    name: 'xAI Grok',
    wires: ['openai-chat'],
    baseUrl: 'https://api.x.ai/v1',
    key: 'required',
    keyUrl: 'https://console.x.ai',
    description: 'Grok models, with your own key.',
    reportsCost: true,
    dialect: dialect({
      maxTokensField: 'max_completion_tokens',
      reasoningParameter: 'reasoning_effort',
      reasoningOutsideOutput: true,
      splitThinkTags: false,
      // All that came after Grok 3 thinks, but for what is called otherwise.
      stopRefusingModels: 'grok-(?!.*non-reasoning)(3-mini|code|build|[4-9]|\\d\\d)',
      modelsPath: '/language-models',
    }),
  },
  {
    id: 'deepseek',
    name: 'DeepSeek',
    wires: ['openai-chat'],
    baseUrl: 'https://api.deepseek.com',
    key: 'required',
    keyUrl: 'https://platform.deepseek.com/api_keys',
    description: 'DeepSeek models, with your own key.',
    dialect: dialect({ reasoningParameter: 'thinking', splitThinkTags: false, maxStopSequences: 16 }),
  },
  {
    id: 'together',
    name: 'Together AI',
    wires: ['openai-chat'],
    baseUrl: 'https://api.together.xyz/v1',
    key: 'required',
    keyUrl: 'https://api.together.ai/settings/api-keys',
    description: 'Open models of many makers, with your own key.',
    dialect: dialect({ reasoningParameter: 'reasoning_effort' }),
  },
  {
    id: 'fireworks',
    name: 'Fireworks AI',
    wires: ['openai-chat'],
    baseUrl: 'https://api.fireworks.ai/inference/v1',
    key: 'required',
    keyUrl: 'https://app.fireworks.ai/settings/users/api-keys',
    description: 'Open models, with your own key.',
    dialect: dialect({ reasoningParameter: 'reasoning_effort', usageOption: false }),
  },
]

/** What a server that the user adds starts from. */
export const customDialect: ChatDialect = dialect({ reasoningParameter: 'reasoning_effort' })

/**
 * What a server that the user adds starts from, by the wire it speaks. A wire that belongs to one shop brings that
 * shop's headers, since a server that imitates it may insist on them.
 */
export function customDefaults(wire: Wire): Pick<ProviderRow, 'headers' | 'offeredHeaders' | 'dialect'> {
  const origin = originators[wire]
  const row = origin === undefined ? undefined : providerRow(origin)
  if (!row) return { dialect: customDialect }
  const { hiddenModels: _theirs, ...dialectOfRow } = row.dialect
  return {
    ...(row.headers ? { headers: row.headers } : {}),
    ...(row.offeredHeaders ? { offeredHeaders: row.offeredHeaders } : {}),
    dialect: dialectOfRow,
  }
}

/** Whose wire it is. OpenAI's chat completions have long been everybody's. */
const originators: Partial<Record<Wire, string>> = {
  'openai-responses': 'openai',
  'anthropic-messages': 'anthropic',
  gemini: 'gemini',
  ollama: 'ollama',
}

export function providerRow(id: string): ProviderRow | undefined {
  return providerRows.find((row) => row.id === id)
}
