import { languageId } from './code-languages'

/** How files in a language end, where they do not end with its name. */
const endings: Record<string, string> = {
  bash: 'sh',
  'c#': 'cs',
  'c++': 'cpp',
  console: 'sh',
  csharp: 'cs',
  golang: 'go',
  haskell: 'hs',
  javascript: 'js',
  kotlin: 'kt',
  latex: 'tex',
  markdown: 'md',
  perl: 'pl',
  powershell: 'ps1',
  python: 'py',
  ruby: 'rb',
  rust: 'rs',
  shell: 'sh',
  typescript: 'ts',
  yaml: 'yml',
}

/** What a block of code is called as a file. Only languages that are known have an ending of their own: the name is a model's. */
export function codeFileName(language: string): string {
  const known = languageId(language) === undefined ? undefined : (endings[language] ?? language)
  return `code.${known !== undefined && /^[a-z\d]{1,5}$/.test(known) ? known : 'txt'}`
}
