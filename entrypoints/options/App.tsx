import { useTheme } from '../../components/hooks/use-theme'

export function App() {
  useTheme()
  return <h1>Gloss options</h1>
}
