/** Finds sentences that stand in screens instead of in the dictionary, and those nobody says. */
import { parseSync } from '@swc/core'

/** Part of a syntax tree: swc's own types are not exhaustive, and only a few kinds matter here. */
interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

function partsOf(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap((part: unknown) => partsOf(part))
  if (isNode(value)) return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap((part: unknown) => partsOf(part))
}
const childrenOf = (node: Node) => Object.values(node).flatMap((part) => partsOf(part))

function parse(source: string): Node[] {
  return partsOf(parseSync(source, { syntax: 'typescript', tsx: true, target: 'es2022' }).body)
}

function textOf(node: unknown): string {
  if (!isNode(node)) return ''
  for (const key of ['value', 'raw', 'cooked']) if (typeof node[key] === 'string') return node[key]
  return ''
}

/** What a browser shows or reads aloud, and what our own components pass on as such. */
const SPOKEN = new Set(
  'aria-label aria-description aria-placeholder aria-roledescription aria-valuetext title'
    .concat(' placeholder alt label short name')
    .split(' '),
)

/** The string literals that an expression can turn out to be. */
function literalsIn(node: unknown): string[] {
  if (!isNode(node)) return []
  switch (node.type) {
    case 'StringLiteral':
    case 'JSXText':
    case 'TemplateElement':
      return [textOf(node)]
    case 'TemplateLiteral':
      return partsOf(node['quasis']).flatMap(literalsIn)
    case 'ConditionalExpression':
      return [node['consequent'], node['alternate']].flatMap(literalsIn)
    case 'BinaryExpression':
      return ['&&', '||', '??', '+'].includes(String(node['operator']))
        ? [node['left'], node['right']].flatMap(literalsIn)
        : []
    case 'JSXExpressionContainer':
    case 'ParenthesisExpression':
      return literalsIn(node['expression'])
    default:
      return []
  }
}

/** Sentences written into a `.tsx` file, each as it stands there. */
export function plantedSentences(source: string): string[] {
  const found: string[] = []
  function visit(node: Node): void {
    if (node.type === 'JSXElement' || node.type === 'JSXFragment')
      found.push(...partsOf(node['children']).flatMap(literalsIn))
    if (node.type === 'JSXOpeningElement') {
      const tag = textOf(node['name'])
      for (const attribute of partsOf(node['attributes'])) {
        const name = textOf(attribute['name'])
        // On a browser's own element `name` is for forms.
        if (!SPOKEN.has(name) || (name === 'name' && /^[a-z]/.test(tag))) continue
        found.push(...literalsIn(attribute['value']))
      }
    }
    childrenOf(node).forEach(visit)
  }
  parse(source).forEach(visit)
  return found.map((text) => text.trim()).filter((text) => /\p{L}/u.test(text))
}

export interface Dictionary {
  readonly [key: string]: Dictionary | string | ((...figures: never[]) => string)
}
/** Keys from the root of the dictionary; `*` where the source says which one only as it runs. */
type Path = readonly string[]

/** The path of every sentence in a dictionary. */
export function sentencePaths(dictionary: Dictionary): string[] {
  return Object.entries(dictionary).flatMap(([key, value]) =>
    typeof value === 'object' ? sentencePaths(value).map((path) => `${key}.${path}`) : [key],
  )
}

/** The parts of the dictionary, by the names under which they are imported. */
const GROUPS = ['startWords', 'words', 'visitWords', 'adWords', 'appWords', 'againWords'].concat([
  'voiceWords',
  'kindWords',
  'mediaWords',
  'transferWords',
])

/** The paths of a dictionary that a source names, through whatever constants it names them. */
export function namedPaths(source: string): string[] {
  const names = new Map<string, Path[]>(GROUPS.map((group) => [group, [[group]]]))
  const found: Path[] = []

  function resolve(node: unknown): Path[] {
    if (!isNode(node)) return []
    switch (node.type) {
      case 'Identifier':
        return names.get(textOf(node)) ?? []
      case 'MemberExpression': {
        const key = node['property']
        const name = isNode(key) && key.type === 'Identifier' ? textOf(key) : '*'
        return resolve(node['object']).map((path) => [...path, name])
      }
      case 'ConditionalExpression':
        return [node['consequent'], node['alternate']].flatMap(resolve)
      default:
        return []
    }
  }

  function declare(pattern: unknown, paths: Path[]): void {
    if (!isNode(pattern)) return
    if (pattern.type === 'Identifier') names.set(textOf(pattern), paths)
    if (pattern.type !== 'ObjectPattern') return
    for (const property of partsOf(pattern['properties'])) {
      const key = textOf(property['key'])
      const target =
        property.type === 'KeyValuePatternProperty' ? property['value'] : property['key']
      const inner = paths.map((path) => [...path, key])
      found.push(...inner)
      declare(target, inner)
    }
  }

  function visit(node: Node): void {
    if (node.type === 'VariableDeclarator') {
      const paths = resolve(node['init'])
      if (paths.length > 0) declare(node['id'], paths)
    }
    const paths = node.type === 'MemberExpression' ? resolve(node) : []
    found.push(...paths)
    // The inner parts of a path name nothing by themselves, but a computed key may.
    if (paths.length > 0) partsOf(node['property']).forEach(visit)
    else childrenOf(node).forEach(visit)
  }
  parse(source).forEach(visit)
  return [...new Set(found.map((path) => path.join('.')))]
}

/** The sentences of a dictionary that none of the sources names. */
export function deadSentences(dictionary: Dictionary, sources: readonly string[]): string[] {
  const named = sources
    .flatMap((source) => namedPaths(source))
    .map((path) => new RegExp(`^${path.replaceAll('.', '\\.').replaceAll('*', '[^.]+')}$`))
  return sentencePaths(dictionary).filter((path) => !named.some((name) => name.test(path)))
}
