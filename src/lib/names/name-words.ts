// Words of a name that do not tell who somebody is: particles, titles, fillers for a missing name.

const listed = (text: string) => new Set(text.trim().split(/\s+/))

/** Articles, child of, wife of, and what stands between two names, in many languages. */
export const PARTICLES = listed(`
  al el ul il ar as ash ad at an az adh ath er es ed en ur us l
  bn abn bnt wld zadh
  bin ben ibn bint binti binte bte bt beni bani ould oulad uld wuld weld walad mint ag
  walet wa oglu oghlu ogly uulu uly kyzy qizi kizi gizi kysy zade
  de del della delle di da do das dos du des le la las los lo van von vom der den ter ten zu zum
  av af of y e i san
`)

/** Titles and callings; Haji and Sheikh are also names, and say a little where both sides agree. */
export const TITLES = listed(`
  mr mrs ms miss mme mlle monsieur madame herr frau senor senora don dona sir lord lady dame
  dr doctor prof professor eng engineer ing gen general lt lieutenant col colonel maj capt captain
  sgt sergeant cmdr commander brig brigadier adm admiral marshal hon honourable honorable president
  haji hajji hajj hadji hadj alhaji alhaj elhadj xaaji haajji xaji hojj
  sheikh sheik shaikh shaykh sheikha cheikh cheick sheekh shekh shiekh mullah mulla molla mawlawi
  maulvi mawlana maulana mulawi mawlavi moulvi qari hafiz hafez sayed sayyid syed seyyed sayid
  ustad ustadh ustaz imam emir ayatollah hojatoleslam
  hujjatulislam mufti pir qazi malam mallam moallim macallin moalim sharif ato woizero weizero abba
  comrade major rev reverend fr father sr sister brother hrh
`)

/** Callings that are also given to children as names. */
export const ALSO_NAMES = listed(`
  sayed sayyid syed seyyed sayid sharif imam emir hafiz hafez major don general marshal
`)

/** What is written where a name is not known, and what introduces another name. */
export const MISSING = listed(`
  fnu lnu mnu fno lno xxx xxxx xx nil none na unknown unk inconnu inconnue
  nfn nln noname nofirstname nolastname aka alias dit called known
`)
