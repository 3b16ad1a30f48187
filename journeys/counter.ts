// The counter of a journey: a real post with its people and alerts, and a real browser.

import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core'
import type { WatchKeeper } from '../src/border/watchlist/watch-keeper.ts'
import type { Role } from '../src/kernel/event.ts'
import type { Clock, Disk, Given } from '../src/kernel/given.ts'
import type { Node } from '../src/kernel/node.ts'
import { unsound } from '../src/kernel/sound.ts'
import { besideWith } from '../src/nodes/beside.ts'
import { capabilities } from '../src/nodes/capabilities.ts'
import { foundedMs, seedCountry } from '../src/nodes/demo-seeding.ts'
import { DemoClock } from '../src/nodes/demo.ts'
import { newCode } from '../src/nodes/founding.ts'
import { realDisk, realGiven } from '../src/nodes/given.ts'
import type { InterpolSettings } from '../src/nodes/interpol-link.ts'
import { startPost, type RunningPost } from '../src/nodes/post.ts'
import { screensFolder } from '../src/nodes/static-files.ts'
import { demoPostCode } from '../src/simulation/country.ts'
import { demoCountryOn, type DemoCountry } from '../src/simulation/demo-country.ts'
import type { DemoScene } from '../src/simulation/scenes.ts'

export type Language = 'en' | 'fr' | 'ar' | 'so'
export type Scene = DemoScene['scene']

/** How a screen is looked at. */
export interface Seen {
  language?: Language
  light?: 'day' | 'night'
  width?: number
  height?: number
}

/** Who does what at the demo's first post. */
export const officers = {
  'primary-officer': 'amina.warsame', 'secondary-officer': 'yusuf.barkhadle',
  supervisor: 'sahra.jibril', 'alert-owner': 'leyla.haddad', inspector: 'grace.wanjala',
  administrator: 'nasir.abokor',
} as const satisfies Record<Role, string>

export interface Counter {
  readonly node: Node
  readonly url: string
  readonly browser: Browser
  folder: string
  country: DemoCountry
  disk: TurnedDisk
  clock: TurnedClock
  scene(name: Scene): DemoScene
  /** The zone that a traveller of a scene presents. */
  zone(name: Scene): string
  /** The number of that document. */
  number(name: Scene): string
  codeFor(officer: string): Promise<string>
  /** A page at which an officer of this role has signed in, in a browser profile of its own. */
  asOfficer(role: Role, seen?: Seen): Promise<Page>
  /** Another page of the same officer, or somebody else's at the same workstation. */
  signIn(page: Page, officer: string): Promise<void>
  /** The watch over silent alerts is kept now; tells how many look-ups it covered. */
  keepWatch(): Promise<number>
  /** Stops the post and starts it again on its folder and its port. */
  restart(): Promise<void>
  end(): Promise<void>
}

/** The machine's disk, that may be said to be nearly full. */
export class TurnedDisk implements Disk {
  isFull = 'no' as 'no' | 'yes'
  exists = realDisk.exists
  read = realDisk.read
  list = realDisk.list
  replace = realDisk.replace
  open = realDisk.open
  remove = realDisk.remove
  makeFolder = realDisk.makeFolder
  hold = realDisk.hold
  free = (folder: string) => (this.isFull === 'yes' ? 0 : realDisk.free(folder))
}

/** The demo's clock, with a hand on it. */
export class TurnedClock extends DemoClock {
  #onMs = 0
  constructor() {
    super()
    const { now, elapsed } = this
    this.now = () => now() + this.#onMs
    this.elapsed = () => elapsed() + this.#onMs
  }

  /** So much time goes by at once. */
  pass(ms: number): void {
    this.#onMs += ms
  }
}

export interface OpenedWith {
  /** What the country is to be like before it is made. */
  changed?: (country: DemoCountry) => DemoCountry
  /** How INTERPOL is asked, where it is. */
  interpol?: InterpolSettings
  /** A film (y4m) that the browser's camera sees. */
  film?: string
}

