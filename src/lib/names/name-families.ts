// Names that one language writes in ways no rule of spelling brings together: a line is one name.

/**
 * Islamic names as Arabs, Somalis, Afar, Hausa, Fula, Wolof, Mandinka, Turks, Persians, South
 * Asians, Malays and the peoples of the Caucasus write them; the most usual ones first.
 */
const islamic = `
mohamed mohammed muhammad mohammad muhammed mahamed maxamed mahamad mohamad muhamad mehmet
 mamadou mamadu mahamadou mouhamed mouhamadou muhamadu mohd mohamet mohamat mahamat muhamed
 mukhamed mukhammad mokhammad mohmed magomed magomet mahammad muhammadu mohammadou mouhammad momodou
 muxamed mahomed mahomet muhd mhd md
ahmed ahmad axmed ahmet amadou amadu hamadou ahmadou ahamed akhmed akhmad ahmat amat ahmadu achmad
 axmad amed
ali aly cali aliou alioune alieu alli
hassan hasan xasan hasen assan alassane hasane khasan hassane alhassan lassana lassane
hussein hussain husein husain hussien hosain hosein hossein xuseen xuseyn hussen huseyin husayn
 houcine hocine hossain hussin housseini khusein
ibrahim ibrahima ibraahim ibraahiim brahim ebrahim ibrahem braima ibro
osman othman uthman usman cusmaan cismaan ousmane osmane osmaan uthmaan othmane ottman
omar umar omer cumar oumar oumarou umaru comar umer gumar
abdullah abdallah abdalla abdulla abdullahi abdulahi abdillahi cabdullaahi cabdillaahi cabdulle
 abdoulaye abdollah abdellah abdella abdelah abdoullahi abdullo abdilahi cabdulaahi
yusuf yousef youssef yusef yousif youssouf yuusuf yusuph isuf iosuf yousuf issouf yousouf youcef
 yusup ysuf
said saeed saiid saciid saed sayeed seid sahid seydou saidou saidu
ismail ismael ismaciil ismaila ismaeel smail esmail ismoil ismaaciil esmaeel isma
hamid hameed xaamid hamed
mahmoud mahmud mohamud mahmood mahamud mahmut maxamuud mohamoud maxmuud mahamoud makhmud mahmad
musa moussa muse muuse mousa moosa mussa musse
isa issa eisa ciise iise cise isse essa eissa iisa isah
khalid khaled khalidou qaalid khalit halid kaled
suleiman sulaiman sulayman soliman saleebaan saleban suleyman souleymane souleiman slimane sulaimon
 soleiman soulaimane suleman saleeban suleymaan soleyman sulejman sliman seleiman
salah saleh salih salax saalax salix swaleh salahou
jama jamac jaamac jamah djama gama
farah faarax farax farrah fara
abdi cabdi abdy
hashim haashim hachim hashem hashimu
adam aadan aden adan adem aadam adama
yahya yahia yehia yaxye yaya yihya yaxya yahaya yehya yahiya
yaqub yaqoub yacoub yakub yacquub yakubu yaaquub yacouba yaqoob yacqub yacub yaakoub
ishaq isaaq isxaaq ishak ishaaq isak isaq isxaq issaka ishaku ishagh
dawud daud dawood daoud daawuud dauda daut davud
zakaria zakariya zakariye zakariyya zekeriya zakaryya zacharia zekariya sakariye
idris idriss idrees driss iidriis idrissa idriis
bashir basheer bashiir bachir bechir beshir bashiru
jibril jibreel jibriil djibril gibril jabril djibrill jebril jibrin
hamza hamzah xamsa xamza hamsa khamza
bilal bilaal belal bilel billal
mustafa mostafa mustapha mustafe moustapha mustaf moustafa mostafah mustofa
ridwan radwan redouane ridwaan rizwan ridvan redwan
rashid rasheed rashiid rachid rachide rashed reshid
nur noor nuur nour nor noore
hersi xirsi hirsi xersi
warsame warsama warsama
elmi cilmi ilmi celmi
gedi geedi guedi
dahir daahir dahirou taahir tahir daher taher
shire shiire shirre chire
sharmarke sharmaarke charmarke
guled guleed gouled guuleed
barre bare baare
egal cigaal igal eigal cigal
awale cawaale awaleh cawale aouale
abukar abubakar abuubakar aboubakar abubakr boubacar aboubacar abubaker abobaker
 boubakar boubaker bubakar ababakar abubakari
samatar samater samantar
artan cartan
aweys cawees uways aways owais oveys
ayaan ayan
hawa xaawo hawo xaawa hava hauwa
fatima fatimah fatuma fatouma faadumo fadumo fadouma faaduma fatoumata fatimata fatma fathima
 fatema fatemeh fadima fatimetou fatimatou faduma fatou
aisha aysha ayesha caasha asha aicha aissata aissatou aishatu caaisha aishah aischa
 ayse aycha
khadija khadijah khadiija khadidja kadija khadijo khadiga hadiza khadiatou khadidiatou hatice
 xadiija kadidia khadeeja khadije kadijatou
mariam maryam maryan maryama mariama miriam maryamou meryem meriem mariem meriam
halima xaliimo halimo haleema halimatou xalimo khalima halimah
zainab zeinab zaynab zeynab seynab saynab zaineb zineb zenab seynabou zeinabou senab
amina aamina amino aamino aminata aminatou amena aminah ameena emine
sahra zahra zahara zohra sahro zahrah
hodan hoodan
ifrah ifraax
safia safiya safiyo safiyya safiyatou safie
ruqiya roqia ruqayya rukia ruqiyo rokia rokhaya ruqia ruqaya
nasra nasro nasrah
saido sacdiyo sadia saadia saadiya sacdiya sadiya
maymuna maimuna maimouna maymun meymun maymouna mymoona
shukri shoukri shukry chokri chukri choukri
jamal gamal djamel jamel djamal cemal jamaal gamel
jamil gamil djamil cemil jameel
jafar jaafar gafar djafar cafer jaffar jacfar
 hajali
abdirahman abdulrahman abdurrahman abdelrahman abdirrahman
munir mounir muniir moneer
muhsin mohsen mohsin mouhcine muxsin mohcine
nasir nasser naser nasir nacer nassir naasir naceur
tariq tarek tareq tarik taarik
qasim kassim gasim kasim qassem kacem gassim qaasim casim qasem
latif lateef latiif ladif
karim kareem kariim kerim
kadir qadir kader gadir qader qaadir kadr
aziz azeez casiis ezziz caziz azize
majid magid majeed madjid macid
jabir gaber jaber djaber cabir gabir
hakim hakeem xakiim hekim
sabri sabry
faisal faysal feisal faycal feysal faissal faysaal
fuad fouad foad fuaad fowad
anwar anouar anwer anvar enver
ayub ayoub ayyub ayuub ayoob eyup eyoub
luqman lokman luqmaan loukmane lukman
liban liibaan libaan
zubair zubayr zoubeir subeer zubeyr zobair subair

talib taleb taalib
sadiq sadik saddiq sidiq siddiq sadiiq sadeq seddik
khalil khaleel khaliil halil khelil
jalil galil jaleel djalil celil
hajar hagar hajer hadjar
rabia rabiah rabiya
wali walli weli
yasin yassin yaasiin yacine yassine yasiin jassin yaseen iassin
younes yunis yunus younis yonis yoonis yunos yunas younous
habib xabiib habeeb khabib
shafi shafie chafi
sheikh shaikh shaykh cheikh sheekh cheick shekh
ghani gani qani ghany
jawad gawad javad djaouad jawaad
husam hossam houssam xusaam hussam
wael wail ouail
walid waleed oualid walied waliid velid
hisham hicham hesham hishaam
`

