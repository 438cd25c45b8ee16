import { mkdir, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findChromium } from './lib/browsers.ts'
import { hasScreen, screenSize } from './lib/display.ts'
import { serveFolder, type FileServer } from './lib/file-server.ts'
import { launchWithExtension, pressToolbarButton } from './lib/launch.ts'
import { npmScript, runProgram } from './lib/program.ts'
import { chromeBuild, project } from './lib/project.ts'
import { requireTools } from './lib/system-packages.ts'
import { runCommand, say } from './lib/terminal.ts'
import { tour } from './lib/tour.ts'

await runCommand(async () => {
  const withScreen = hasScreen() && !process.argv.includes('--headless')
  requireTools(withScreen ? ['chromium'] : ['chromium', 'xvfb', 'xdotool', 'imagemagick'])
  say('Building Gloss')
  const build = await runProgram(npmScript('build'))
  if (!build.ok) throw new Error(`The build failed.\n${build.output}`)
  const sample = await serveFolder(`${project}docs/sample`)
  try {
    await (withScreen ? show(sample) : tour(sample, await mkdtemp(join(tmpdir(), 'gloss-tour-'))))
  } finally {
    await sample.stop()
  }
  return 0
})

/** Opens a browser for a person, and stays until they close it. */
async function show(sample: FileServer): Promise<void> {
  const executable = findChromium()
  if (!executable) throw new Error('No Chromium, Chrome, Edge or Brave was found. Install one, or set CHROME_PATH.')
  const profile = join(tmpdir(), 'gloss-start-profile')
  await mkdir(profile, { recursive: true })
  say(`Opening ${executable} (profile in ${profile})`)
  const { context, extensionId } = await launchWithExtension({
    executable,
    extension: chromeBuild,
    profile,
    size: screenSize,
    leavesSignals: true,
  })
  const page = context.pages()[0] ?? (await context.newPage())
  await page.goto(sample.url)
  await page.bringToFront()
  await pressToolbarButton(context, extensionId, page.url())
  say('The side panel of Gloss is open beside a sample article. Alt+Shift+S opens it on any other page.')
  say('Close the browser, or press Ctrl+C here, to end.')
  process.once('SIGINT', () => void context.close())
  process.once('SIGTERM', () => void context.close())
  await context.waitForEvent('close', { timeout: 0 })
}
