import '../../components/ui/tokens.css'
import { createRoot } from 'react-dom/client'
import { loadSettings } from '../../components/hooks/use-settings'
import { App } from './App'

await loadSettings()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
