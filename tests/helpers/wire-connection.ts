import { localLimits, type Connection } from '../../lib/chat/connection'
import type { ChatRequest } from '../../lib/chat/request'
import { customDialect, providerRow } from '../../lib/providers'

/** A connection to a shop by its row, or to a server the user added. */
export function connectionTo(providerId: string, changes: Partial<Connection> = {}): Connection {
  const row = providerRow(providerId)
  const wire = row?.wires.includes('openai-chat') ? 'openai-chat' : (row?.wires[0] ?? 'openai-chat')
  return {
    providerId,
    providerName: row?.name ?? 'My server',
    wire,
    baseUrl: row?.baseUrl ?? 'http://localhost:8080/v1',
    headers: { ...row?.headers },
    dialect: row?.dialect ?? customDialect,
    limits: localLimits,
    ...changes,
  }
}

export function requestFor(model: string, changes: Partial<ChatRequest> = {}): ChatRequest {
  return {
    model,
    messages: [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }],
    parameters: {},
    question: 'Hello',
    documents: [],
    ...changes,
  }
}
