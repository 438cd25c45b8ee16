import {
  BookOpen,
  Code,
  Feather,
  Heart,
  Languages,
  Lightbulb,
  List,
  MessageCircleQuestionMark,
  Reply,
  Scale,
  Search,
  Sparkles,
  SpellCheck,
  Star,
  TextQuote,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import type { ActionIcon as Name } from '../../lib/chat/quick-action'

const icons: Record<Name, LucideIcon> = {
  ask: MessageCircleQuestionMark,
  explain: Lightbulb,
  summarize: TextQuote,
  list: List,
  translate: Languages,
  simplify: Feather,
  improve: Sparkles,
  correct: SpellCheck,
  reply: Reply,
  code: Code,
  star: Star,
  bolt: Zap,
  search: Search,
  scales: Scale,
  book: BookOpen,
  heart: Heart,
}

/** What each picture shows, for whoever cannot see it. */
export const iconNames: Record<Name, string> = {
  ask: 'Question',
  explain: 'Bulb',
  summarize: 'Quote',
  list: 'List',
  translate: 'Languages',
  simplify: 'Feather',
  improve: 'Sparkles',
  correct: 'Spelling',
  reply: 'Reply',
  code: 'Code',
  star: 'Star',
  bolt: 'Bolt',
  search: 'Magnifier',
  scales: 'Scales',
  book: 'Book',
  heart: 'Heart',
}

export function ActionIcon({ name, size = 16 }: { name: Name; size?: number }) {
  const Icon = icons[name]
  return <Icon size={size} aria-hidden />
}
