import type { ModelInfo } from '../chat/model-info'

type Facts = { [Fact in keyof Omit<ModelInfo, 'id'>]: ModelInfo[Fact] | undefined }

/** A row of a model list from what its server says. A name that only repeats the id is none. */
export function modelInfo(id: string, { name, ...facts }: Facts): ModelInfo {
  const named = { name: name === id ? undefined : name, ...facts }
  return { id, ...Object.fromEntries(Object.entries(named).filter(([, fact]) => fact !== undefined)) }
}
