import { imageTypes } from '../../chat/attachment'

export type FileKind =
  | { as: 'pdf' | 'docx' | 'html' | 'text' | 'image' }
  | { as: 'table'; delimiter: ',' | '\t' }
  | { as: 'code'; language: string }
  /** What Gloss cannot read, and what helps. */
  | { as: 'refused'; why: string }

/** Languages of code blocks that are not called like the extension. */
const languages: Record<string, string> = {
  bash: 'bash',
  c: 'c',
  cc: 'cpp',
  cfg: 'ini',
  cjs: 'js',
  conf: '',
  cpp: 'cpp',
  cs: 'csharp',
  css: 'css',
  dart: 'dart',
  diff: 'diff',
  eml: '',
  env: '',
  go: 'go',
  graphql: 'graphql',
  h: 'c',
  hpp: 'cpp',
  hs: 'haskell',
  ini: 'ini',
  ipynb: 'json',
  java: 'java',
  jl: 'julia',
  js: 'js',
  json: 'json',
  json5: 'json5',
  jsonl: 'json',
  jsx: 'jsx',
  kt: 'kotlin',
  less: 'less',
  lua: 'lua',
  m: 'objectivec',
  mjs: 'js',
  mts: 'ts',
  ndjson: 'json',
  patch: 'diff',
  php: 'php',
  pl: 'perl',
  ps1: 'powershell',
  py: 'python',
  r: 'r',
  rb: 'ruby',
  rs: 'rust',
  scala: 'scala',
  scss: 'scss',
  sh: 'bash',
  sql: 'sql',
  svelte: 'svelte',
  svg: 'xml',
  swift: 'swift',
  tex: 'latex',
  toml: 'toml',
  ts: 'ts',
  tsx: 'tsx',
  vue: 'vue',
  xml: 'xml',
  yaml: 'yaml',
  yml: 'yaml',
  zsh: 'bash',
}

const refusals: [extensions: RegExp, why: string][] = [
  [/^(doc|dot|rtf|odt|pages)$/, 'Save it as .docx or PDF first.'],
  [/^(xls|xlsx|xlsm|ods|numbers)$/, 'Save the sheet as CSV first.'],
  [/^(ppt|pptx|odp|key)$/, 'Save it as PDF first.'],
  [/^(epub|mobi|azw3?)$/, 'Gloss does not read e-books: save it as PDF or text first.'],
  [/^(zip|gz|tgz|bz2|xz|7z|rar|tar)$/, 'Unpack it and attach what is in it.'],
  [/^(mp3|wav|ogg|m4a|flac|mp4|mov|mkv|webm|avi)$/, 'Gloss does not hear or watch: attach a transcript.'],
]

/**
 * What a file is: by its first bytes where they say so, else by its name and by the type the system gives it.
 * @param head the first kilobyte.
 */
export function fileKind(name: string, type: string, head: Uint8Array): FileKind {
  const extension = /\.([^.]+)$/.exec(name.toLowerCase())?.[1] ?? ''
  const start = String.fromCharCode(...head.slice(0, 1_024))
  // Some programs write a line before it.
  if (start.includes('%PDF-')) return { as: 'pdf' }
  if (start.startsWith('PK\u0003\u0004') && (extension === 'docx' || /wordprocessingml/.test(type))) {
    return { as: 'docx' }
  }
  const refusal = refusals.find(([extensions]) => extensions.test(extension))
  if (refusal) return { as: 'refused', why: refusal[1] }
  if (extension === 'svg' || type === 'image/svg+xml') return { as: 'code', language: 'xml' }
  if (isPicture(start) || type.startsWith('image/')) return { as: 'image' }
  if (/^x?html?$/.test(extension) || type === 'text/html' || type === 'application/xhtml+xml') return { as: 'html' }
  if (extension === 'csv' || type === 'text/csv') return { as: 'table', delimiter: ',' }
  if (/^(tsv|tab)$/.test(extension) || type === 'text/tab-separated-values') return { as: 'table', delimiter: '\t' }
  const language = languages[extension] ?? (/json/.test(type) ? 'json' : undefined)
  return language === undefined ? { as: 'text' } : { as: 'code', language }
}

/** The picture formats that every model's provider takes, by their first bytes. */
function isPicture(start: string): boolean {
  const marks: Record<(typeof imageTypes)[number], RegExp> = {
    'image/png': /^\x89PNG/,
    'image/jpeg': /^\xff\xd8\xff/,
    'image/gif': /^GIF8/,
    'image/webp': /^RIFF[\s\S]{4}WEBP/,
  }
  return imageTypes.some((type) => marks[type].test(start))
}
