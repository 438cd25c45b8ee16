import { posix } from 'node:path'
import { parseSync, Visitor } from 'vite'

/** What one source file does that the house rules speak of. */
export type SourceFacts = {
  /** From the project's root, with forward slashes. */
  path: string
  /** Modules named in imports and re-exports, types included: relative ones as paths from the root, without extension. */
  imports: string[]
  /** Ways to reach the network, by name: `fetch`, `XMLHttpRequest`… */
  network: string[]
  /** Ways to turn a string into markup, by name. */
  markup: string[]
  /** Globals of the browser's extension API that are used without an import. */
  browserGlobals: string[]
}

const networkCalls = new Set(['fetch', 'sendBeacon', 'importScripts'])
const networkClasses = new Set(['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport'])
const globalObjects = new Set(['globalThis', 'self', 'window', 'navigator'])
const markupProperties = new Set(['innerHTML', 'outerHTML', 'srcdoc'])
const markupCalls = new Set(['insertAdjacentHTML', 'setHTMLUnsafe', 'createContextualFragment'])

/** Reads the facts from the syntax tree, so that comments and strings cannot fool the rules. */
export function factsOf(path: string, source: string): SourceFacts {
  const { program, module, errors } = parseSync(path, source)
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`)
  const names = [
    ...module.staticImports.map((found) => found.moduleRequest.value),
    ...module.staticExports.flatMap((found) => found.entries.map((entry) => entry.moduleRequest?.value)),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      source.slice(start, end).replace(/^['"`]|['"`]$/g, ''),
    ),
  ].filter((name) => name !== undefined && name !== null)

  const network: string[] = []
  const markup: string[] = []
  const browserGlobals: string[] = []
  new Visitor({
    CallExpression({ callee }) {
      if (callee.type === 'Identifier' && networkCalls.has(callee.name)) network.push(callee.name)
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      const { object, property } = callee
      if (object.type === 'Identifier' && globalObjects.has(object.name) && networkCalls.has(property.name)) {
        network.push(property.name)
      }
      if (markupCalls.has(property.name)) markup.push(property.name)
      if (object.type === 'Identifier' && object.name === 'document' && property.name.startsWith('write')) {
        markup.push(property.name)
      }
    },
    NewExpression({ callee }) {
      if (callee.type === 'Identifier' && networkClasses.has(callee.name)) network.push(callee.name)
    },
    AssignmentExpression({ left }) {
      if (left.type !== 'MemberExpression' || left.property.type !== 'Identifier') return
      if (markupProperties.has(left.property.name)) markup.push(left.property.name)
    },
    JSXAttribute({ name }) {
      if (name.type === 'JSXIdentifier' && ['dangerouslySetInnerHTML', 'srcDoc'].includes(name.name))
        markup.push(name.name)
    },
    Property({ key }) {
      if (key.type === 'Identifier' && key.name === 'dangerouslySetInnerHTML') markup.push(key.name)
    },
    MemberExpression({ object }) {
      if (object.type === 'Identifier' && object.name === 'chrome') browserGlobals.push('chrome')
    },
  }).visit(program)

  return { path, imports: [...new Set(names)].map((name) => resolve(path, name)), network, markup, browserGlobals }
}

function resolve(from: string, name: string): string {
  if (!name.startsWith('.')) return name
  return posix.join(posix.dirname(from), name).replace(/\.(ts|tsx)$/, '')
}
