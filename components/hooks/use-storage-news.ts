import { useEffect, useState } from 'react'
import { watchStorage, type StorageNews } from '../../lib/db/condition'
import { useChatSession } from './use-chat'

/** What is to be known of the disk, now and whenever it changes. */
export function useStorageNews(): StorageNews | undefined {
  const { chat } = useChatSession()
  const [news, setNews] = useState<StorageNews>()
  useEffect(() => watchStorage(setNews, (error) => chat.report(error)), [chat])
  return news
}
