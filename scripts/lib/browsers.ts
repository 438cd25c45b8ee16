import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Usual names on the PATH, the ones that load unpacked extensions without ado first. */
const chromiumNames = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'brave-browser',
]
const firefoxNames = ['firefox', 'firefox-esr']

const programFolders = ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? [])

const chromiumPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: [
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    '/Applications/Brave Browser.app/Contents/MacOS/Brave Browser',
  ],
  win32: ['Chromium', 'Google\\Chrome', 'Microsoft\\Edge', 'BraveSoftware\\Brave-Browser'].flatMap((maker) =>
    programFolders.map((folder) =>
      join(
        folder,
        maker,
        'Application',
        maker.endsWith('Edge') ? 'msedge.exe' : maker.startsWith('Brave') ? 'brave.exe' : 'chrome.exe',
      ),
    ),
  ),
}
const firefoxPlaces: Partial<Record<NodeJS.Platform, string[]>> = {
  darwin: ['/Applications/Firefox.app/Contents/MacOS/firefox'],
  win32: programFolders.map((folder) => join(folder, 'Mozilla Firefox', 'firefox.exe')),
}

/** The path of a Chromium, Chrome, Edge or Brave; `CHROME_PATH` overrules the search. */
export function findChromium(): string | undefined {
  return process.env.CHROME_PATH ?? first(chromiumNames, chromiumPlaces[process.platform])
}

/** The path of a Firefox; `FIREFOX_PATH` overrules the search. */
export function findFirefox(): string | undefined {
  return process.env.FIREFOX_PATH ?? first(firefoxNames, firefoxPlaces[process.platform])
}

/** The full path of a command, or undefined. */
export function findCommand(name: string): string | undefined {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.map((folder) => join(folder, name)).find(isExecutable)
}

function first(names: string[], places: string[] = []): string | undefined {
  for (const name of names) {
    const found = findCommand(name)
    if (found) return found
  }
  return places.find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    // Asking is the only way to know: a missing file is the usual answer, not a failure.
    return false
  }
}
