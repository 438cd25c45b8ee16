import { keysProblem } from './action-keys'
import { slugOf, type QuickAction } from './quick-action'
import { parseTemplate } from './template'

type ActionField = 'name' | 'slug' | 'template' | 'shortcut'

/** One sentence for each field that has to be mended before the action can be saved. */
export type ActionProblems = Partial<Record<ActionField, string>>

/** @param others the other actions, also hidden ones: a `/name` and a shortcut belong to one of them. */
export function actionProblems(
  { id, name, slug, template, shortcut }: QuickAction,
  others: readonly QuickAction[],
): ActionProblems {
  const rest = others.filter((one) => one.id !== id)
  const named = rest.find((one) => one.slug === slug)
  const keyed = shortcut === undefined ? undefined : rest.find((one) => one.shortcut === shortcut)
  const keys = shortcut === undefined ? undefined : keysProblem(shortcut)
  const [wrong] = parseTemplate(template).problems
  return {
    ...(name.trim() === '' && { name: 'Give it a name.' }),
    ...(slug !== slugOf(slug) && { slug: 'Letters, digits and hyphens, please: it is typed behind a “/”.' }),
    ...(slug === '' && { slug: 'Give it a word that can be typed behind a “/”.' }),
    ...(named && { slug: `/${slug} belongs to “${named.name}”.` }),
    ...(wrong && { template: wrong.message }),
    ...(keyed && { shortcut: `${shortcut} starts “${keyed.name}”.` }),
    ...(keys !== undefined && { shortcut: keys }),
  }
}
