// How many slips of a hand are between two words: letters more, fewer, other, or two exchanged.

const lettersOf = new Uint32Array(128)

/**
 * The distance with exchanged neighbours as one slip (optimal string alignment), in a step for each
 * letter of `b`: the columns of the table are bits of a number (H. Hyyrö, A Bit-Vector Algorithm
 * for Computing Levenshtein and Damerau Edit Distances, 2003). For words of the letters a to z of
 * which `a` has at most 31; longer ones are cut.
 */
export function wordDistance(a: string, b: string): number {
  const length = Math.min(31, a.length)
  if (length === 0) return b.length
  for (let at = 0; at < length; at++) lettersOf[a.charCodeAt(at) & 127]! |= 1 << at
  const last = 1 << (length - 1)
  let [up, down, zeros, before] = [-1, 0, 0, 0]
  let distance = length
  const steps = Math.min(31, b.length)
  for (let at = 0; at < steps; at++) {
    const same = lettersOf[b.charCodeAt(at) & 127]!
    const exchanged = ((~zeros & same) << 1) & before
    zeros = (((same & up) + up) ^ up) | same | down | exchanged
    let more = down | ~(zeros | up)
    let less = zeros & up
    if (more & last) distance += 1
    if (less & last) distance -= 1
    more = (more << 1) | 1
    less <<= 1
    up = less | ~(zeros | more)
    down = zeros & more
    before = same
  }
  for (let at = 0; at < length; at++) lettersOf[a.charCodeAt(at) & 127] = 0
  return distance
}
