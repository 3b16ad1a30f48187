// The biometric office: its key, whose secret half never is at a post, and opening a picture.

import { existsSync, readFileSync, statSync } from 'node:fs'
import { nodeItself } from '../kernel/attestation.ts'
import { openNode } from '../kernel/node.ts'
import { openPicture } from '../kernel/realms/pictures.ts'
import { newRealmPair } from '../kernel/realms/sealing.ts'
import { findAttachment } from '../kernel/sync/attachments.ts'
import { pictures } from '../border/crossings/register.ts'
import { capabilities } from './capabilities.ts'
import { wrong } from './command.ts'
import { realGiven } from './given.ts'
import { storeAsTold } from './hub-command.ts'

/** A secret key in base64 and a newline; more is no key. */
const mostKeyBytes = 100

/** Makes a key; the secret half goes into a file that is not there yet. Returns the exit code. */
export async function makeOfficeKey(file: string): Promise<number> {
  if (existsSync(file)) return wrong(`${file} is there already; a key is never written over`)
  const { publicKey, privateKey } = await newRealmPair()
  realGiven.disk.replace(file, Buffer.from(`${privateKey.toString('base64')}\n`), 0o600)
  process.stdout.write(`name this key at the hub: ${publicKey.toString('base64')}\n`)
  return 0
}

/** Which picture at which hub, the file of the secret key, and where the picture goes. */
export interface OpeningPicture {
  folder: string
  picture: string
  key: string
  out: string
  keysFolder?: string
}

/** Opens a picture that is at a hub which is not running; returns the exit code. */
export async function openAtHub(
  { folder, picture, key, out, keysFolder }: OpeningPicture,
): Promise<number> {
  const secret = keyIn(key)
  if (!secret) return wrong(`${key} has no key of a biometric office`)
  const node = await openNode({
    folder, given: realGiven, capabilities, ...(keysFolder && { keysFolder }), ...storeAsTold(),
  })
  try {
    const row = await node.known(nodeItself(node.keys.identity.post)).find(pictures, { picture })
    const sealed = row && await findAttachment(node.store.reading, row.digest)
    if (!sealed) return wrong(`the picture ${picture} is not here, or not all of it yet`)
    const plain = await openPicture(secret, sealed, picture).catch(() => undefined)
    if (!plain) return wrong(`the picture is not sealed to the key in ${key}`)
    realGiven.disk.replace(out, plain, 0o600)
    process.stdout.write(`${plain.length} bytes in ${out}\n`)
    return 0
  } finally {
    await node.close()
  }
}

function keyIn(file: string): Buffer | undefined {
  if (!existsSync(file) || statSync(file).size > mostKeyBytes) return undefined
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  return key.length === 32 ? key : undefined
}
