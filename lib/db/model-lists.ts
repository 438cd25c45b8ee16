import type { ModelList } from '../chat/model-info'
import { db } from './db'
import { stored } from './storage-error'

export function getModelList(providerId: string): Promise<ModelList | undefined> {
  return db.modelLists.get(providerId)
}

export function listModelLists(): Promise<ModelList[]> {
  return db.modelLists.toArray()
}

export function saveModelList(list: ModelList): Promise<unknown> {
  return stored(() => db.modelLists.put(list))
}

export function removeModelList(providerId: string): Promise<void> {
  return stored(() => db.modelLists.delete(providerId))
}
