// Makes a wire fixture of a recording: node scripts/fixture-from-cassette.mjs recording.json <folder>/<provider>--<odd>
import { readFile, writeFile } from 'node:fs/promises'
import { runnerImport } from 'vite'

const usage = `node scripts/fixture-from-cassette.mjs recording.json tests/fixtures/wire/<wire>/<provider>--<what is odd> [number]

  Writes the body of the recording's last response, or of the one with this number, and a draft of what it comes to.
`

const [recording, target, number] = process.argv.slice(2)
if (!recording || !target) {
  process.stderr.write(usage)
  process.exit(1)
}

// The adapters are written for a bundler: Node alone finds none of their imports.
const { module } = await runnerImport(new URL('./lib/fixture-from-cassette.ts', import.meta.url).pathname)
try {
  const files = await module.fixtureFrom(await readFile(recording, 'utf8'), target, number && Number(number))
  for (const { path, content } of files) {
    await writeFile(path, content, { flag: 'wx' })
    process.stdout.write(`${path}\n`)
  }
  process.stdout.write(`
Now by hand: take names, ids and whatever is private out of the body, and read the draft line by line against the
body. It says what the adapter made of it, which is what is to be proven. Then: npm run unit
`)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}
