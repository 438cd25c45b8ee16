// `npm run fuzz -- cases=1000000 seed=7`: the adapters against odd answers, far longer than a test may take.
import { writeFile } from 'node:fs/promises'
import fc from 'fast-check'
import { runnerImport } from 'vite'

const batchSize = 5_000
const options = new Map(process.argv.slice(2).map((option) => option.split('=')))
const wanted = Number(options.get('cases') ?? 100_000)
const seed = Number(options.get('seed') ?? Math.floor(Math.random() * 2 ** 31))

// The adapters import each other as a bundler resolves it.
const { module: cases } = await runnerImport('./tests/fuzz/cases.ts')
const { module: player } = await runnerImport('./tests/fuzz/play.ts')

const startedAt = performance.now()
console.log(`${wanted} cases, seed ${seed}`)

for (let done = 0; done < wanted;) {
  const numRuns = Math.min(batchSize, wanted - done)
  const result = await fc.check(fc.asyncProperty(cases.fuzzCase, player.play), { numRuns, seed: seed + done })
  if (result.failed) {
    const [smallest] = result.counterexample ?? []
    const file = `fuzz-failure-${seed + done}.json`
    await writeFile(file, `${JSON.stringify(smallest, null, 2)}\n`)
    console.error(`\n${String(result.errorInstance)}\nThe smallest case that fails so is in ${file}.`)
    process.exit(1)
  }
  done += numRuns
  const seconds = (performance.now() - startedAt) / 1_000
  const heap = Math.round(process.memoryUsage().heapUsed / 2 ** 20)
  process.stdout.write(`\r${done} of ${wanted}, ${Math.round(done / seconds)} a second, ${heap} MB `)
}
console.log('\nNothing found.')
