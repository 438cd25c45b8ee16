// Measures the panel of the built extension against the floor in the same run, and writes docs/performance.md.
import { readFile, writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { measureStored } from '../tests/bench/panel/kept.ts'
import { measure } from '../tests/bench/panel/measures.ts'
import { floorSubject, glossSubject } from '../tests/bench/panel/subjects.ts'
import { tableOf } from '../tests/bench/panel/table.ts'
import { startDisplay } from './lib/display.ts'
import { runProgram } from './lib/program.ts'
import { project } from './lib/project.ts'
import { requireTools } from './lib/system-packages.ts'
import { runCommand, say } from './lib/terminal.ts'

const path = `${project}docs/performance.md`
const mark = '<!-- Below this line: written by npm run bench:panel. -->'

await runCommand(async () => {
  requireTools(['chromium', 'xvfb'])
  const display = await startDisplay()
  try {
    const floors = await measure(floorSubject, display, 5)
    const ours = [...(await measure(glossSubject, display, 5)), ...(await measureStored(display))]
    const [before] = (await readFile(path, 'utf8')).split(mark)
    const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GB`
    const date = new Date().toISOString().slice(0, 10)
    const table = tableOf(ours, floors)
    await writeFile(path, `${before}${mark}\n\n${date}, ${machine}, no graphics card.\n\n${table}\n`)
    const { ok, output } = await runProgram(['oxfmt', path])
    if (!ok) throw new Error(output)
    say(table)
  } finally {
    display.stop()
  }
  return 0
})
