import { DateTime } from "luxon";

/** `Mon, Mar 11, 5:00 AM`; with the year where it is another one, with seconds where they matter. */
export function clockTime(instant: Date, timezone: string, now: Date): string {
  const at = DateTime.fromJSDate(instant, { zone: timezone }).setLocale("en-US");
  const year = at.year === DateTime.fromJSDate(now, { zone: timezone }).year ? "" : " yyyy,";
  const seconds = at.second === 0 ? "" : ":ss";
  return at.toFormat(`ccc, LLL d,${year} h:mm${seconds} a`);
}

/** `in 19 h`, `in 4 days`, `5 min ago`, `now`: the nearest unit, rounded down. */
export function relative(instant: Date, now: Date): string {
  const ms = instant.getTime() - now.getTime();
  const inWords = duration(Math.abs(ms));
  if (Math.abs(ms) < 1000) return "now";
  return ms > 0 ? `in ${inWords}` : `${inWords} ago`;
}

/** `0.4 s`, `12 s`, `5 min`, `19 h`, `4 days` */
export function duration(ms: number): string {
  if (ms < 10_000) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  const units = [
    [86_400_000, "day"],
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
  ] as const;
  const [length, name] = units.find(([size]) => ms >= size) ?? [1000, "s"];
  const count = Math.floor(ms / length);
  return `${count} ${name}${name === "day" && count !== 1 ? "s" : ""}`;
}
