// `safar simulate`: a country of posts and a hub in one process, out of one seed.

import { command, wrong } from '../command.ts'

/** PROMISES T1 asks for at least two hundred happenings in a schedule. */
const usualActs = 60

export default command({
  manual: `  safar simulate --seed N [--schedules M] [--acts K] [--json]
                                          countries of posts on bad links, out of seeds from N on;
                                          0 all promises held, 1 the seeds that break one`,
  options: {
    seed: { type: 'string' }, schedules: { type: 'string' }, acts: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run({ given }) {
    const whole = (text: string | undefined, usual: number) => Number(text ?? usual)
    const [from, schedules, acts] = [
      whole(given.seed, 1), whole(given.schedules, 1), whole(given.acts, usualActs),
    ]
    if (![from, schedules, acts].every((each) => Number.isSafeInteger(each) && each > 0)) {
      return wrong('seeds, schedules and acts are whole numbers from 1 on')
    }
    const { simulate, simulateAll } = await import('../simulating.ts')
    const total = { schedules: 0, leaves: 0, acknowledged: 0, bytes: 0, violations: 0 }
    const print = (line: string) => process.stdout.write(`${line}\n`)
    const told = (run: Awaited<ReturnType<typeof simulate>>) => {
      total.schedules += 1
      total.leaves += run.leaves
      total.acknowledged += run.acknowledged
      total.bytes += run.bytes
      total.violations += run.violations.length
      if (given.json && schedules === 1) print(JSON.stringify(run))
      else if (run.violations.length > 0) {
        print(`seed ${run.seed} (${run.posts} posts; ${run.faults.join(', ')})`)
        for (const each of [...run.story, ...run.violations]) print(`  ${each}`)
      }
    }
    if (schedules === 1) told(await simulate(from, acts))
    else await simulateAll({ from, schedules, acts }, told)
    print(given.json ? JSON.stringify({ from, acts, ...total })
      : `${total.schedules} schedules, ${total.leaves} leaves, ` +
        `${total.acknowledged} acknowledged, ${total.violations} violations`)
    return total.violations === 0 ? 0 : 1
  },
})
