/** Elements that other components lead the focus to. */
export const ownServersId = 'group-own'

/** The title of the list of presets. */
export const presetListId = 'presets-title'

/** The title of the list of quick actions. */
export const actionListId = 'actions-title'
