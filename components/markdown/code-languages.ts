import type { LanguageFn } from 'highlight.js'
import type { Tokenizer } from './tokenizer'

/** Names by which the languages go that come with the tokenizer itself, and other names that models give them. */
const common: Record<string, string> = {
  bash: 'bash zsh',
  c: 'c h',
  cpp: 'cpp c++ cc cxx hpp hh hxx arduino ino glsl hlsl shader',
  csharp: 'csharp c# cs',
  css: 'css',
  diff: 'diff patch',
  go: 'go golang',
  graphql: 'graphql gql',
  ini: 'ini toml cfg conf',
  java: 'java jsp',
  javascript: 'javascript js jsx mjs cjs node nodejs react',
  json: 'json jsonc json5 jsonl geojson',
  kotlin: 'kotlin kt kts',
  lua: 'lua',
  makefile: 'makefile make mk mak',
  markdown: 'markdown md mdx mkd',
  objectivec: 'objectivec objective-c objc obj-c mm',
  perl: 'perl pl pm',
  php: 'php',
  python: 'python py py3 python3 gyp ipython',
  r: 'r rscript',
  ruby: 'ruby rb gemspec',
  rust: 'rust rs',
  scss: 'scss sass less',
  shell: 'shell console shellsession terminal',
  sql: 'sql mysql sqlite postgresql postgres psql plsql tsql',
  swift: 'swift',
  typescript: 'typescript ts tsx mts cts',
  xml: 'xml html xhtml svg rss atom xsl xsd vue svelte astro plist',
  yaml: 'yaml yml',
}
/** The shell is meant where a block only says that it is one. */
const written: Record<string, string> = { sh: 'bash', shell: 'bash' }

/**
 * The rest is loaded one by one, by whoever meets it. Languages that few write and that take much room (the one of x86
 * assembly is as large as ten others) are left out: they would push the package over five megabytes. What the colours of
 * another language suit as well is read as that one.
 */
const rare: Record<string, [names: string, load: () => Promise<{ default: LanguageFn }>]> = {
  ada: ['ada adb ads', () => import('highlight.js/lib/languages/ada')],
  apache: ['apache apacheconf htaccess', () => import('highlight.js/lib/languages/apache')],
  awk: ['awk gawk', () => import('highlight.js/lib/languages/awk')],
  clojure: ['clojure clj cljs edn', () => import('highlight.js/lib/languages/clojure')],
  cmake: ['cmake', () => import('highlight.js/lib/languages/cmake')],
  coffeescript: ['coffeescript coffee', () => import('highlight.js/lib/languages/coffeescript')],
  d: ['d dlang', () => import('highlight.js/lib/languages/d')],
  dart: ['dart', () => import('highlight.js/lib/languages/dart')],
  delphi: ['delphi pascal pas objectpascal', () => import('highlight.js/lib/languages/delphi')],
  django: ['django jinja jinja2', () => import('highlight.js/lib/languages/django')],
  dockerfile: ['dockerfile docker containerfile', () => import('highlight.js/lib/languages/dockerfile')],
  dos: ['dos bat batch cmd', () => import('highlight.js/lib/languages/dos')],
  elixir: ['elixir ex exs', () => import('highlight.js/lib/languages/elixir')],
  elm: ['elm', () => import('highlight.js/lib/languages/elm')],
  erb: ['erb', () => import('highlight.js/lib/languages/erb')],
  erlang: ['erlang erl', () => import('highlight.js/lib/languages/erlang')],
  fortran: ['fortran f90 f95 f77', () => import('highlight.js/lib/languages/fortran')],
  fsharp: ['fsharp f# fs fsx', () => import('highlight.js/lib/languages/fsharp')],
  gherkin: ['gherkin feature', () => import('highlight.js/lib/languages/gherkin')],
  groovy: ['groovy jenkinsfile gradle', () => import('highlight.js/lib/languages/groovy')],
  haml: ['haml', () => import('highlight.js/lib/languages/haml')],
  handlebars: ['handlebars hbs mustache', () => import('highlight.js/lib/languages/handlebars')],
  haskell: ['haskell hs', () => import('highlight.js/lib/languages/haskell')],
  http: ['http https', () => import('highlight.js/lib/languages/http')],
  julia: ['julia jl', () => import('highlight.js/lib/languages/julia')],
  latex: ['latex tex', () => import('highlight.js/lib/languages/latex')],
  lisp: ['lisp commonlisp cl elisp emacs-lisp', () => import('highlight.js/lib/languages/lisp')],
  llvm: ['llvm ll', () => import('highlight.js/lib/languages/llvm')],
  matlab: ['matlab octave', () => import('highlight.js/lib/languages/matlab')],
  nginx: ['nginx nginxconf', () => import('highlight.js/lib/languages/nginx')],
  nim: ['nim', () => import('highlight.js/lib/languages/nim')],
  nix: ['nix', () => import('highlight.js/lib/languages/nix')],
  ocaml: ['ocaml ml', () => import('highlight.js/lib/languages/ocaml')],
  powershell: ['powershell pwsh ps ps1', () => import('highlight.js/lib/languages/powershell')],
  prolog: ['prolog', () => import('highlight.js/lib/languages/prolog')],
  properties: ['properties env dotenv', () => import('highlight.js/lib/languages/properties')],
  protobuf: ['protobuf proto', () => import('highlight.js/lib/languages/protobuf')],
  scala: ['scala sbt', () => import('highlight.js/lib/languages/scala')],
  scheme: ['scheme scm racket rkt', () => import('highlight.js/lib/languages/scheme')],
  tcl: ['tcl', () => import('highlight.js/lib/languages/tcl')],
  twig: ['twig', () => import('highlight.js/lib/languages/twig')],
  vbnet: ['vbnet vb', () => import('highlight.js/lib/languages/vbnet')],
  verilog: ['verilog sv systemverilog', () => import('highlight.js/lib/languages/verilog')],
  vhdl: ['vhdl', () => import('highlight.js/lib/languages/vhdl')],
  wasm: ['wasm wat', () => import('highlight.js/lib/languages/wasm')],
}

const idsByName = new Map<string, string>([
  ...Object.entries(common).flatMap(([id, names]) => names.split(' ').map((name) => [name, id] as const)),
  ...Object.entries(rare).flatMap(([id, [names]]) => names.split(' ').map((name) => [name, id] as const)),
  ...Object.entries(written),
])

/** Our id of the language that a fence names; undefined for one that is not known, which then stays plain. */
export function languageId(name: string): string | undefined {
  return idsByName.get(name)
}

/** What reads a language's code. Nothing is loaded before code in some language is shown. */
export async function loadTokenizer(id: string): Promise<Tokenizer> {
  const [{ addLanguage, tokenizerOf }, language] = await Promise.all([import('./tokenizer'), rare[id]?.[1]()])
  if (language) addLanguage(id, language.default)
  return tokenizerOf(id)
}
