/** The pages of the options, by what stands behind the `#`. */
export const optionsPages = [
  'providers',
  'presets',
  'presets/new',
  'actions',
  'actions/explain',
  'appearance',
  'shortcuts',
  'data',
  'diagnostics',
  'about',
  'welcome',
]
