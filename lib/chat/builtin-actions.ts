import type { QuickAction } from './quick-action'

/**
 * The actions that come with Gloss. Short, and with what matters first: small models on the reader's own machine follow
 * one plain sentence better than a page of rules.
 */
export const builtinActions: readonly QuickAction[] = [
  {
    id: 'ask',
    name: 'Ask…',
    slug: 'ask',
    description: 'Attaches it and waits for your question',
    template: '{{input}}',
    icon: 'ask',
    places: ['selection', 'page', 'link', 'image'],
    waits: true,
  },
  {
    id: 'explain',
    name: 'Explain',
    slug: 'explain',
    description: 'What it means, in plain words',
    template:
      'Explain {{selection}}. Say in one sentence what it means, then what one has to know to follow it: terms, names, what it refers to.',
    icon: 'explain',
    places: ['selection', 'image', 'chip', 'name'],
    waits: false,
  },
  {
    id: 'summarize',
    name: 'Summarize',
    slug: 'summarize',
    description: 'The main thing first, in a few sentences',
    template: 'Summarize {{selection}} in a few sentences, the main thing first. Keep names, numbers and dates.',
    icon: 'summarize',
    places: ['selection', 'page', 'chip', 'name'],
    waits: false,
  },
  {
    id: 'translate',
    name: 'Translate',
    slug: 'translate',
    description: 'Into your language, or the one you name',
    template:
      'Translate {{selection}} into {{language}}. Give only the translation, and keep the meaning, the tone and the layout.',
    icon: 'translate',
    places: ['selection', 'chip', 'name'],
    waits: false,
  },
  {
    id: 'key-points',
    name: 'Key points',
    slug: 'key-points',
    description: 'At most seven, the most important first',
    template: 'List the key points of {{selection}}: at most seven bullets of one sentence, the most important first.',
    icon: 'list',
    places: ['selection', 'page', 'chip', 'name'],
    waits: false,
  },
  {
    id: 'simplify',
    name: 'Simplify',
    slug: 'simplify',
    description: 'The same in short, plain sentences',
    template:
      'Rewrite {{selection}} in short, plain sentences that a twelve-year-old understands. Keep every fact and the language. Give only the new text.',
    icon: 'simplify',
    places: ['selection', 'name'],
    waits: false,
  },
  {
    id: 'improve',
    name: 'Improve writing',
    slug: 'improve',
    description: 'Clearer and smoother, with the same meaning',
    template:
      'Improve the writing of {{selection}}: clearer, smoother, and not longer. Keep the meaning, the tone and the language. Give only the improved text.',
    icon: 'improve',
    places: ['selection', 'name'],
    waits: false,
  },
  {
    id: 'fix-grammar',
    name: 'Fix spelling and grammar',
    slug: 'fix',
    description: 'Corrects the mistakes and nothing else',
    template:
      'Correct the spelling, grammar and punctuation of {{selection}}. Change nothing else, and keep the language. Give only the corrected text.',
    icon: 'correct',
    places: ['selection', 'name'],
    waits: false,
  },
  {
    id: 'reply',
    name: 'Reply',
    slug: 'reply',
    description: 'A reply that can be sent; say behind it what it should say',
    template:
      'Write a reply to {{selection}}, in its language: friendly, to the point, ready to send. Give only the reply.',
    icon: 'reply',
    places: ['selection', 'name'],
    waits: false,
  },
  {
    id: 'explain-code',
    name: 'Explain code',
    slug: 'explain-code',
    description: 'What the code does, step by step',
    template:
      'Explain the code in {{selection}}: what it does as a whole, then step by step, and what in it is surprising or wrong.',
    icon: 'code',
    places: ['selection', 'name'],
    waits: false,
  },
]

export function builtinAction(id: string): QuickAction | undefined {
  return builtinActions.find((action) => action.id === id)
}
