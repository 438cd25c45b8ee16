/** What the keys of a shop look like, and those of no other. */
const shapes: Record<string, RegExp> = {
  openai: /^sk-(proj|svcacct|admin)-|^sk-[A-Za-z0-9]+T3BlbkFJ/,
  anthropic: /^sk-ant-/,
  gemini: /^(AIza|AQ\.)/,
  openrouter: /^sk-or-/,
  groq: /^gsk_/,
  xai: /^xai-/,
  deepseek: /^sk-[0-9a-f]{32}$/,
  together: /^tgp_/,
  fireworks: /^fw_/,
}

/** The id of the provider whose key this is, by its looks; '' where they do not tell. */
export function shopOfKey(key: string): string {
  return Object.keys(shapes).find((id) => shapes[id]?.test(key.trim())) ?? ''
}
