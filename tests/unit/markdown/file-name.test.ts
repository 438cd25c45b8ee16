import { expect, it } from 'vitest'
import { codeFileName } from '../../../components/markdown/file-name'

it.each([
  ['python', 'code.py'],
  ['py', 'code.py'],
  ['tsx', 'code.tsx'],
  ['rust', 'code.rs'],
  ['c++', 'code.cpp'],
  ['json', 'code.json'],
  ['dockerfile', 'code.txt'],
  ['', 'code.txt'],
  // What a model makes up must not become a program by its name.
  ['exe', 'code.txt'],
  ['hta', 'code.txt'],
  ['../../x', 'code.txt'],
])('code in %j is saved as %s', (language, name) => {
  expect(codeFileName(language)).toBe(name)
})
