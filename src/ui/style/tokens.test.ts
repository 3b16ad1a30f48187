// Every colour can be read by a tired person, and the states are told apart without colour.

import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('.', import.meta.url))
const tokens = readFileSync(`${folder}/tokens.css`, 'utf8')

function lightOf(which: 'day' | 'night'): Record<string, string> {
  const block = new RegExp(`\\[data-light='${which}'\\] \\{([^}]*)\\}`).exec(tokens)![1]!
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)]
    .map(([, name, value]) => [name, value]))
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(one: string, other: string): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

const pairs = [
  ['ink', 'paper'], ['ink', 'leaf'], ['ink', 'band'], ['faded', 'paper'], ['faded', 'leaf'],
  ['faded', 'band'], ['on-panel', 'panel'], ['on-panel-faded', 'panel'], ['clear-word', 'paper'],
  ['look-word', 'paper'], ['stop-word', 'paper'], ['unchecked-word', 'paper'],
  ['on-look', 'look'], ['on-stop', 'stop'], ['clear-word', 'band'], ['stop-word', 'band'],
  ['unchecked-word', 'band'],
] as const

for (const which of ['day', 'night'] as const) {
  const colours = lightOf(which)

  test(`by ${which} every word has a contrast of 7 : 1 or more`, () => {
    for (const [word, ground] of pairs) {
      const found = contrast(colours[word]!, colours[ground]!)
      assert.ok(found >= 7, `${word} on ${ground} by ${which}: ${found.toFixed(2)}`)
    }
  })

  test(`by ${which} every shape stands out from its ground (3 : 1)`, () => {
    for (const shape of ['clear', 'stop-edge', 'unchecked']) {
      const found = contrast(colours[shape]!, colours.paper!)
      assert.ok(found >= 3, `${shape} by ${which}: ${found.toFixed(2)}`)
    }
  })

  test(`by ${which} the grounds of the boards differ in grey`, () => {
    const boards = [colours.paper!, colours.look!, colours.stop!]
    for (const [index, one] of boards.entries()) {
      for (const other of boards.slice(index + 1)) {
        assert.ok(contrast(one, other) >= 1.5, `${one} ${other}`)
      }
    }
  })
}

test('nothing in a style sheet is to the left or to the right', () => {
  for (const file of globSync('**/*.css', { cwd: `${folder}/../..` })) {
    const text = readFileSync(`${folder}/../../${file}`, 'utf8').replace(/\/\*[^]*?\*\//g, '')
    assert.doesNotMatch(text, /\b(?:left|right)\b/, file)
  }
})

// On paper, ink is black, the ground white, and type is measured in points.
test('a style sheet has no size of type of its own, and no colour beside the tokens', () => {
  for (const file of globSync('**/*.css', { cwd: `${folder}/../..` })) {
    if (/(?:tokens|paper|fonts)\.css$/.test(file)) continue
    const text = readFileSync(`${folder}/../../${file}`, 'utf8')
    const strange = /#(?!000\b|fff\b)[0-9a-f]{3,8}\b|font-size: (?!var\(|inherit|1em|\d+pt).*/gi
    assert.deepEqual(text.match(strange) ?? [], [], file)
  }
})
