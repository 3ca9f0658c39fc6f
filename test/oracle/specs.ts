/** What is asked of every zone: cron expressions and recurrence rules, with and without a choice for clock changes. */
export type Spec = (
  | { readonly kind: "cron"; readonly expression: string }
  | { readonly kind: "rrule"; readonly rule: string; readonly start: string }
) & { readonly gap?: "shift" | "skip"; readonly fold?: "first" | "second" | "both" };

/** The same numbers for the same seed, so that a difference can be found again. */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const lines = (text: string) => text.trim().split(/\s*\n\s*/);

const WEEKDAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];

/** Hours in which clocks change somewhere, so that fixed times meet gaps and folds. */
const changeHours = [0, 1, 2, 3, 4, 23];

const written = lines(`
  0 * * * *
  30 * * * *
  */30 * * * *
  15,45 * * * *
  0 */2 * * *
  30 */3 * * *
  10 1-23/2 * * *
  0/20 */6 * * *
  @daily
  @weekly
  @monthly
  @yearly
  @weekdays
  @weekends
  @hourly
  */5 1,2 * * 0
  * 2 * * SUN
  */15 0-3 1-7 * 0
  0 0 L * *
  30 2 L * *
  0 9 LW * *
  0 9 15W * *
  0 9 1W * *
  0 9 31W * *
  30 2 1,15W * *
  0 0 L 2 *
  0 12 29 2 *
  0 0 31 * *
  0 9 * * 1#1
  0 9 * * FRI#5
  30 2 * * 0#2
  0 0 * 2 1#5
  0 9 * * 5L
  15 2 * * SUNL
  0 9 * * 1,3L
  0 0 13 * 5
  0 9 */2 * 1
  0 9 1 * ?
  0 9 ? * MON-FRI
  30 15 2 * * *
  */20 30 2 1 * *
  0,30 59 1-3 * * 0
  0 0 0 1 1 *
  0 2,3 * * *
  30 2,14 * * *
  30 1-4 * * *
  15,45 2,3 * * *
  0 0 30 4,6,9,11 *
  0 17 28-31 * 5
  30 3 L * 1#1
  0 7 * JAN-MAR,OCT MON
  5 4 * * sun
  0 0,12 1 */2 *
  0 6-18/4 * * 1-5
  59 23 31 12 *
`);

const rules = lines(`
  FREQ=DAILY
  FREQ=DAILY;INTERVAL=3
  FREQ=DAILY;INTERVAL=10;COUNT=200
  FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=0,30
  FREQ=DAILY;BYMONTH=3,10,11;BYDAY=SU
  FREQ=WEEKLY
  FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SU
  FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=SU,SA
  FREQ=WEEKLY;INTERVAL=3;BYDAY=TU;BYHOUR=2
  FREQ=WEEKLY;BYDAY=SU,SA;BYSETPOS=-1
  FREQ=MONTHLY
  FREQ=MONTHLY;BYMONTHDAY=31
  FREQ=MONTHLY;BYMONTHDAY=-1,-2
  FREQ=MONTHLY;BYDAY=2SU,-1SU
  FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO
  FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1
  FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1,-2
  FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13
  FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11,12
  FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=7,8,9,10,11,12,13
  FREQ=MONTHLY;BYMONTHDAY=1,15;BYHOUR=2,9;BYSETPOS=-1
  FREQ=YEARLY
  FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29
  FREQ=YEARLY;INTERVAL=2;BYMONTH=1,3;BYDAY=SU
  FREQ=YEARLY;BYYEARDAY=1,100,-1,-200
  FREQ=YEARLY;BYWEEKNO=1,20,53;BYDAY=MO
  FREQ=YEARLY;BYWEEKNO=-1
  FREQ=YEARLY;BYDAY=20MO,-1SU
  FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8
  FREQ=YEARLY;BYMONTH=3,11;BYDAY=2SU,1SU
  FREQ=YEARLY;BYMONTHDAY=1;BYSETPOS=2,-1
  FREQ=YEARLY;BYWEEKNO=10;BYDAY=SU,MO;WKST=SU
  FREQ=HOURLY
  FREQ=HOURLY;INTERVAL=5
  FREQ=HOURLY;INTERVAL=2;BYDAY=SU;BYHOUR=0,1,2,3,4
  FREQ=HOURLY;BYMONTHDAY=1;BYMINUTE=0,20,40;BYSETPOS=2
  FREQ=MINUTELY;INTERVAL=45;BYDAY=SU
  FREQ=MINUTELY;INTERVAL=90;BYHOUR=0,1,2,3;BYDAY=SU
  FREQ=SECONDLY;INTERVAL=1800;BYDAY=SU
`);

