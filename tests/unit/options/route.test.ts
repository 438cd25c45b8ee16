import { describe, expect, it } from 'vitest'
import { parseRoute, routeHash } from '../../../components/options/route'

describe('parseRoute', () => {
  it.each([
    ['', { section: 'providers' }],
    ['#', { section: 'providers' }],
    ['#providers', { section: 'providers' }],
    ['#providers/openai', { section: 'providers', providerId: 'openai' }],
    ['#providers/', { section: 'providers' }],
    ['#appearance', { section: 'appearance' }],
    ['#presets', { section: 'presets' }],
    ['#presets/p1', { section: 'presets', presetId: 'p1' }],
    ['#about/openai', { section: 'about' }],
    ['#data', { section: 'data' }],
    ['#diagnostics', { section: 'diagnostics' }],
    ['#welcome', { section: 'welcome' }],
    ['#nowhere/openai', { section: 'providers' }],
  ])('reads %j', (hash, route) => {
    expect(parseRoute(hash)).toEqual(route)
  })

  it('survives a stray per cent sign', () => {
    expect(parseRoute('#providers/50%')).toEqual({ section: 'providers', providerId: '50%' })
  })

  it.each(['openai', 'custom-1b2c', 'a/b c%'])('finds %j again from its own hash', (providerId) => {
    expect(parseRoute(routeHash({ section: 'providers', providerId }))).toEqual({ section: 'providers', providerId })
    const presetId = providerId
    expect(parseRoute(routeHash({ section: 'presets', presetId }))).toEqual({ section: 'presets', presetId })
  })
})
