// A list damaged as luck has it: cut, doubled, swollen, with signs and bytes that do not belong.

const signs = [
  '"', ';', '<', '>', '&', '{', '}', '[', '\n', '\0', '\\', ',', ']]>', '<!DOCTYPE', '&a;', '-0-',
  '\x1a', '\ufeff', 'é', 'قد', '""', '\t',
]
const longestInput = 60_000

/** Where numbers below a bound come from, the same ones for the same seed. */
export function luckFrom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = Math.imul(state ^ state >>> 15, 0x2c1b3c6d) + 0x9e3779b9 | 0
    return (state >>> 0) % below
  }
}

/** The bytes of a list after one to four injuries. */
export function mutatedList(bytes: Uint8Array, luck: (below: number) => number): Uint8Array {
  let list: Uint8Array = Uint8Array.from(bytes)
  for (let times = 1 + luck(4); times > 0; times--) {
    list = injured(list, luck).subarray(0, longestInput)
  }
  return list
}

function injured(list: Uint8Array, luck: (below: number) => number): Uint8Array {
  const at = luck(list.length + 1)
  const before = list.subarray(0, at)
  const sign = Buffer.from(signs[luck(signs.length)]!)
  switch (luck(6)) {
    case 0: return before
    case 1: return Buffer.concat([before, sign, list.subarray(at)])
    case 2: return Buffer.concat([before, Buffer.from([luck(256)]), list.subarray(at + 1)])
    case 3: return Buffer.concat([before, list.subarray(at + luck(60))])
    case 4: {
      const from = luck(list.length + 1)
      return Buffer.concat([before, list.subarray(from, from + luck(200)), list.subarray(at)])
    }
    default: return Buffer.concat([before, Buffer.alloc(luck(3000), sign), list.subarray(at)])
  }
}
