import { DateTime } from "luxon";

export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

export function inMinutes(seconds: number): string {
  return `${(seconds / 60).toFixed(1)} min`;
}

export function count(pieces: number): string {
  return pieces.toLocaleString("en-US");
}

/** `Monday, March 11, 2030, 5:00 AM EDT` */
export function written(instant: Date, timezone: string): string {
  return DateTime.fromJSDate(instant, { zone: timezone }).setLocale("en-US").toLocaleString(DateTime.DATETIME_HUGE);
}
