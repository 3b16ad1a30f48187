// A courier file: requests or answers of one node for another, sealed to it and signed.

import { hash, sign, verify, type KeyObject } from 'node:crypto'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { z } from 'zod'
import { canonical } from '../../lib/canonical.ts'
import { openToKey, sealToKey } from '../realms/sealing.ts'
import type { SyncAnswer, SyncRequest } from './link.ts'

const firstLine = 'safar courier 1'
/** What a post's memory holds: a month of a busy post, without pictures. */
export const mostCourierBytes = 256 * 1024 * 1024
const mostOpened = 512 * 1024 * 1024
const mostItems = 100_000
const mostHeadBytes = 4096

const Head = z.strictObject({
  from: z.string().max(200), to: z.string().max(200), kind: z.enum(['requests', 'answers']),
  /** The name of the requests; answers repeat it. */
  id: z.string().regex(/^[0-9a-f]{32}$/), made: z.iso.datetime(),
})

/** Whose file it is, for whom, and what it holds. */
export type CourierHead = z.infer<typeof Head>

/** One request with its answer, once there is one. */
export interface Carried { request: SyncRequest; answer?: SyncAnswer }

/** Why a courier file is not taken. */
export type NoCourier = 'not-a-courier-file' | 'courier-damaged'

/** Writes a file: a line, its head, a signature over the head and what is sealed, and that. */
export async function writeCourier(
  head: CourierHead, items: readonly Carried[], keys: { signs: KeyObject; to: Buffer },
): Promise<Buffer> {
  const said = canonical(head)
  const plain = zstdCompressSync(packed(items), {
    params: { [constants.ZSTD_c_compressionLevel]: 9 },
  })
  const sealed = await sealToKey(keys.to, plain, boundTo(said))
  const signature = sign(null, signedOf(said, sealed), keys.signs).toString('base64')
  return Buffer.concat([Buffer.from(`${firstLine}\n${said}\n${signature}\n`), sealed])
}

/** The parts of a file; nothing is believed before `openCourier`. */
export interface CourierParts { head: CourierHead; said: string; signature: Buffer; sealed: Buffer }

/** Takes a file apart. */
export function readCourier(bytes: Buffer): CourierParts | NoCourier {
  if (bytes.length > mostCourierBytes) return 'not-a-courier-file'
  const lines = bytes.subarray(0, mostHeadBytes).toString('latin1').split('\n', 3)
  const [first, said = '', signature = ''] = lines
  if (first !== firstLine) return 'not-a-courier-file'
  try {
    const head = Head.parse(JSON.parse(said))
    const at = firstLine.length + said.length + signature.length + 3
    return {
      head, said, signature: Buffer.from(signature, 'base64'), sealed: bytes.subarray(at),
    }
  } catch {
    return 'courier-damaged'
  }
}

/** Opens a file whose sender is known by this key; a byte that is another makes it damaged. */
export async function openCourier(
  { said, signature, sealed }: CourierParts, keys: { signed: KeyObject; opens: Buffer },
): Promise<Carried[] | NoCourier> {
  try {
    if (!verify(null, signedOf(said, sealed), keys.signed, signature)) return 'courier-damaged'
    const plain = await openToKey(keys.opens, sealed, boundTo(said))
    return unpacked(zstdDecompressSync(plain, { maxOutputLength: mostOpened }))
  } catch {
    return 'courier-damaged'
  }
}

const signedOf = (said: string, sealed: Buffer) =>
  Buffer.from(`${firstLine}\n${said}\n${hash('sha256', sealed, 'base64')}\n`)

const boundTo = (said: string) => ({ info: 'safar/courier/v1', bound: said })

const Headers = z.record(z.string().max(100), z.string().max(4096))
const Item = z.strictObject({
  method: z.enum(['GET', 'POST']), path: z.string().startsWith('/sync/').max(400),
  headers: Headers, body: z.int().min(0),
  answer: z.strictObject({
    status: z.int().min(100).max(599), headers: Headers, body: z.int().min(0),
  }).optional(),
})

/** Each item is a line of JSON with the lengths of its bodies, and then those bodies. */
function packed(items: readonly Carried[]): Buffer {
  return Buffer.concat(items.flatMap(({ request, answer }) => {
    const { method, path, headers, body } = request
    const line = JSON.stringify({
      method, path, headers, body: body.length,
      ...(answer && { answer: { ...answer, body: answer.body.length } }),
    })
    return [Buffer.from(`${line}\n`), body, ...(answer ? [answer.body] : [])]
  }))
}

function unpacked(plain: Buffer): Carried[] {
  const items: Carried[] = []
  const taken = (length: number, at: number) => {
    if (at + length > plain.length) throw new Error('cut off')
    return plain.subarray(at, at + length)
  }
  for (let at = 0; at < plain.length;) {
    const end = plain.indexOf(0x0a, at)
    if (end < 0 || items.length === mostItems) throw new Error('cut off, or too many')
    const { answer, ...request } = Item.parse(JSON.parse(plain.toString('utf8', at, end)))
    const body = taken(request.body, end + 1)
    at = end + 1 + body.length
    if (!answer) {
      items.push({ request: { ...request, body } })
      continue
    }
    const told = taken(answer.body, at)
    at += told.length
    items.push({ request: { ...request, body }, answer: { ...answer, body: told } })
  }
  return items
}
