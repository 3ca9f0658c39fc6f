/** Sets the clock of this process wrong by `--skew=` milliseconds, for everything in it; to be imported first. */
const skewMs = Number(process.argv.find((argument) => argument.startsWith("--skew="))?.slice("--skew=".length));
const TrueDate = Date;

globalThis.Date = new Proxy(TrueDate, {
  apply: () => new TrueDate(TrueDate.now() + skewMs).toString(),
  construct: (target, values: [], newTarget) =>
    Reflect.construct(target, values.length === 0 ? [TrueDate.now() + skewMs] : values, newTarget) as object,
  get: (target, key) => (key === "now" ? () => TrueDate.now() + skewMs : Reflect.get(target, key)),
});
