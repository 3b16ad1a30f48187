// A picture sealed at capture: to the key of an office, bound to its own id (DESIGN §4).

import { openToKey, sealToKey } from './sealing.ts'

const forPicture = (picture: string) =>
  ({ info: 'safar/biometric/v1', bound: `safar/picture/${picture}` })

/** Seals a picture to an office's X25519 public key (RFC 9180, base mode). */
export function sealPicture(publicKey: Buffer, plain: Buffer, picture: string): Promise<Buffer> {
  return sealToKey(publicKey, plain, forPicture(picture))
}

/** Opens it with the office's private key; throws where a byte, the key or the id differs. */
export function openPicture(privateKey: Buffer, sealed: Buffer, picture: string): Promise<Buffer> {
  return openToKey(privateKey, sealed, forPicture(picture))
}