function drawnCron(draw: (below: number) => number): string {
  const pick = <Item>(items: readonly Item[]): Item => items[draw(items.length)]!;
  const some = (low: number, high: number, most: number) =>
    [...new Set(Array.from({ length: 1 + draw(most) }, () => low + draw(high - low + 1)))]
      .toSorted((a, b) => a - b)
      .join();
  const minute = pick([
    () => some(0, 59, 3),
    () => "0",
    () => "30",
    () => `${draw(30)}-${30 + draw(30)}/${7 + draw(20)}`,
  ])();
  const hour = pick([
    () => String(pick(changeHours)),
    () => some(0, 23, 3),
    () => String(pick(changeHours)),
    () => `${draw(3)}-${3 + draw(4)}`,
    () => (draw(6) === 0 ? `*/${3 + draw(9)}` : "2"),
  ])();
  const day = pick([
    () => "*",
    () => "*",
    () => some(1, 31, 3),
    () => pick(["L", "LW", "?", "15W", "28W,3", "*/7", "10-20/5", "1,L"]),
  ])();
  const month = pick([
    () => "*",
    () => "*",
    () => some(1, 12, 4),
    () => `${pick(MONTHS.slice(0, 6))}-${pick(MONTHS.slice(6))}`,
  ])();
  const weekday = pick([
    () => "*",
    () => some(0, 6, 3),
    () => `${pick(WEEKDAYS)}#${1 + draw(5)}`,
    () => `${draw(7)}L`,
    () => pick(["MON-FRI", "SAT,SUN", "?", "1-5/2", "7"]),
  ])();
  // A day that only long months have must not meet short months alone.
  return `${minute} ${hour} ${day} ${/^\d/.test(day) ? "*" : month} ${weekday}`;
}

/** At least 500, the same ones each time. */
export function allSpecs(): Spec[] {
  const draw = seeded(20_261_123);
  const specs: Spec[] = written.map((expression) => ({ kind: "cron", expression }));
  for (const hour of changeHours) {
    for (const minute of [0, 15, 30, 59]) specs.push({ kind: "cron", expression: `${minute} ${hour} * * *` });
  }
  const starts = ["2014-01-01T02:30:00", "2014-12-31T00:00:00", "2013-03-10T01:45:00", "2012-02-29T23:30:00"];
  rules.forEach((rule, index) => {
    specs.push({ kind: "rrule", rule, start: starts[index % 4]! });
    if (!rule.startsWith("FREQ=SEC")) specs.push({ kind: "rrule", rule, start: starts[(index + 1) % 4]! });
  });
  const gaps = ["shift", "skip"] as const;
  const folds = ["first", "second", "both"] as const;
  for (const base of ["30 2 * * *", "30 1 * * 0", "15 0,3 * * *", "*/30 * * * *"]) {
    for (const gap of gaps) for (const fold of folds) specs.push({ kind: "cron", expression: base, gap, fold });
  }
  for (const gap of gaps) {
    for (const fold of folds)
      specs.push({ kind: "rrule", rule: "FREQ=DAILY;BYHOUR=0,2", start: starts[0]!, gap, fold });
  }
  while (specs.length < 520) specs.push({ kind: "cron", expression: drawnCron(draw) });
  return specs;
}
