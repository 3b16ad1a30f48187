// Numbers of documents and plates as they are misread: O for 0, I for 1, and cut by a zone.

import { documentKey } from './terms.ts'

/** A number for comparing: letters and digits only, O as 0 and I as 1. */
export function readNumber(number: string): string {
  // Nearly every number is written so already; tens of millions are read at a time.
  const key = written.test(number) ? number : documentKey(number)
  return (misread.test(key) ? key.replaceAll('O', '0').replaceAll('I', '1') : key).slice(0, 40)
}

const written = /^[A-Z0-9]+$/
const misread = /[OI]/

/** By what a document is sought on a list of numbers: its issuer, and its number as it is read. */
export function numberKey({ issuer, number }: { issuer: string; number: string }): string {
  return `${issuer}|${readNumber(number)}`
}

/** What a reading zone has room for of a number (ICAO 9303-4 §4.2.2): nine signs. */
export const zoneSigns = 9

/** A number as a zone that has no room for all of it prints it. */
export function cutNumber(number: string): string {
  return number.slice(0, zoneSigns)
}
