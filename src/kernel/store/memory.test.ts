// A store in memory: a node that is closed or crashes finds there what it had made durable.

import { strict as assert } from 'node:assert'
import { test } from 'node:test'
import { trial } from '../../nodes/trial.ts'
import { BoatMoored, boats, harbour } from '../harbour-on-trial.ts'
import { openMemory } from './memory.ts'
import { StoreFailure } from './store.ts'

const rows = (t: Awaited<ReturnType<typeof trial>>) =>
  t.node.known(t.officer('amina', 'primary-officer')).all(boats, {})

test('a node on a store in memory starts again with what it recorded', async () => {
  const disk = openMemory()
  const t = await trial([harbour], { store: () => disk.open() })
  const boat = t.newId()
  await t.said(BoatMoored, { boat, name: 'Sagal' }, t.officer('amina', 'primary-officer'))
  await t.restart()
  assert.deepEqual((await rows(t)).map(({ name }) => name), ['Sagal'])
  await t.end()
})

test('what was not committed when power went is gone, and who held it is shut out', async () => {
  const disk = openMemory()
  const store = disk.open()
  await store.script('create table held (value integer)')
  await store.writing((s) => s.run('insert into held values (1)'))
  const { promise: never, resolve } = Promise.withResolvers<void>()
  const half = store.writing(async (s) => {
    await s.run('insert into held values (2)')
    await never
  })
  const next = disk.open()
  assert.deepEqual(await next.reading.all('select value from held'), [{ value: 1 }])
  resolve()
  await assert.rejects(half, StoreFailure)
  await assert.rejects(store.reading.all('select value from held'), StoreFailure)
  assert.deepEqual(await next.reading.all('select value from held'), [{ value: 1 }])
})

test('who reads while something is written sees what is committed, before or after', async () => {
  const disk = openMemory()
  const store = disk.open()
  await store.script('create table held (value integer)')
  const read = Promise.withResolvers<unknown>()
  await store.writing(async (s) => {
    await s.run('insert into held values (1)')
    read.resolve(store.reading.all('select value from held'))
    await s.run('insert into held values (2)')
  })
  assert.deepEqual(await read.promise, [{ value: 1 }, { value: 2 }])
  await assert.rejects(store.writing(async (s) => {
    await s.run('insert into held values (3)')
    throw new Error('no')
  }), /no/)
  assert.equal((await store.reading.all('select value from held')).length, 2)
})

test('a copy put back is an older store: the mark tells, and nothing is recorded', async () => {
  let disk = openMemory()
  const t = await trial([harbour], { store: () => disk.open() })
  const amina = t.officer('amina', 'primary-officer')
  await t.said(BoatMoored, { boat: t.newId(), name: 'Sagal' }, amina)
  const copy = await disk.copy()
  await t.said(BoatMoored, { boat: t.newId(), name: 'Hodan' }, amina)
  await t.node.close()
  disk = openMemory(copy)
  await t.restart()
  assert.equal(t.node.health.state.fault, 'journal-behind-mark')
  await t.node.close()
  await t.restart({ afterLoss: true })
  assert.deepEqual((await rows(t)).map(({ name }) => name), ['Sagal'])
  await t.end()
})
