import { useAppearance } from '../../components/hooks/use-appearance'
import { OptionsPage } from '../../components/options/OptionsPage'

export function App() {
  useAppearance()
  return <OptionsPage />
}
