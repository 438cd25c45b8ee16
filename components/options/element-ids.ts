/** Elements that other components lead the focus to. */
export const ownServersId = 'group-own'
