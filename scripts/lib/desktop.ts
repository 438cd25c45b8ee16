import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { screenSize, type Display } from './display.ts'
import { until } from './until.ts'

const run = promisify(execFile)

/** Real keys and a real mouse on a display, for what no debugger reaches: native menus, prompts and shortcuts. */
export type Desktop = {
  press(...keys: string[]): Promise<void>
  /** Moves the mouse to a point of the screen and clicks: 1 is the left button, 3 the right one. */
  click(point: { x: number; y: number }, button?: 1 | 3): Promise<void>
  /** Moves the mouse to the screen's corner. What a page moves under it, it would point at, as if somebody meant that. */
  putPointerAway(): Promise<void>
  /** Presses keys, again every two seconds or as often as is said, until a state holds. */
  pressUntil(keys: readonly string[], state: string, holds: () => Promise<boolean>, everyMs?: number): Promise<void>
  type(text: string): Promise<void>
  /** Whether a visible window has these words in its title. */
  hasTitle(words: string): Promise<boolean>
  /** The visible windows' sizes and places. */
  windows(): Promise<DesktopWindow[]>
  /** Writes a picture of the whole screen. */
  capture(path: string): Promise<void>
  /** What a part of the screen shows: three bytes for each point, row by row. */
  pixels(area: Area): Promise<Buffer>
}

export type Area = { x: number; y: number; width: number; height: number }
type DesktopWindow = Area & { id: string }

export function desktopOf(display: Display): Desktop {
  const xdotool = async (...commands: string[]): Promise<string> => {
    const { stdout } = await run('xdotool', commands, { env: display.environment })
    return stdout
  }
  const press = async (...keys: string[]): Promise<void> => {
    await xdotool('key', '--delay', '60', ...keys)
  }
  return {
    press,
    pressUntil: async (keys, state, holds, everyMs = 2_000) => {
      let pressedAt = Number.NEGATIVE_INFINITY
      const pressing = async (): Promise<boolean> => {
        if (await holds()) return true
        if (performance.now() - pressedAt > everyMs) {
          await press(...keys)
          pressedAt = performance.now()
        }
        return false
      }
      await until(state, pressing, Math.max(15_000, everyMs * 2.5))
    },
    click: async (point, button = 1) => {
      await xdotool('mousemove', String(Math.round(point.x)), String(Math.round(point.y)), 'click', String(button))
    },
    putPointerAway: async () => {
      await xdotool('mousemove', String(screenSize.width - 1), String(screenSize.height - 1))
    },
    type: async (text) => {
      await xdotool('type', '--delay', '30', text)
    },
    hasTitle: async (words) => {
      // The program ends with an error when it finds nothing.
      const found = await xdotool('search', '--onlyvisible', '--name', words).catch(() => '')
      return found !== ''
    },
    windows: async () => {
      const found = await xdotool('search', '--onlyvisible', '--name', '').catch(() => '')
      const windows = await Promise.all(
        found
          .split('\n')
          .filter((id) => id !== '')
          .map(async (id) => geometryOf(id, await xdotool('getwindowgeometry', '--shell', id).catch(() => ''))),
      )
      return windows.filter((window) => window !== undefined)
    },
    capture: async (path) => {
      await run('import', ['-window', 'root', path], { env: display.environment })
    },
    pixels: async ({ x, y, width, height }) => {
      const place = ['-crop', `${width}x${height}+${x}+${y}`, '+repage', '-depth', '8', 'rgb:-']
      const { stdout } = await run('import', ['-window', 'root', ...place], {
        env: display.environment,
        encoding: 'buffer',
        maxBuffer: 3 * width * height + 1024,
      })
      return stdout
    },
  }
}

/** A window may be gone between being listed and being asked for its place. */
function geometryOf(id: string, shell: string): DesktopWindow | undefined {
  const figure = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(shell)?.[1] ?? Number.NaN)
  const window = { id, x: figure('X'), y: figure('Y'), width: figure('WIDTH'), height: figure('HEIGHT') }
  return Number.isNaN(window.width) ? undefined : window
}
