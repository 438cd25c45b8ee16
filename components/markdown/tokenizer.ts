import type { Emitter, LanguageFn } from 'highlight.js'
import hljs from 'highlight.js/lib/core'
import bash from 'highlight.js/lib/languages/bash'
import c from 'highlight.js/lib/languages/c'
import cpp from 'highlight.js/lib/languages/cpp'
import csharp from 'highlight.js/lib/languages/csharp'
import css from 'highlight.js/lib/languages/css'
import diff from 'highlight.js/lib/languages/diff'
import go from 'highlight.js/lib/languages/go'
import graphql from 'highlight.js/lib/languages/graphql'
import ini from 'highlight.js/lib/languages/ini'
import java from 'highlight.js/lib/languages/java'
import javascript from 'highlight.js/lib/languages/javascript'
import json from 'highlight.js/lib/languages/json'
import kotlin from 'highlight.js/lib/languages/kotlin'
import lua from 'highlight.js/lib/languages/lua'
import makefile from 'highlight.js/lib/languages/makefile'
import markdown from 'highlight.js/lib/languages/markdown'
import objectivec from 'highlight.js/lib/languages/objectivec'
import perl from 'highlight.js/lib/languages/perl'
import php from 'highlight.js/lib/languages/php'
import python from 'highlight.js/lib/languages/python'
import r from 'highlight.js/lib/languages/r'
import ruby from 'highlight.js/lib/languages/ruby'
import rust from 'highlight.js/lib/languages/rust'
import scss from 'highlight.js/lib/languages/scss'
import shell from 'highlight.js/lib/languages/shell'
import sql from 'highlight.js/lib/languages/sql'
import swift from 'highlight.js/lib/languages/swift'
import typescript from 'highlight.js/lib/languages/typescript'
import xml from 'highlight.js/lib/languages/xml'
import yaml from 'highlight.js/lib/languages/yaml'

/** A stretch of code that has a colour. Stretches follow one another and do not overlap. */
export type Token = { from: number; to: number; colour: Colour }

export type Tokenizer = (code: string) => Token[]

/** What tells words of code apart. Each has its rule in code.module.css. */
export const colours = [
  'keyword',
  'string',
  'number',
  'comment',
  'title',
  'type',
  'name',
  'meta',
  'added',
  'removed',
] as const
type Colour = (typeof colours)[number]

/** By the first word of a scope of highlight.js, or by the whole of it. What is missing has no colour of its own. */
const scopes: Record<string, Colour | 'plain'> = {
  keyword: 'keyword',
  built_in: 'type',
  type: 'type',
  class: 'type',
  'title.class': 'type',
  literal: 'number',
  number: 'number',
  symbol: 'number',
  'variable.constant': 'number',
  'variable.language': 'keyword',
  string: 'string',
  regexp: 'string',
  char: 'number',
  link: 'string',
  code: 'string',
  quote: 'comment',
  comment: 'comment',
  doctag: 'meta',
  title: 'title',
  section: 'title',
  tag: 'plain',
  name: 'name',
  'selector-tag': 'name',
  'selector-class': 'name',
  'selector-id': 'name',
  'selector-pseudo': 'meta',
  'selector-attr': 'meta',
  attr: 'type',
  attribute: 'type',
  property: 'type',
  variable: 'number',
  'template-variable': 'number',
  'template-tag': 'keyword',
  bullet: 'keyword',
  meta: 'meta',
  addition: 'added',
  deletion: 'removed',
  subst: 'plain',
}

/** Takes what highlight.js reads as stretches, where it would have made HTML of it. */
class TokenEmitter implements Emitter {
  readonly tokens: Token[] = []
  private readonly open: (Colour | 'plain')[] = []
  private length = 0

  addText(text: string): void {
    const from = this.length
    this.length += text.length
    const colour = this.open.at(-1) ?? 'plain'
    if (colour !== 'plain' && text !== '') this.push({ from, to: this.length, colour })
  }

  startScope(scope: string): void {
    const [first = ''] = scope.split('.')
    this.open.push(scopes[scope] ?? scopes[first] ?? this.open.at(-1) ?? 'plain')
  }

  endScope(): void {
    this.open.pop()
  }

  /** The core calls these two by their older names. */
  openNode(scope: string): void {
    this.startScope(scope)
  }

  closeNode(): void {
    this.endScope()
  }

  __addSublanguage(inner: Emitter): void {
    if (!(inner instanceof TokenEmitter)) return
    for (const { from, to, colour } of inner.tokens) {
      this.push({ from: this.length + from, to: this.length + to, colour })
    }
    this.length += inner.length
  }

  finalize(): void {
    this.open.length = 0
  }

  toHTML(): string {
    return ''
  }

  private push(token: Token): void {
    const last = this.tokens.at(-1)
    if (last?.to === token.from && last.colour === token.colour) last.to = token.to
    else this.tokens.push(token)
  }
}

const reader = hljs.newInstance()
reader.configure({ __emitter: TokenEmitter })

/** What is read together: twenty languages and what is written inside them. */
const languages: Record<string, LanguageFn> = {
  bash,
  c,
  cpp,
  csharp,
  css,
  diff,
  go,
  graphql,
  ini,
  java,
  javascript,
  json,
  kotlin,
  lua,
  makefile,
  markdown,
  objectivec,
  perl,
  php,
  python,
  r,
  ruby,
  rust,
  scss,
  shell,
  sql,
  swift,
  typescript,
  xml,
  yaml,
}
for (const [id, language] of Object.entries(languages)) addLanguage(id, language)

export function addLanguage(id: string, language: LanguageFn): void {
  if (!reader.getLanguage(id)) reader.registerLanguage(id, language)
}

export function tokenizerOf(language: string): Tokenizer {
  return (code) => {
    const { _emitter: emitter } = reader.highlight(code, { language, ignoreIllegals: true })
    return emitter instanceof TokenEmitter ? emitter.tokens : []
  }
}
