import { tokenFigure, tokenWords } from '../../context/attachment-words'
import { dollars } from '../cost-words'
import { useEstimate, type Estimate as Estimated } from './use-estimate'
import styles from './Estimate.module.css'

/** How much is about to be sent, and what that costs, as far as it is known. */
export function Estimate() {
  const estimate = useEstimate()
  if (!estimate) return null
  const { tokens, usd, fits } = estimate
  return (
    <span
      className={fits ? styles.estimate : `${styles.estimate} ${styles.tooLong}`}
      title={sentences(estimate)}
      data-testid="composer-estimate"
    >
      {/* All of it would leave the name of the model no room. */}
      <span>{fits ? tokenWords(tokens) : `${tokenFigure(tokens)}, `}</span>
      {!fits && <span>too long</span>}
      {usd !== undefined && usd > 0 && <span>≈ {dollars(rounding(usd))}</span>}
    </span>
  )
}

function sentences({ tokens, question, attached, conversation, usd, answerUsd, fits }: Estimated): string {
  const parts = [
    `your question ${rounded(question)}`,
    ...(attached > 0 ? [`what is attached ${rounded(attached)}`] : []),
    `the conversation and instructions ${rounded(conversation)}`,
  ]
  const answer =
    answerUsd === undefined
      ? 'The answer is not in it.'
      : `The answer is not in it: at most ${dollars(rounding(answerUsd))} more.`
  return [
    `About ${rounded(tokens)} tokens would be sent: ${parts.join(', ')}.`,
    ...(usd === undefined || usd === 0 ? [] : [`Sending them costs about ${dollars(rounding(usd))}. ${answer}`]),
    ...(fits ? [] : ['That is more than the model holds: attach less, or send it and choose how it is read.']),
  ].join(' ')
}

/** Two digits that count: the figure is a guess and should look like one. */
const rounding = (figure: number) => Number(figure.toPrecision(2))
const rounded = (tokens: number) => rounding(Math.round(tokens)).toLocaleString('en')
