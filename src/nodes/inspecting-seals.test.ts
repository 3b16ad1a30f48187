// `safar seal`: a picture of a visa's code is read, held to its signer, and told in a line.

import { strict as assert } from 'node:assert'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import encodeQr from 'qr'
import { office } from '../lib/chip/chip-on-trial.ts'
import { euDcc, vdsNc } from '../lib/seals/seal-on-trial.ts'
import { sealCommand } from './inspecting-seals.ts'

const folder = mkdtempSync(join(tmpdir(), 'safar-seal-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const root = office({ country: 'UT', called: 'Utopia CSCA' })
const seals = office({ country: 'UT', called: 'TS', by: root, serial: 50 })
writeFileSync(join(folder, 'root.cer'), root.certificate)
writeFileSync(join(folder, 'signer.cer'), seals.certificate)

/** A picture of a square code as a scanner drops it: a bitmap of 24 bits. */
function photographed(name: string, text: string): string {
  const modules = encodeQr(text, 'raw', { ecc: 'low', border: 4 })
  const scale = 4
  const side = modules.length * scale
  const row = Math.ceil(side * 3 / 4) * 4
  const bytes = Buffer.alloc(54 + row * side, 0xff)
  bytes.write('BM')
  bytes.writeUInt32LE(bytes.length, 2)
  bytes.writeUInt32LE(0, 6)
  bytes.writeUInt32LE(54, 10)
  bytes.writeUInt32LE(40, 14)
  bytes.writeInt32LE(side, 18)
  bytes.writeInt32LE(-side, 22)
  bytes.writeUInt16LE(1, 26)
  bytes.writeUInt16LE(24, 28)
  bytes.fill(0, 30, 54)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      if (!modules[Math.floor(y / scale)]![Math.floor(x / scale)]) continue
      bytes.fill(0, 54 + y * row + x * 3, 54 + y * row + x * 3 + 3)
    }
  }
  const path = join(folder, `${name}.bmp`)
  writeFileSync(path, bytes)
  return path
}

async function told(path: string, believed: { signer?: string[]; csca?: string[] }) {
  const lines: string[] = []
  const code = await sealCommand([path], {
    json: true, signer: [], csca: [], crl: [], today: '2026-11-24', ...believed,
    write: (line) => lines.push(line),
  })
  return { code, said: JSON.parse(lines.at(-1)!) as Record<string, unknown> }
}

test('a photographed seal is read and valid where its State is believed', async () => {
  const path = photographed('proof', vdsNc('UTO', seals, 'icao.vacc', { pid: { n: 'ERIKSSON' } }))
  const { code, said } = await told(path, { csca: [join(folder, 'root.cer')] })
  assert.deepEqual([code, said['outcome'], said['format'], said['fields']],
    [0, 'valid', 'QRCode', { 'pid.n': 'ERIKSSON' }])
})

test('a health certificate is held to the signer that was given, and unknown without', async () => {
  const path = photographed('health', euDcc('UT', seals, { nam: { fnt: 'ERIKSSON' }, v: [] }))
  assert.equal((await told(path, { signer: [join(folder, 'signer.cer')] })).said['outcome'],
    'valid')
  assert.deepEqual(await told(path, {}).then(({ code, said }) => [code, said['outcome']]),
    [1, 'issuer-unknown'])
})

test('a picture without a code, and one that ends early, say that there is no seal', async () => {
  for (const [name, bytes] of [
    ['blank.png', Buffer.from('89504e470d0a1a0a', 'hex')], ['text.txt', Buffer.from('a visa')],
  ] as const) {
    writeFileSync(join(folder, name), bytes)
    const { code, said } = await told(join(folder, name), {})
    assert.deepEqual([code, said['reason']], [1, 'no-seal-found'], name)
  }
})
