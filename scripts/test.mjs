// `npm test`: everything that can be checked, from a fresh clone.
import { continueWith } from './lib/bootstrap.mjs'

continueWith('test-run.ts')
