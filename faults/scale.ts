// How much of the faults is tried: a short choice in `npm test`, everything in the proof.

/** Seed of all luck; set SAFAR_SEED to try another. */
export const SEED = Number(process.env['SAFAR_SEED'] ?? 20261122)

export interface Extent {
  kills: number
  cuts: number
  cutsNormal: number
  /** Facts in each lane of the run that is cut; from 80 on the log is copied into the store. */
  cutFacts: number
  /** Every so many bytes one is flipped. */
  flipStep: number
  /** Facts recorded in the run whose every call on the disk fails once. */
  ioFacts: number
  /** Every so many calls one fails; of writes and syncs that give EIO it is each. */
  ioStep: number
  diskSizes: number
}

const short: Extent = {
  kills: 30, cuts: 200, cutsNormal: 40, cutFacts: 40, flipStep: 307,
  ioFacts: 4, ioStep: 11, diskSizes: 4,
}

const full: Extent = {
  kills: 500, cuts: 5000, cutsNormal: 1000, cutFacts: 90,
  flipStep: Number(process.env['SAFAR_FLIP_STEP'] ?? 1),
  ioFacts: 50, ioStep: Number(process.env['SAFAR_IO_STEP'] ?? 1), diskSizes: 20,
}

/** The whole of PROMISES' table for one proof (SAFAR_PROVE=1), or a short choice. */
export const extent: Extent = process.env['SAFAR_PROVE'] === '1' ? full : short
