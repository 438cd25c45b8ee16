// `npm test`: everything that can be checked, from a fresh clone. With `soak`, what takes longer than a test may.
import { continueWith } from './lib/bootstrap.mjs'

continueWith('test-run.ts')
