import { createRoot } from 'react-dom/client'
import '../../components/ui/tokens.css'
import { loadSettings } from '../../components/hooks/use-settings'
import { StartFailure } from '../../components/options/StartFailure'
import { keepFocus } from '../../components/ui/keep-focus'
import { App } from './App'

const place = document.getElementById('root')
if (!place) throw new Error('options.html has no #root')
const root = createRoot(place)
keepFocus()

try {
  await loadSettings()
  root.render(<App />)
} catch (error) {
  root.render(<StartFailure error={error} />)
}