const slavic = `
aleksandr alexander oleksandr aliaksandr alexandr alexandre aleksander aliaxandr alyaksandr
 aleksandar
aleksandra alexandra oleksandra aliaksandra
aleksei aleksey alexei alexey oleksiy oleksii aliaksei oleksij aleksij
nikolai nikolay mykola mikalai mikola nikolaj nicolai mikalay
vladimir volodymyr uladzimir wladimir vladimer volodimir vladymyr
sergei sergey serhiy serhii siarhei sergej serguei siarhej
dmitri dmitry dmytro dzmitry dmitriy dmitrii dimitri dmitrij
andrei andrey andriy andrii andrej
evgeny evgeniy yevgeny yevhen yevgeniy evgenii yauheni ievgen evgenij eugeny
mikhail mykhailo mikhailo mihail mykhaylo michail mikhael mihails
pavel pavlo paval
petr pyotr petro piotr pjotr
yuri yury yuriy iurii yurii iouri jurij jury iury
igor ihor ihar
oleg oleh aleh
konstantin kostiantyn kostyantyn kanstantsin constantin
georgy georgiy georgi heorhiy heorhii georgii georgij
grigory grigoriy hryhoriy hryhorii ryhor grigorij grigorii
vasily vasiliy vasyl vasil vasilii vassily wassily vasilij
gennady gennadiy hennadiy hennadii henadz gennadi gennadii
fedor fyodor fedir fiodor
ivan
iosif yosyp
maksim maxim maksym
artem artyom artsiom
vitaly vitaliy vitalii vital vitali
valery valeriy valerii valeri valerij
viktor victor viktar
anatoly anatoliy anatolii anatol anatoli
arkady arkadiy arkadii arkadi
elena yelena olena alena jelena
ekaterina yekaterina kateryna katsiaryna
natalia natalya nataliya natallia natalja
tatiana tatyana tetiana tatsiana tetyana
irina iryna iryna
olga olha volha
anna ganna
svetlana svitlana sviatlana
ksenia ksenija kseniya
julia yulia yuliya iuliia yuliia
oksana aksana
galina halyna halina
lyudmila ludmila liudmyla lyudmyla
tymoshenko timoshenko
`

const others = `
haile hayle khaile
gebre gabra gebra ghebre gabre guebre
tekle takla tecle
tesfaye tasfaye tesfay
tewolde tewelde tewalde
girma guirma
kidane kidan
yohannes yohanes iohannes
mikael mikail mikaeel mikayil
georgis giorgis gyorgis giyorgis
abebe
bekele baqqala beqele
alemayehu alemayhu
getachew getacho guetachew
meles melles
isaias isayas esayas issayas
solomon selomon salomon
tsegaye segaye tsegay
tsehay sehay tsehaye
worku warqu werku
john jon
jose josep jose
geoffrey jeffrey
catherine katherine kathryn katharine
stephen steven
philip phillip philippe

wang
zhang
`

const familyOf = new Map<string, number>()
let family = 0
for (const text of [islamic, slavic, others]) {
  for (const line of text.trim().split(/\n(?! )/)) {
    const words = line.trim().split(/\s+/)
    if (words.length < 2) continue
    family += 1
    // A word that is claimed twice stays with the more usual name.
    for (const word of words) if (!familyOf.has(word)) familyOf.set(word, family)
  }
}

/** The family of a folded word, as a number, or undefined: two words of one family are one name. */
export function familyOfWord(word: string): number | undefined {
  return familyOf.get(word)
}

/** The spellings of each Islamic name, the most usual names first. */
export function usualNames(): string[][] {
  return islamic.trim().split(/\n(?! )/).map((line) => line.trim().split(/\s+/))
}
