// In which language a person is likely to read what is handed to them.

import type { Language } from '../../ui/words.ts'

const french = ['DJI', 'COM', 'TCD', 'BEN', 'BFA', 'BDI', 'CMR', 'CAF', 'COG', 'COD', 'CIV', 'GAB',
  'GIN', 'MLI', 'NER', 'SEN', 'TGO', 'MDG', 'FRA', 'BEL', 'LUX', 'RWA']
const arabic = ['YEM', 'SAU', 'EGY', 'SDN', 'ARE', 'OMN', 'QAT', 'BHR', 'KWT', 'IRQ', 'SYR', 'JOR',
  'LBN', 'PSE', 'LBY', 'TUN', 'DZA', 'MAR', 'MRT', 'ERI']

/** A first guess from the nationality; the officer changes it by asking the person. */
export function languageOf(nationality: string): Language {
  if (nationality === 'SOM') return 'so'
  return arabic.includes(nationality) ? 'ar' : french.includes(nationality) ? 'fr' : 'en'
}
