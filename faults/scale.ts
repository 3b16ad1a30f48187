// How much of the faults is tried: a short choice in `npm test`, everything in the proof.

/** Seed of all luck; set SAFAR_SEED to try another. */
export const SEED = Number(process.env['SAFAR_SEED'] ?? 20261122)

export interface Extent {
  kills: number
  cuts: number
  cutsNormal: number
  /** Every so many bytes one is flipped. */
  flipStep: number
  /** Facts recorded in the run whose every call on the disk fails once. */
  ioFacts: number
  /** Every so many calls one fails; of writes and syncs that give EIO it is each. */
  ioStep: number
  diskSizes: number
}

const short: Extent = {
  kills: 60, cuts: 400, cutsNormal: 100, flipStep: 97, ioFacts: 6, ioStep: 7, diskSizes: 5,
}

const full: Extent = {
  kills: 500, cuts: 5000, cutsNormal: 1000, flipStep: 1, ioFacts: 50, ioStep: 1, diskSizes: 20,
}

/** The whole of PROMISES' table for one proof (SAFAR_PROVE=1), or a short choice. */
export const extent: Extent = process.env['SAFAR_PROVE'] === '1' ? full : short
