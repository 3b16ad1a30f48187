// What a seal says and who signed it, whichever of four ways it was written in.

/** How seals are written: ICAO 9303-13, ICAO Datastructure for Barcode, VDS-NC, EU certificates. */
export type SealStandard = 'vds' | 'idb' | 'vds-nc' | 'eu-dcc'

/** How a seal names whoever signed it. */
export type SignerNamed =
  /** Country and name of the signer's certificate, and its serial number in hexadecimal. */
  | { how: 'name-and-serial'; name: string; serial: string }
  /** The last five bytes of the certificate's SHA-1, in hexadecimal. */
  | { how: 'sha1-end'; end: string }
  /** The first eight bytes of the certificate's SHA-256, in hexadecimal. */
  | { how: 'sha256-begin'; begin: string }
  /** The certificate comes along, in DER. */
  | { how: 'enclosed'; certificate: Buffer }

/** A signature as it stands: r and s beside each other, or RSA-PSS. */
export interface SealSignature {
  scheme: 'ecdsa' | 'rsa-pss'
  hash: 'sha224' | 'sha256' | 'sha384' | 'sha512'
  data: Buffer
  signature: Buffer
  by: SignerNamed
}

/** A seal as it was read; nothing of it is believed yet. */
export interface Seal {
  standard: SealStandard
  /** `visa`, `proof-of-vaccination`; `other-` and its reference where it is not known here. */
  kind: string
  /** The issuing State as the seal writes it. */
  country?: string
  /** ISO days. */
  issuedOn?: string
  signedOn?: string
  /** The last day on which the seal itself says that it holds. */
  until?: string
  fields: Record<string, string>
  signed: SealSignature | undefined
}
