import { createRoot } from 'react-dom/client'
import '../../components/ui/tokens.css'
import { MicrophonePage } from '../../components/dictation/MicrophonePage'
import { loadSettings } from '../../components/hooks/use-settings'

const place = document.getElementById('root')
if (!place) throw new Error('microphone.html has no #root')
await loadSettings()
createRoot(place).render(<MicrophonePage />)
