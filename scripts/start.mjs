// `npm start`: a browser with Gloss beside a sample article, from a fresh clone.
import { continueWith } from './lib/bootstrap.mjs'

continueWith('start-run.ts')
