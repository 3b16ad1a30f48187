// The house that every screen stands in: the sign over the lane, the signposts, the room itself.

import { bar, screens } from 'virtual:screens'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ComponentType } from 'react'
import { Link, matchRoute, Redirect, Route, Switch, useLocation, useRouter } from 'wouter'
import { lock, signOut, whoAmI } from './api.ts'
import { useLink, useSession } from './asking.ts'
import { Clock } from './clock.tsx'
import { Dialog } from './dialog.tsx'
import { Key } from './key.tsx'
import { onIdle } from './idle.ts'
import { keysNow, nameOf, useKeys } from './keys.ts'
import { Ltr } from './ltr.tsx'
import type { BarItem, Screen } from './screens.ts'
import { postOf } from './session.ts'
import type { Me } from './session.ts'
import { Shape } from './sign.tsx'
import { Beside, SignIn, SignInAgain } from './signing-in.tsx'
import { useWords } from './speaking.tsx'
import { LanguageSwitch, LightSwitch } from './switches.tsx'
import { NotAnswering, NotFound, NotPermitted, NotRecording, Screened } from './trouble.tsx'

const Kit = lazy(() => import('./kit/kit.tsx'))
const rooms = Object.entries(screens).map(([path, screen]) => (
  { path, screen, Room: lazy(screen.load) as ComponentType<Record<string, string>> }
))
const barItems = bar.map((item) => ({ item, Item: lazy(item.load) }))

/** Everything: the door when nobody is signed in, and the house when somebody is. */
export function House() {
  const session = useSession()
  const [path, go] = useLocation()
  const kit = path === '/kit'
  const was = useRef(session.is)
  // Whoever signs in next begins at a screen of their own, and the address tells of nobody.
  useEffect(() => {
    if (session.is === 'out' && was.current !== 'unknown') go('/', { replace: true })
    was.current = session.is
  }, [session.is])
  useEffect(() => { if (!kit) void whoAmI() }, [kit])
  if (kit) return <Suspense fallback={<Blank />}><Kit /></Suspense>
  if (session.is === 'unknown') return <><Over /><NotAnswering /><Blank /></>
  if (session.is === 'out') return <><Over /><NotAnswering /><SignIn /></>
  return (
    <>
      <Rooms me={session.me} key={session.me.officer} />
      <Beside me={session.me} />
      {session.is === 'lapsed' && <SignInAgain me={session.me} />}
    </>
  )
}

function Blank() {
  return <div className="blank" />
}

/** The ways that are open to an officer's roles, in the order of the signpost. */
export function waysFor(roles: readonly string[]): { path: string; screen: Screen }[] {
  return rooms
    .filter(({ screen }) => screen.letter && screen.seenBy.some((role) => roles.includes(role)))
    .sort((a, b) => (a.screen.order ?? 99) - (b.screen.order ?? 99))
}

function Rooms({ me }: { me: Me }) {
  const { say } = useWords()
  const [path] = useLocation()
  const [shown, show] = useState<'ways' | 'keys'>()
  useKeys([
    { key: 'g', word: 'keys.go', run: () => show('ways') },
    { key: 'Alt+g', word: 'keys.go-typing', run: () => show('ways') },
    { key: '?', word: 'keys.help', run: () => show('keys') },
    { key: 'Alt+l', word: 'keys.lock', run: () => void lock() },
  ])
  useEffect(() => onIdle(() => void lock()), [])
  const main = useRef<HTMLElement>(null)
  const first = useRef(true)
  const ways = waysFor(me.roles)
  const { parser } = useRouter()
  const here = rooms.find((room) => matchRoute(parser, room.path, path)[0])?.screen
  const title = here && say(here.title)
  useEffect(() => { document.title = title ? `${title} · Safar` : 'Safar' }, [title])
  useEffect(() => {
    if (!first.current && !main.current?.contains(document.activeElement)) main.current?.focus()
    first.current = false
  }, [path])
  return (
    <div className={here?.room === 'counter' ? 'house counter' : 'house'}>
      <a className="skip" href="#main">{say('skip')}</a>
      <Over me={me} go={() => show('ways')} />
      <NotAnswering />
      <NotRecording />
      {here?.room !== 'counter' && <Signpost ways={ways} />}
      <main id="main" ref={main} tabIndex={-1}>
        <Screened say={say} key={path}>
          <Suspense fallback={<Blank />}><Places me={me} first={ways[0]?.path} /></Suspense>
        </Screened>
      </main>
      {shown === 'ways' && <Ways ways={ways} close={() => show(undefined)} />}
      {shown === 'keys' && <Keys close={() => show(undefined)} />}
    </div>
  )
}

