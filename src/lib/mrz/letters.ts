// The tables of ICAO 9303-3 §6, by upper-case letter. Letters that only carry a mark are not
// listed: the mark falls away.

const table = (rows: string): Record<string, string> => Object.fromEntries(
  rows.trim().split(/\s+/).map((row) => row.split('=') as [string, string]));

/** §6.A, Latin letters that become two letters or another letter. */
export const LATIN = table(`
  Ä=AE Å=AA Æ=AE Ð=D Ö=OE Ø=OE Ü=UE Þ=TH ẞ=SS ß=SS Đ=D Ħ=H İ=I I=I ı=I Ĳ=IJ ĸ=Q Ŀ=L Ł=L Ŋ=N
  Œ=OE Ŧ=T Ə=E Ơ=O Ư=U Ɓ=B Ɗ=D Ɣ=G Ƙ=K Ƴ=Y`);

/** §6.B, Cyrillic letters, where no language says otherwise. */
export const CYRILLIC = table(`
  А=A Б=B В=V Г=G Д=D Е=E Ё=E Ж=ZH З=Z И=I І=I Й=I К=K Л=L М=M Н=N О=O П=P Р=R С=S Т=T У=U
  Ф=F Х=KH Ц=TS Ч=CH Ш=SH Щ=SHCH Ъ=IE Ы=Y Ь= Э=E Ю=IU Я=IA Ѣ=IE Ѵ=Y Ѫ=U Ґ=G Ў=U Ѓ=G Ђ=D Ѕ=DZ
  Ј=J Ќ=K Љ=LJ Њ=NJ Ћ=C Џ=DZ Є=IE Ї=I Ә=A Ғ=G Қ=K Ң=N Ө=O Ұ=U Ү=U Һ=H`);

/** §6.B, languages that differ; `^` marks a letter at the beginning of a name. */
export const CYRILLIC_BY_ISSUER: Readonly<Record<string, Record<string, string>>> = {
  UKR: table('Г=H И=Y ^Є=YE ^Ї=YI ^Й=Y ^Ю=YU ^Я=YA'),
  BLR: table('Г=H Ё=IO'),
  SRB: table('Ж=Z Х=H Ц=C Ч=C Ш=S'),
  MKD: table('Ж=Z Х=H Ц=C Ч=C Ш=S Ѓ=GJ Ќ=KJ'),
  BGR: table('Щ=SHT Ъ=A'),
};

/** §6.C, Arabic script with the escapes that begin with X; Arabic before Persian, Urdu, Pashto. */
export const ARABIC = table(`
  ء=XE آ=XAA أ=XAE ؤ=U إ=I ئ=XI ا=A ب=B ت=T ث=XTH ج=J ح=XH خ=XKH د=D ذ=XDH ر=R ز=Z س=S ش=XSH
  ص=XSS ض=XDZ ط=XTT ظ=XZZ ع=E غ=G ف=F ق=Q ك=K ل=L م=M ن=N ه=H و=W ى=XAY ي=Y ٱ=XXA
  ٹ=XXT ټ=XRT پ=P ځ=XKE څ=XXH چ=XC ڈ=XXD ډ=XDR ڑ=XXR ړ=XRR ږ=XRX ژ=XJ ښ=XXS ڤ=V ک=XKK ګ=XXK
  ڭ=XNG گ=XGG ں=XNN ڼ=XXN ھ=XDO ۀ=XYH ہ=XXG ۂ=XGE ۃ=XTG ی=XYA ۍ=XXY ې=Y ے=XYB ۓ=XBE`);

/** §6.C, what is not written: vowel marks and the lengthening stroke. */
export const ARABIC_UNWRITTEN = /^[\u0640\u064B-\u0650\u0652\u0670\u200C-\u200F\u202A-\u202E]$/;
