const plurals = new Intl.PluralRules("en");

/** A number with its noun in English. */
export function counted(count: number, one: string, other: string): string {
  return `${count.toLocaleString("en")}\u00a0${plurals.select(count) === "one" ? one : other}`;
}
