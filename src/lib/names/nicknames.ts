// Short forms of names: Bill is William, Sasha is Aleksandr.

import listed from './nicknames.json' with { type: 'json' }

// Russian, Spanish and Arabic short forms, which the list of English ones leaves out.
const more = `
aleksandr sasha shura sanya alik|aleksandra sasha|aleksei alyosha lyosha|anastasia nastya
anatoly tolya|boris borya|dmitri dima mitya|ekaterina katya|elena lena|evgeny zhenya|fedor fedya
georgy gosha zhora|grigory grisha|ivan vanya|konstantin kostya|maria masha|mikhail misha
natalia natasha|nikolai kolya|olga olya|pavel pasha|petr petya|sergei serezha seryozha|tatiana tanya
valentina valya|lev leon|maria ma|vasily vasya|viktor vitya|vladimir volodya vova
jose pepe|francisco paco pancho|ignacio nacho|guadalupe lupe|jesus chucho|enrique quique
manuel manolo|roberto beto|alberto beto|eduardo lalo|alejandro alex|luis lucho|antonio tono tony
mohamed moh mo hamoud|abdirahman abdi|abdullahi abdi|mustafa mus|vyacheslav slava|yuri yura
`
const shortOf = new Map<string, Set<string>>()
const add = (full: string, short: readonly string[]) => {
  const known = shortOf.get(full)
  if (known) short.forEach((each) => known.add(each))
  else shortOf.set(full, new Set(short))
}
for (const [full, short] of Object.entries(listed)) add(full, short.split(' '))
for (const entry of more.trim().split(/[|\n]/)) {
  const [full, ...short] = entry.split(' ')
  add(full!, short)
}

/** Whether one folded word is a short form of the other. */
export function nicknamed(a: string, b: string): boolean {
  return shortOf.get(a)?.has(b) === true || shortOf.get(b)?.has(a) === true
}
