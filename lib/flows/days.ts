/** The calendar day (ISO) of an instant in a time zone; in UTC when the zone is missing or unknown. */
export const dayIn = (instant: string, timeZone = 'UTC'): string => {
  const date = new Date(instant);
  const day = (zone: string) =>
    new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(date);
  try {
    return day(timeZone);
  } catch (error) {
    if (error instanceof RangeError && !Number.isNaN(date.getTime())) return day('UTC');
    throw error;
  }
};
