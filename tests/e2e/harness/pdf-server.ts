import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server that answers everything with one PDF. */
export async function servePdf(bytes: Uint8Array): Promise<{ url: string; stop: () => Promise<void> }> {
  const server: Server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/pdf' }).end(bytes),
  )
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
