// Takes the pictures anew that looks are compared with: of the specs that are named, or of all that look.
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withFewColours } from './lib/few-colours.ts'
import { npmScript, runProgram } from './lib/program.ts'
import { project } from './lib/project.ts'
import { requireTools } from './lib/system-packages.ts'
import { runCommand, say } from './lib/terminal.ts'

const specs = join(project, 'tests/e2e')
const baselines = join(specs, 'baselines')

await runCommand(async () => {
  requireTools(['chromium', 'xvfb', 'xdotool', 'imagemagick'])
  const wanted = process.argv.slice(2)
  const all = await testsThatLook()
  const looking = [...all.keys()].filter((name) => wanted.length === 0 || wanted.includes(name))
  if (looking.length === 0) throw new Error(`No spec that looks is called ${wanted.join(' or ')}.`)
  // What no look asks for any more would stay for ever.
  for (const name of wanted.length === 0 ? await folders() : looking)
    await rm(join(baselines, name), { recursive: true, force: true })
  const drawnBy = await fingerprint()
  const tests = looking.flatMap((name) => all.get(name) ?? [])
  const projects = ['--project=chromium', '--project=faults']
  const { ok, output } = await runProgram(
    npmScript('e2e', '--update-snapshots=all', '--timeout=300000', ...projects, ...tests),
  )
  if (!ok) say(`${output.trim()}\n`)
  say(await makeSmall(looking))
  if (looking.length < all.size && drawnBy !== '' && drawnBy !== (await fingerprint()))
    throw new Error('The others were drawn by another browser, or with other fonts: take all of them anew.')
  return ok ? 0 : 1
})

async function fingerprint() {
  return readFile(join(baselines, 'fingerprint.json'), 'utf8').catch(() => '')
}

/** Where the tests begin that look, by the name of their spec. The others of a spec would only take time. */
async function testsThatLook() {
  const found = new Map()
  for (const file of (await readdir(specs)).filter((name) => name.endsWith('.spec.ts'))) {
    const starts = new Set()
    let start = 0
    for (const [index, line] of (await readFile(join(specs, file), 'utf8')).split('\n').entries()) {
      if (/^\s*test\(/.test(line)) start = index + 1
      if (/^\s.*\blook\(/.test(line)) starts.add(`/${file}:${start}`)
    }
    if (starts.size > 0) found.set(file.replace('.spec.ts', ''), [...starts])
  }
  return found
}

async function folders() {
  const entries = await readdir(baselines, { withFileTypes: true }).catch(() => [])
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

async function makeSmall(names) {
  const paths = []
  for (const name of names)
    for (const file of await readdir(join(baselines, name)).catch(() => [])) paths.push(join(baselines, name, file))
  if (paths.length === 0) return 'No picture was taken.'
  for (const path of paths) await writeFile(path, withFewColours(await readFile(path)))
  const sizes = await Promise.all(paths.map(async (path) => (await stat(path)).size))
  const size = sizes.reduce((sum, one) => sum + one, 0) / 1_000_000
  return `${paths.length} pictures of ${names.length} specs, ${size.toFixed(1)} MB, are in tests/e2e/baselines. Look at what changed before you commit.`
}
