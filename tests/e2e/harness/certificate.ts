import { generateKeyPairSync, sign } from 'node:crypto'

/** A fresh key and a certificate for `gloss.localhost` and 127.0.0.1 that is signed by nobody but itself. */
export function selfSigned(): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'))
  const name = sequence(set(sequence(objectId('550403'), element(0x0c, Buffer.from('Gloss test')))))
  const day = 24 * 60 * 60_000
  const validity = sequence(time(Date.now() - day), time(Date.now() + day))
  const names = sequence(element(0x82, Buffer.from('gloss.localhost')), element(0x87, Buffer.from([127, 0, 0, 1])))
  const extensions = element(0xa3, sequence(sequence(objectId('551d11'), element(0x04, names))))
  const facts = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    extensions,
  )
  const signature = element(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', facts, privateKey)]))
  const certificate = sequence(facts, ecdsaWithSha256, signature).toString('base64')
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  }
}

/** One element of ASN.1 in its distinguished encoding. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts))
}

function set(...parts: Buffer[]): Buffer {
  return element(0x31, Buffer.concat(parts))
}

function objectId(hex: string): Buffer {
  return element(0x06, Buffer.from(hex, 'hex'))
}

function time(moment: number): Buffer {
  const digits = new Date(moment).toISOString().replace(/[-:T]|\.\d+/g, '')
  return element(0x17, Buffer.from(digits.slice(2)))
}
