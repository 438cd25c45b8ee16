import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Encoder } from './play.ts'
import type { Scenario } from './scenario.ts'

/** A request for an answer, in whatever form it came. */
type Asked = {
  model: string
  streaming: boolean
  asked: string
  /** What of its answer the model is given to go on with. */
  begun?: string
}

/** One protocol that the server speaks. All of them share a port, as their paths and headers tell them apart. */
export type Side = {
  serves(path: string, request: IncomingMessage): boolean
  /** Turns away who may not ask at all. True when it did. */
  refuses(request: IncomingMessage, response: ServerResponse, scenario: Scenario): boolean
  /** Everything but the chat. True when the path is one of its own. */
  answers(path: string, body: unknown, response: ServerResponse, scenario: Scenario): boolean
  /** What a chat asks for; undefined when the path is none of a chat. */
  chat(path: string, body: unknown): Asked | undefined
  unknownModel(model: string, response: ServerResponse): void
  encoder(model: string): Encoder
}
