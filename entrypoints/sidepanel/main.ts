import '../../components/ui/tokens.css'
import { watchEarlyField } from '../../components/chat/composer/early-field'
import { recallAppearance } from '../../components/hooks/appearance'

recallAppearance()
const place = document.getElementById('root')
if (!place) throw new Error('sidepanel.html has no #root')
const early = watchEarlyField(place)

// All that the first words do not need.
const { showPanel } = await import('./panel')
await showPanel(place, early)
