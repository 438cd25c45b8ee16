// Takes the pictures of the README (docs/images) from the real browser, with the harness of the tests.
import { mkdir } from 'node:fs/promises'
import { chatIn } from '../tests/e2e/harness/chat.ts'
import { startGloss } from '../tests/e2e/harness/gloss.ts'
import { startDisplay } from './lib/display.ts'
import { serveFolder } from './lib/file-server.ts'
import { chromeBuild, project } from './lib/project.ts'
import { requireTools } from './lib/system-packages.ts'
import { runCommand, say } from './lib/terminal.ts'

const images = `${project}docs/images`

await runCommand(async () => {
  requireTools(['chromium', 'xvfb', 'xdotool', 'imagemagick'])
  await mkdir(images, { recursive: true })
  const display = await startDisplay()
  const sample = await serveFolder(`${project}docs/sample`)
  const gloss = await startGloss({ build: chromeBuild, display, hosts: [], url: sample.url })
  try {
    await takePictures(gloss)
  } finally {
    await gloss.stop()
    await sample.stop()
    display.stop()
  }
  say(`The pictures are in ${images}.`)
  return 0
})

/** Nothing is set up, so that what the pictures show is what everybody has after installing. */
async function takePictures(gloss) {
  const panel = await gloss.openPanelByKeyboard()
  const chat = chatIn(panel)
  await chat.attachPage()
  await chat.chips.waitFor()
  await chat.ask('What did the scribes of Alexandria write in the margin?')
  await chat.answerThat('complete').waitFor()
  await chat.questions.first().evaluate((question) => question.scrollIntoView({ block: 'start' }))
  await gloss.desktop.capture(`${images}/panel.png`)

  // A quote of the answer, lit on the page it was taken from.
  // Without the pulse that draws the eye to it.
  await gloss.page.emulateMedia({ reducedMotion: 'reduce' })
  await panel.getByTestId('quote-chip').first().click()
  await gloss.page.waitForFunction(() => CSS.highlights.has('gloss-quote'))
  await gloss.desktop.capture(`${images}/quote.png`)

  await panel.getByTestId('new-chat').click()
  await gloss.chooseFromMenu('article p', 'ask')
  await chat.chips.waitFor()
  await gloss.desktop.capture(`${images}/selection.png`)

  const options = await gloss.openOptions()
  await options.getByTestId('provider-card').first().waitFor()
  await options.screenshot({ path: `${images}/options.png` })
}
