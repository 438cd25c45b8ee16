import { describe, expect, it } from 'vitest'
import { builds, builtText, parsePolicy, type Build } from '../helpers/built'

type Manifest = { permissions: string[]; content_security_policy: Record<string, string>; [key: string]: unknown }

async function manifestOf(build: Build): Promise<Manifest> {
  return JSON.parse(await builtText(build, 'manifest.json'))
}

describe.each(builds)('the manifest of %s', (build) => {
  it('asks for nothing beyond what is used, and for no site at install', async () => {
    const manifest = await manifestOf(build)
    const expected = ['activeTab', 'contextMenus', 'declarativeNetRequestWithHostAccess', 'scripting', 'storage']
    expected.push('unlimitedStorage')
    if (build === 'chrome-mv3') expected.push('sidePanel')
    expect(manifest.permissions.sort()).toEqual(expected.sort())
    expect(manifest.optional_host_permissions).toEqual(['http://*/*', 'https://*/*'])
    expect(manifest).not.toHaveProperty('host_permissions')
    const optional = ['clipboardRead', 'notifications', 'tabs', ...(build === 'chrome-mv3' ? ['favicon'] : [])]
    expect([...(manifest.optional_permissions as string[])].sort()).toEqual(optional.sort())
  })

  it('puts nothing into pages and opens nothing to them', async () => {
    const manifest = await manifestOf(build)
    expect(manifest).not.toHaveProperty('content_scripts')
    expect(manifest).not.toHaveProperty('web_accessible_resources')
    expect(manifest).not.toHaveProperty('externally_connectable.matches')
    expect(manifest).not.toHaveProperty('sandbox')
    // Absent would mean: any other extension may connect. Firefox has no such key.
    if (build === 'chrome-mv3') expect(manifest.externally_connectable).toEqual({ ids: [] })
  })

  it('carries the strict policy', async () => {
    const manifest = await manifestOf(build)
    const { content_security_policy: policies } = manifest
    expect(Object.keys(policies)).toEqual(['extension_pages'])
    expect(parsePolicy(policies.extension_pages ?? '')).toEqual({
      'default-src': "'none'",
      'script-src': "'self'",
      'style-src': "'self' 'unsafe-inline'",
      'img-src': "'self' data: blob:",
      'font-src': "'self'",
      // The worker is bound by it too, and must reach the providers.
      'connect-src': "'self' http: https:",
      'object-src': "'none'",
      'frame-src': "'none'",
      'form-action': "'none'",
      'base-uri': "'none'",
      'frame-ancestors': "'none'",
      'require-trusted-types-for': "'script'",
      'trusted-types': "'none'",
    })
  })

  it('has the version of the package and the icons it names', async () => {
    const manifest = await manifestOf(build)
    const { version }: { version: string } = JSON.parse(await builtText(build, '../../package.json'))
    expect(manifest.version).toBe(version)
    expect(manifest.icons).toEqual({ 16: 'icons/16.png', 32: 'icons/32.png', 48: 'icons/48.png', 128: 'icons/128.png' })
  })

  it('opens the panel in the way of its browser', async () => {
    const manifest = await manifestOf(build)
    if (build === 'chrome-mv3') expect(manifest.side_panel).toEqual({ default_path: 'sidepanel.html' })
    else expect(manifest).toHaveProperty('sidebar_action.default_panel', 'sidepanel.html')
    // Each key is one that its browser does not keep for itself.
    const opens = build === 'chrome-mv3' ? 'Alt+Shift+S' : 'Alt+Shift+G'
    expect(manifest).toHaveProperty('commands._execute_action.suggested_key.default', opens)
    expect(manifest).not.toHaveProperty('action.default_popup')
  })
})
