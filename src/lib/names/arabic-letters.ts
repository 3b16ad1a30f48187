// Arabic script, as Arabs, Persians, Pashtuns and Urdu speakers write it, by what is heard: our
// own table, because general romanisers drop alef and ayn, and with them half of every name.

const table: Record<string, string> = Object.fromEntries(`
  ء= آ=a أ=a ؤ=w إ=i ئ=y ا=a ٱ=a ب=b پ=p ت=t ٹ=t ټ=t ث=th ج=j چ=ch ح=h خ=kh ځ=z څ=ts
  د=d ڈ=d ډ=d ذ=dh ر=r ڑ=r ړ=r ز=z ژ=zh ږ=zh س=s ش=sh ښ=sh ص=s ض=d ط=t ظ=z ع=a غ=gh ڠ=g
  ف=f ڤ=v ق=q ك=k ک=k ګ=g گ=g ڭ=g ل=l م=m ن=n ں=n ڼ=n ه=h ہ=h ھ=h ۂ=h ۀ=h ە=a ة=a ۃ=a
  و=w ۇ=u ۆ=o ۈ=u ۋ=v ى=a ي=y ی=y ې=e ۍ=y ے=e ۓ=e ێ=e ڕ=r ڵ=l
`.trim().split(/\s+/).map((pair) => pair.split('=') as [string, string]));

const allLetters = /[\u0621-\u064A\u066E-\u06D3\u06D5\u0750-\u077F]/g;

/**
 * The Arabic letters of a text as Latin consonants and long vowels; other letters stay. The article
 * becomes a word of its own, and so does abd before it, as Latin spellings have them.
 */
export function arabicToLatin(text: string): string {
  return text
    .replace(/[\u0610-\u061A\u0640\u064B-\u065F\u0670\u06D6-\u06ED]/g, '')
    .replace(/(^|\s)(عبد)\s*(ال|ل)(?=\S{2})/gu, '$1abd al ')
    .replace(/(^|\s)(?:وال|ال)(?=\S{2})/gu, '$1al ')
    .replace(allLetters,
      (letter) => table[letter] ?? '');
}
