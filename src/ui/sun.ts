// When the sun rises and sets at a post, closely enough to turn a screen dark.

/** Degrees; north and east are positive. */
export interface Place { latitude: number; longitude: number }

const dayMs = 86_400_000
const radians = (degrees: number) => degrees * Math.PI / 180
const degrees = (angle: number) => angle * 180 / Math.PI

/**
 * Whether the sun is below the horizon (centre at −0.833°, as almanacs count it) at an instant, by
 * the low-precision formulas of the Astronomical Almanac, good to about a minute below 60° of
 * latitude. Without a place, night is from 18:00 to 06:00 of the workstation's clock.
 */
export function isNight(at: Date, place?: Place): boolean {
  if (!place) return at.getHours() < 6 || at.getHours() >= 18
  return altitudeOfSun(at, place) < -0.833
}

/** The altitude of the sun above the horizon in degrees. */
export function altitudeOfSun(at: Date, { latitude, longitude }: Place): number {
  const days = at.getTime() / dayMs + 2_440_587.5 - 2_451_545
  const anomaly = radians(357.529 + 0.98560028 * days)
  const mean = 280.459 + 0.98564736 * days
  const ecliptic = radians(mean + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly))
  const tilt = radians(23.439 - 0.00000036 * days)
  const ascension = degrees(Math.atan2(Math.cos(tilt) * Math.sin(ecliptic), Math.cos(ecliptic)))
  const declination = Math.asin(Math.sin(tilt) * Math.sin(ecliptic))
  const siderealDegrees = (18.697374558 + 24.06570982441908 * days) % 24 * 15
  const hourAngle = radians(siderealDegrees + longitude - ascension)
  const north = radians(latitude)
  return degrees(Math.asin(
    Math.sin(north) * Math.sin(declination)
    + Math.cos(north) * Math.cos(declination) * Math.cos(hourAngle),
  ))
}
