/** The fields of an object that have a value: `exactOptionalPropertyTypes` tells a field that is left out from one that is `undefined`. */
export function defined<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  const fields = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(fields) as { [Key in keyof T]: Exclude<T[Key], undefined> };
}
