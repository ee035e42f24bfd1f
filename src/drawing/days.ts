export const dayMs = 86_400_000;

/**
 * How many days of the calendar, where it is asked, an instant is after another one: as dates are told apart, and as they add up.
 * What begins and ends on one day has none, and what goes over midnight one. @param from in UTC milliseconds @param to likewise
 */
export function daysBetween(from: number, to: number): number {
  return Math.max(0, Math.round((midnightBefore(to) - midnightBefore(from)) / dayMs)); // in spring a day has 23 hours
}

function midnightBefore(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
