import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actionsAt,
  allActions,
  isChanged,
  withMovedAction,
  withoutAction,
  withoutActionPreset,
  withResetAction,
  withSavedAction,
} from '../../../lib/chat/action-list'
import { builtinAction, builtinActions } from '../../../lib/chat/builtin-actions'
import { noActionSettings, type QuickAction, type QuickActionSettings } from '../../../lib/chat/quick-action'

const own = (id: string, differences: Partial<QuickAction> = {}): QuickAction => ({
  id,
  name: id,
  slug: id,
  description: '',
  template: 'Do it with {{selection}}.',
  icon: 'star',
  places: ['selection', 'name'],
  waits: false,
  ...differences,
})
const explain = builtinAction('explain') ?? own('missing')
const idsOf = (settings: QuickActionSettings) => allActions(settings).map(({ id }) => id)
const builtinIds = builtinActions.map(({ id }) => id)

describe('the actions', () => {
  it('are the built-in ones, then the reader’s own, until somebody orders them', () => {
    const settings = withSavedAction(withSavedAction(noActionSettings, own('one')), own('two'))
    expect(idsOf(settings)).toEqual([...builtinIds, 'one', 'two'])
    expect(settings.order).toEqual([])
  })

  it('keep of a built-in one only what was changed, so that the rest can get better', () => {
    const settings = withSavedAction(noActionSettings, { ...explain, name: 'Why?', presetId: 'p' })
    expect(settings.changed).toEqual({ explain: { name: 'Why?', presetId: 'p' } })
    expect(allActions(settings).find(({ id }) => id === 'explain')).toEqual({ ...explain, name: 'Why?', presetId: 'p' })
    expect(isChanged(settings, 'explain')).toBe(true)
    expect(withSavedAction(settings, explain)).toEqual(noActionSettings)
    expect(withResetAction(settings, 'explain')).toEqual(noActionSettings)
  })

  it('are offered where they belong, unless they are hidden', () => {
    let settings = withSavedAction(noActionSettings, own('one', { places: ['link'] }))
    expect(actionsAt(settings, 'link').map(({ id }) => id)).toEqual(['ask', 'one'])
    settings = withSavedAction(settings, own('one', { places: ['link'], hidden: true }))
    expect(actionsAt(settings, 'link').map(({ id }) => id)).toEqual(['ask'])
    expect(idsOf(settings)).toContain('one')
  })

  it('go where they are moved, and nowhere else', () => {
    const start = withSavedAction(noActionSettings, own('one'))
    const moves = fc.array(fc.tuple(fc.constantFrom(...builtinIds, 'one', 'nobody'), fc.integer({ min: -3, max: 3 })))
    fc.assert(
      fc.property(moves, (all) => {
        let settings = start
        for (const [id, by] of all) {
          const before = idsOf(settings)
          settings = withMovedAction(settings, id, by)
          const after = idsOf(settings)
          expect(after.toSorted()).toEqual(before.toSorted())
          expect(after.filter((one) => one !== id)).toEqual(before.filter((one) => one !== id))
        }
      }),
    )
  })

  it('forget an order that is the natural one', () => {
    const moved = withMovedAction(noActionSettings, 'translate', -1)
    expect(idsOf(moved).indexOf('translate')).toBe(builtinIds.indexOf('translate') - 1)
    expect(withMovedAction(moved, 'translate', 1)).toEqual(noActionSettings)
  })

  it('find a place for a built-in one that came later', () => {
    const order = ['translate', ...builtinIds.filter((id) => !['translate', 'summarize'].includes(id))]
    const ids = idsOf({ ...noActionSettings, own: [own('one')], order })
    expect(ids.indexOf('summarize')).toBe(ids.indexOf('explain') + 1)
    expect(ids.at(-1)).toBe('one')
  })

  it('lose an own one with its place, and never a built-in one', () => {
    const settings = withMovedAction(withSavedAction(noActionSettings, own('one')), 'one', -2)
    expect(withoutAction(settings, 'one').own).toEqual([])
    expect(idsOf(withoutAction(settings, 'one'))).toEqual(builtinIds)
    expect(idsOf(withoutAction(noActionSettings, 'explain'))).toEqual(builtinIds)
  })

  it('forget a preset that is removed', () => {
    let settings = withSavedAction(noActionSettings, own('one', { presetId: 'p' }))
    settings = withSavedAction(settings, { ...explain, presetId: 'p' })
    expect(withoutActionPreset(settings, 'p')).toEqual({ ...noActionSettings, own: [own('one')] })
    expect(withoutActionPreset(settings, 'another')).toBe(settings)
  })
})
