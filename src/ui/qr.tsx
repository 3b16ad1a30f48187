// A square code that others can read: a receipt's proof, a checkpoint, a form's seal.

import encodeQr from 'qr'

/** One path for all dark squares, and the code's side in squares; throws for too long a text. */
export function pathOf(text: string): { path: string; side: number } {
  const rows = encodeQr(text, 'raw', { ecc: 'medium', border: 2 })
  const path = rows.map((row, y) => row
    .map((dark, x) => (dark && !row[x - 1] ? run(x, y, runFrom(row, x)) : '')).join('')).join('')
  return { path, side: rows.length }
}

const run = (x: number, y: number, length: number) => `M${x} ${y}h${length}v1h-${length}z`

function runFrom(row: readonly boolean[], start: number): number {
  let end = start
  while (row[end]) end++
  return end - start
}

/** Draws a text as a QR code; `label` says to those who listen what it holds. */
export function Qr({ text, label }: { text: string; label: string }) {
  const { path, side } = pathOf(text)
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}
      shapeRendering="crispEdges">
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#000" d={path} />
    </svg>
  )
}
