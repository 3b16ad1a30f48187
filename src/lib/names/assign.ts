// Which word of one name stands for which of the other, so that together they say the most.

/** At most so many words a side; a table of all sets of columns is kept. */
export const mostAssigned = 8

const sums = [new Float64Array(1 << mostAssigned), new Float64Array(1 << mostAssigned)]
const chosen = Array.from({ length: mostAssigned }, () => new Int8Array(1 << mostAssigned))

/**
 * The best one-to-one assignment: for each row its column, or -1 where it has none. `gains` is row
 * after row; what is not above `least` is not taken. At most 8 by 8, and exact: the best is known
 * for each set of columns that is taken. Its tables are used again by the next assignment.
 */
export function assign(
  gains: Float64Array, { rows, columns, least }: { rows: number; columns: number; least: number },
): number[] {
  const sets = 1 << columns
  let [now, next] = sums as [Float64Array, Float64Array]
  now.fill(-Infinity, 0, sets)
  now[0] = 0
  for (let row = 0; row < rows; row++) {
    next.set(now.subarray(0, sets))
    const choice = chosen[row]!.fill(-1, 0, sets)
    for (let column = 0; column < columns; column++) {
      const gain = gains[row * columns + column]!
      if (gain <= least) continue
      const taken = 1 << column
      for (let set = 0; set < sets; set++) {
        if (set & taken || now[set] === -Infinity) continue
        // What has a partner is better than what stands apart on both sides.
        const sum = now[set]! + gain - least
        if (sum > next[set | taken]!) {
          next[set | taken] = sum
          choice[set | taken] = column
        }
      }
    }
    ;[now, next] = [next, now]
  }
  return partnersIn(now, rows, sets)
}

function partnersIn(best: Float64Array, rows: number, sets: number): number[] {
  let set = 0
  for (let each = 1; each < sets; each++) if (best[each]! > best[set]! + 1e-9) set = each
  const partners = new Array<number>(rows).fill(-1)
  for (let row = rows - 1; row >= 0; row--) {
    const column = chosen[row]![set]!
    partners[row] = column
    if (column >= 0) set &= ~(1 << column)
  }
  return partners
}
