import type { ChoiceGroup, ModelChoice } from '../hooks/model-choices'

/** Fewer are seen at a glance, without what was used last before them. */
const worthShortening = 8
/** More of one provider are not drawn before something is looked for: nobody reads them, and others come behind. */
const mostOfOne = 30
/** Nor are more than these in all: two more letters find any of them. */
const mostShown = 150

type FoundGroup = {
  id: string
  name: string
  choices: FoundChoice[]
  /** How many fit, where those are more than are shown. */
  outOf?: number
}
export type FoundChoice = ModelChoice & {
  /** Where the group does not say it. */
  providerName?: string
}

export type Found = {
  groups: FoundGroup[]
  /** The choices of all groups, in the order in which they are shown. */
  choices: FoundChoice[]
  /** So many more fit that are not shown. */
  more: number
}

/**
 * The choices that hold every word looked for, those first that begin with it; without a word, those first that were used
 * last.
 * @param lately the values of those, the last one first.
 */
export function findChoices(groups: readonly ChoiceGroup[], query: string, lately: readonly string[]): Found {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const looking = words.length > 0
  const found = looking ? matching(groups, words) : withLately(groups, lately)
  let room = mostShown
  const shown = found.flatMap((group) => {
    const choices = group.choices.slice(0, looking ? room : Math.min(room, mostOfOne))
    room -= choices.length
    const outOf = choices.length < group.choices.length ? { outOf: group.choices.length } : {}
    return choices.length === 0 ? [] : [{ ...group, choices, ...outOf }]
  })
  const choices = shown.flatMap((group) => group.choices)
  return { groups: shown, choices, more: countOf(found) - choices.length }
}

function withLately(groups: readonly ChoiceGroup[], lately: readonly string[]): FoundGroup[] {
  if (countOf(groups) <= worthShortening) return groups.map(plain)
  const all = groups.flatMap(({ name, choices }) => choices.map((choice) => ({ ...choice, providerName: name })))
  const first = lately.flatMap((value) => all.find((choice) => choice.value === value) ?? [])
  if (first.length === 0) return groups.map(plain)
  const taken = new Set(first.map(({ value }) => value))
  const rest = groups.map((group) =>
    plain({ ...group, choices: group.choices.filter(({ value }) => !taken.has(value)) }),
  )
  return [{ id: 'lately', name: 'Used last', choices: first }, ...rest]
}

function matching(groups: readonly ChoiceGroup[], words: readonly string[]): FoundGroup[] {
  const ranked = groups.map((group) => {
    const choices = group.choices
      .map((choice) => ({ choice, rank: rankOf(choice, group.name, words) }))
      .filter(({ rank }) => rank < noMatch)
      .sort((one, other) => one.rank - other.rank)
    return {
      group: plain({ ...group, choices: choices.map(({ choice }) => choice) }),
      best: choices[0]?.rank ?? noMatch,
    }
  })
  return ranked.sort((one, other) => one.best - other.best).map(({ group }) => group)
}

const noMatch = 3

/** 0 where a name begins with the first word, 1 where a part of it does, 2 where all words merely occur. */
function rankOf({ label, modelId, facts, price }: ModelChoice, providerName: string, words: readonly string[]): number {
  const names = [label.toLowerCase(), modelId.toLowerCase()]
  const text = [...names, providerName, ...facts, price ?? ''].join(' ').toLowerCase()
  const [first = ''] = words
  if (!words.every((word) => text.includes(word))) return noMatch
  if (names.some((name) => name.startsWith(first))) return 0
  return names.some((name) => name.split(/[^\p{L}\p{N}.]+/u).some((part) => part.startsWith(first))) ? 1 : 2
}

function plain({ providerId, name, choices }: ChoiceGroup): FoundGroup {
  return { id: providerId, name, choices }
}

function countOf(groups: readonly { choices: readonly unknown[] }[]): number {
  return groups.reduce((sum, { choices }) => sum + choices.length, 0)
}
