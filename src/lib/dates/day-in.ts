// The day that a calendar on the wall shows at an instant: in Mogadishu three hours before UTC's.

/**
 * The day (YYYY-MM-DD) of an instant (ISO 8601 with Z) in a time zone of the IANA database. Throws
 * RangeError where there is no such zone.
 */
export function dayIn(zone: string): (at: string) => string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', calendar: 'iso8601',
    numberingSystem: 'latn',
  })
  let minute = ''
  let day = ''
  return (at) => {
    if (at.slice(0, 16) !== minute) {
      const parts = new Map(
        format.formatToParts(Date.parse(at)).map(({ type, value }) => [type, value]),
      )
      day = `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`
      minute = at.slice(0, 16)
    }
    return day
  }
}
