// Names as people of the region bear them, in Latin letters and in their own script; all invented.

import type { SeededLuck } from './luck.ts'

/** A name as a passport has it, and as its bearer writes it. */
export interface PersonName {
  surname: string
  givenNames: string
  nameOriginal?: string
}

/** `latin` or `latin=own script`. */
type Names = readonly (readonly [latin: string, own?: string])[]

const names = (text: string): Names => text.trim().split(/\s*,\s*/)
  .map((each) => each.split('=') as [string, string?])

export const somali = {
  M: names(`Maxamed, Axmed, Cabdi, Yuusuf, Xasan, Ismaaciil, Cumar, Guled, Liibaan, Mahad, Baashir,
    Faarax, Jaamac, Warsame, Nuur, Ayaanle, Sharmaarke, Daahir, Khaalid, Samatar, Geedi, Rooble,
    Idiris, Cige, Bile, Diiriye, Ducaale, Xirsi, Cawaale, Kaariye`),
  F: names(`Aamina, Hodan, Ifrax, Sahra, Faadumo, Caasha, Hibaaq, Khadiija, Maryan, Ayaan, Nimco,
    Deeqa, Ubax, Laadan, Xaliimo, Safiya, Sagal, Samsam, Hinda, Rooda, Fawsiya, Idil`),
}

export const ethiopian = {
  M: names(`Abebe=አበበ, Kebede=ከበደ, Tesfaye=ተስፋዬ, Dawit=ዳዊት, Girma=ግርማ, Bekele=በቀለ, Yohannes=ዮሐንስ,
    Getachew=ጌታቸው, Mulugeta=ሙሉጌታ, Haile=ኃይሌ, Solomon=ሰሎሞን, Tadesse=ታደሰ, Alemu=አለሙ, Desta=ደስታ,
    Lemma=ለማ, Worku=ወርቁ, Habtamu=ሀብታሙ, Berhanu=ብርሃኑ`),
  F: names(`Tigist=ትዕግስት, Almaz=አልማዝ, Hiwot=ሕይወት, Selamawit=ሰላማዊት, Meseret=መሠረት, Kidist=ቅድስት,
    Genet=ገነት, Aster=አስቴር, Rahel=ራሔል, Marta=ማርታ, Bethlehem=ቤተልሔም, Eden=ኤደን`),
}

export const arab = {
  M: names(`Ahmed=أحمد, Ali=علي, Hussein=حسين, Abdullah=عبد الله, Khaled=خالد, Salem=سالم,
    Mansour=منصور, Tariq=طارق, Fahd=فهد, Yahya=يحيى, Ibrahim=إبراهيم, Saeed=سعيد,
    Abdulrahman=عبد الرحمن, Mahmoud=محمود, Mustafa=مصطفى, Hamid=حامد, Jamal=جمال, Nabil=نبيل`),
  F: names(`Fatima=فاطمة, Aisha=عائشة, Salma=سلمى, Arwa=أروى, Layla=ليلى, Noor=نور, Huda=هدى,
    Samira=سميرة, Amal=أمل, Bushra=بشرى, Zainab=زينب, Rania=رانيا`),
  yemeni: names(`Al-Hadrami=الحضرمي, Al-Sanani=الصنعاني, Bawazir=باوزير, Al-Amri=العمري,
    Al-Qadi=القاضي, Nagi=ناجي, Al-Maqtari=المقطري, Bamatraf=بامطرف, Al-Yafei=اليافعي`),
  sudanese: names(`Elamin=الأمين, Idris=إدريس, Osman=عثمان, Eltayeb=الطيب, Abdelgadir=عبد القادر,
    Elnour=النور, Hamdan=حمدان, Babiker=بابكر, Eisa=عيسى`),
  egyptian: names(`Elsayed=السيد, Shahin=شاهين, Mansy=منسي, Gaber=جابر, Fouad=فؤاد, Rizk=رزق`),
}

export const kenyan = {
  M: names('Peter, John, Joseph, Kevin, Daniel, Brian, Samuel, David, Moses, Stephen'),
  F: names('Grace, Mary, Faith, Mercy, Esther, Joyce, Ruth, Caroline, Lilian, Beatrice'),
  family: names(`Wanjiru, Otieno, Kamau, Achieng, Kiptoo, Mutua, Njoroge, Wekesa, Chebet, Mwangi,
    Odhiambo, Nyambura, Barasa, Ole Nkaissery, Kiprotich`),
}

export const french = {
  M: names('Étienne, François, Julien, Noël, Rémi, Jean-Baptiste, Loïc, Gaël'),
  F: names('Claire, Hélène, Amélie, Anaïs, Zoé, Cécile, Marie-Noëlle, Agnès'),
  family: names('Lefèvre, Moreau, Girard, Dubois-Lambert, Rousseau, Chevalier, d’Almeida, Garçon'),
}

export const foreign = {
  M: names('James, Marco, Rajesh, Wei, Mehmet=Mehmet, Lukas, Carlos'),
  F: names('Emily, Giulia, Priya, Fang, Ayşe=Ayşe, Johanna, Lucía=Lucía'),
  family: names('Ashworth, Bianchi, Sharma, Zhang, Yıldız=Yıldız, Müller, Gonçalves, O’Hara'),
}

/** Somali names as passports print them: x is h, c is nothing, long vowels are short. */
export function passportSomali(name: string): string {
  if (name === 'Maxamed') return 'Mohamed'
  return name.replace(/^C(.)/, (_, next: string) => next.toUpperCase()).replace(/c/g, '')
    .replace(/X/g, 'H').replace(/x/g, 'h').replace(/([aeiou])\1/g, '$1')
}

/** Own, father's and grandfather's name: the third stands as the surname. */
export function chain(
  luck: SeededLuck, people: { M: Names; F: Names }, sex: 'M' | 'F',
  spelled = (name: string) => name,
): PersonName {
  const parts = [luck.pickCommon(people[sex]), luck.pickCommon(people.M), luck.pickCommon(people.M)]
  const latin = parts.map(([name]) => spelled(name))
  const own = parts.map(([name, written]) => written ?? name).join(' ')
  return {
    surname: latin[2]!, givenNames: `${latin[0]} ${latin[1]}`,
    ...(own !== latin.join(' ') && { nameOriginal: own }),
  }
}

/** Given names and a family's: of an Arab, the father's name stands between. */
export function family(
  luck: SeededLuck, people: { M: Names; F: Names }, sex: 'M' | 'F',
  { of, father = false }: { of: Names; father?: boolean },
): PersonName {
  const given = [luck.pickCommon(people[sex]), ...(father ? [luck.pickCommon(people.M)] : [])]
  const last = luck.pick(of)
  const all = [...given, last]
  return {
    surname: last[0], givenNames: given.map(([name]) => name).join(' '),
    ...(all.some(([name, own]) => own !== undefined && own !== name)
      && { nameOriginal: all.map(([name, own]) => own ?? name).join(' ') }),
  }
}