/** Starts a browser, founds a post in a folder of its own, and makes its country small. */
export async function openCounter(
  { changed = (same) => same, interpol, film }: OpenedWith = {},
): Promise<Counter> {
  assert.ok(existsSync(join(screensFolder, 'index.html')),
    'the screens are not built: node bin/bootstrap.js built')
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'safar-journey-'))
  const clock = new TurnedClock()
  clock.at(foundedMs())
  const disk = new TurnedDisk()
  const given: Given = { ...realGiven, clock: clock as Clock, disk }
  const country = changed(smaller(demoCountryOn({ today: new Date().toISOString().slice(0, 10) })))
  let keeper: WatchKeeper
  const beside = besideWith({ interpol, keeping: (each) => { keeper = each } })
  const start = (port: number) => startPost({
    folder, given, capabilities, beside, port, version: 'journey',
    founding: { country: 'demo', kind: 'post', post: demoPostCode, device: 'desk-1' },
    prepare: async (node) => { await seedCountry(node, country, clock, () => undefined) },
  })
  let post: RunningPost = await start(0)
  const browser = await launch(film)
  const contexts: BrowserContext[] = []
  const codeFor = (officer: string) => newCode(post.node, officer, 1)
  const scene = (name: Scene) => country.scenes.find((each) => each.scene === name)!
  const signIn = async (page: Page, officer: string) => {
    await page.locator('#officer').fill(officer)
    await page.locator('#code').fill(await codeFor(officer))
    await page.keyboard.press('Enter')
  }
  return {
    get node() { return post.node },
    get url() { return post.url },
    browser, folder, country, disk, clock, scene, codeFor, signIn,
    zone: (name) => scene(name).mrz!,
    number: (name) => scene(name).traveller!.document.number!,
    async asOfficer(role, seen = {}) {
      const context = await openContext(browser, seen)
      contexts.push(context)
      const page = await context.newPage()
      watched(page)
      await page.goto(post.url)
      await signIn(page, officers[role])
      await page.locator('main .booth, main .page').first().waitFor()
      return page
    },
    keepWatch: () => keeper.keepWatch(),
    async restart() {
      const port = Number(new URL(post.url).port)
      await post.stop()
      post = await start(port)
    },
    async end() {
      for (const context of contexts) {
        for (const page of context.pages()) assert.deepEqual(errorsOf(page), [])
      }
      const found = await unsound(post.node)
      await browser.close()
      await post.stop()
      rmSync(folder, { recursive: true, force: true })
      assert.deepEqual(found, [])
    },
  }
}

/** Only those who play a part, the groups, and a good day's worth of others. */
function smaller(country: DemoCountry): DemoCountry {
  const { history, scenes } = country
  const kept = new Set(scenes.map(({ traveller }) => traveller?.traveller))
  Object.values(history.shown).forEach(({ traveller }) => kept.add(traveller))
  const inGroup = new Set(history.groups.map(({ presented }) => presented.group))
  history.crossings.forEach(({ said }, index) => {
    const late = history.crossings.length - index <= 40
    if (late || inGroup.has(String(said.group))) kept.add(said.traveller)
  })
  const crossings = history.crossings.filter(({ said }) => kept.has(said.traveller))
  return { ...country, history: { ...history, crossings } }
}

/**
 * Chromium where CHROMIUM says, or as it is found on the path; its camera sees a film (a y4m file,
 * read when the camera is opened).
 */
export function launch(film?: string): Promise<Browser> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
  const found = (process.env['PATH'] ?? '').split(':')
    .flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
  const executablePath = process.env['CHROMIUM'] ?? found ?? '/usr/bin/chromium'
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', ...(film ? [
        '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${film}`,
      ] : [])],
  })
}

/** A workstation: a browser profile of its own, in a language and a light. */
export async function openContext(browser: Browser, seen: Seen = {}): Promise<BrowserContext> {
  const { language = 'en', light = 'day', width = 1024, height = 600 } = seen
  const context = await browser.newContext({ viewport: { width, height }, locale: 'en-GB' })
  await context.addInitScript(([spoken, lit]: readonly string[]) => {
    // Chosen once; what an officer switches later stays.
    if (!localStorage.getItem('safar-language')) localStorage.setItem('safar-language', spoken!)
    if (!localStorage.getItem('safar-light')) localStorage.setItem('safar-light', lit!)
    // A print dialog would stop the page: the sheet stays laid until it was looked at.
    window.print = () => { document.documentElement.dataset['printed'] = '' }
  }, [language, light] as const)
  return context
}

const errors = new WeakMap<Page, string[]>()

/** What went wrong in a page without being shown to anybody. */
export function errorsOf(page: Page): string[] {
  return errors.get(page) ?? []
}

/** Keeps what goes wrong in a page; answers that are refusals are none. */
export function watched(page: Page): void {
  const kept: string[] = []
  errors.set(page, kept)
  page.on('pageerror', (error) => kept.push(error.message))
  page.on('console', (told) => {
    const answered = /status of (?:401|403|404|409|422|429|50\d)/.test(told.text())
    const down = /ERR_(?:EMPTY|CONNECTION|FAILED|INCOMPLETE|INTERNET)/.test(told.text())
    if (told.type() === 'error' && !answered && !down) kept.push(told.text())
  })
}
