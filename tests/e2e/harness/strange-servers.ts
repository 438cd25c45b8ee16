import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { selfSigned } from './certificate.ts'

/** A server that no provider would be, and how often it was asked for an answer. */
export type StrangeServer = {
  port: number
  asked: () => number
  /** Every request line or method and path that arrived, whatever it asked for. */
  arrived: string[]
  stop: () => Promise<void>
}

/** Answers of its own over HTTP. */
export async function serveHttp(answer: RequestListener): Promise<StrangeServer> {
  const arrived: string[] = []
  const server = createServer((request, response) => {
    arrived.push(nameOf(request))
    request.resume().once('end', () => answer(request, response))
  })
  return listening(server, arrived)
}

/** Whole answers by hand, byte by byte where it likes. Called once the whole question is there. */
export async function serveSocket(answer: (socket: Socket) => void): Promise<StrangeServer> {
  const arrived: string[] = []
  const server = createSocketServer((socket) => {
    let text = ''
    socket.on('error', () => undefined)
    socket.on('data', (piece) => {
      text += piece.toString('latin1')
      const [head = '', body] = text.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
      if (body === undefined || body.length < length) return
      text = ''
      arrived.push(head.split(' HTTP/')[0] ?? '')
      answer(socket)
    })
  })
  return listening(server, arrived)
}

/** A certificate that nobody vouches for. What arrives on the same port without encryption is noted, and answered. */
export async function serveUntrusted(): Promise<StrangeServer & { plain: string[] }> {
  const arrived: string[] = []
  const plain: string[] = []
  const secure = createSecureServer(selfSigned(), (request, response) => {
    arrived.push(nameOf(request))
    response.end('{}')
  })
  secure.on('tlsClientError', () => undefined)
  const open = createServer((request, response) => {
    plain.push(nameOf(request))
    response.end('{}')
  })
  const door = createSocketServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null
      if (first === null) return
      socket.unshift(first)
      const encrypted = first[0] === 0x16
      ;(encrypted ? secure : open).emit('connection', socket)
    })
  })
  return { ...(await listening(door, arrived)), plain }
}

/** A port that was free a moment ago. */
export async function closedPort(): Promise<number> {
  const { port, stop } = await serveSocket(() => undefined)
  await stop()
  return port
}

function nameOf({ method = '', url = '' }: IncomingMessage): string {
  return `${method} ${url}`
}

async function listening(server: Server, arrived: string[]): Promise<StrangeServer> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    port,
    arrived,
    asked: () => arrived.filter((line) => line.startsWith('POST ')).length,
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