function Places({ me, first }: { me: Me; first: string | undefined }) {
  return (
    <Switch>
      {rooms.map(({ path, screen, Room }) => (
        <Route key={path} path={path}>
          {(params) => (screen.seenBy.some((role) => me.roles.includes(role))
            ? <Room {...params as Record<string, string>} /> : <NotPermitted />)}
        </Route>
      ))}
      <Route path="/">{first ? <Redirect to={first} replace /> : <NotPermitted />}</Route>
      <Route><NotFound /></Route>
    </Switch>
  )
}

/** The sign over the lane: post · lane · officer · shift … as known at · link · clock. */
export function Over({ me, go }: { me?: Me; go?: () => void }) {
  const { say, language } = useWords()
  const items = (at: BarItem['at']) => me && (
    <Suspense>
      {barItems.filter(({ item }) => item.at === at)
        .sort((a, b) => a.item.order - b.item.order)
        .map(({ Item }, index) => <Item key={index} />)}
    </Suspense>
  )
  return (
    <header className="over panel">
      {go && (
        <button type="button" onClick={go} title={say('keys.go')}>
          {say('go')} <Key name="g" />
        </button>
      )}
      <div className="run">
        <strong className="post">{me ? postOf(me, language) : 'Safar'}</strong>
        {me?.lane && <span>{say('lane', { lane: me.lane })}</span>}
        {me && <span>{me.name}</span>}
        {items('start')}
      </div>
      <div className="run end">
        {items('end')}
        <LinkMark />
        <Clock />
      </div>
    </header>
  )
}

function LinkMark() {
  const { say } = useWords()
  const { answers } = useLink()
  return (
    <span className={answers ? 'link clear' : 'link unchecked'}>
      <Shape state={answers ? 'clear' : 'unchecked'} />
      {say(answers ? 'link.answers' : 'link.silent')}
    </span>
  )
}

interface WaysProps { ways: { path: string; screen: Screen }[] }

function Signpost({ ways }: WaysProps) {
  const { say } = useWords()
  const [path] = useLocation()
  return (
    <nav className="signpost" aria-label={say('signpost')}>
      {ways.map(({ path: to, screen }) => (
        <Link key={to} href={to} aria-current={to === path ? 'page' : undefined}>
          <Plate letter={screen.letter!} />{say(screen.title)}
        </Link>
      ))}
    </nav>
  )
}

function Plate({ letter }: { letter: string }) {
  return <span className="plate" aria-hidden="true"><Ltr>{letter}</Ltr></span>
}

/** All ways with their letters, after `g`: the next letter goes there. */
function Ways({ ways, close }: WaysProps & { close: () => void }) {
  const { say } = useWords()
  const [, go] = useLocation()
  const leave = (to: string) => {
    close()
    go(to)
  }
  return (
    <Dialog title={say('go.where')} close={close}>
      <nav className="ways" aria-label={say('signpost')} onKeyDown={(event) => {
        const way = ways.find(({ screen }) => screen.letter === nameOf(event.nativeEvent))
        if (way) leave(way.path)
      }}>
        {ways.map(({ path, screen }, index) => (
          <a key={path} href={path} data-first={index === 0 ? '' : undefined} onClick={(event) => {
            event.preventDefault()
            leave(path)
          }}>
            <Plate letter={screen.letter!} />{say(screen.title)}
          </a>
        ))}
      </nav>
      <div className="quiet"><LanguageSwitch /><LightSwitch /></div>
      <div className="acts">
        <button type="button" onClick={() => { close(); void lock() }}>{say('keys.lock')}</button>
        <button type="button" onClick={() => void signOut()}>{say('sign-out')}</button>
        <button type="button" className="plain" onClick={close}>
          {say('back')} <Key name="Esc" />
        </button>
      </div>
    </Dialog>
  )
}

/** The keys that work on this screen. */
function Keys({ close }: { close: () => void }) {
  const { say } = useWords()
  return (
    <Dialog title={say('keys')} close={close}>
      <dl className="keys">
        {keysNow().map(({ key, word }) => (
          <div key={key} className="pair"><dt><Key name={key} /></dt><dd>{say(word)}</dd></div>
        ))}
      </dl>
      <div className="acts">
        <button type="button" data-first="" onClick={close}>
          {say('back')} <Key name="Esc" />
        </button>
      </div>
    </Dialog>
  )
}
