import { useTheme } from '../../components/hooks/use-theme'
import { OptionsPage } from '../../components/options/OptionsPage'

export function App() {
  useTheme()
  return <OptionsPage />
}
