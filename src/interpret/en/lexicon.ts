import type { DayPart, Meaning, Unit, Weekday } from "../tokens/token.ts";

const lexicon = new Map<string, Meaning[]>();

function add(words: string, ...meanings: Meaning[]): void {
  for (const word of words.split(" ")) lexicon.set(word, [...(lexicon.get(word) ?? []), ...meanings]);
}

const weekdays: readonly [Weekday, string, string][] = [
  [1, "monday", "mon"],
  [2, "tuesday", "tue tues tu"],
  [3, "wednesday", "wed weds"],
  [4, "thursday", "thu thur thurs th"],
  [5, "friday", "fri"],
  [6, "saturday", "sat"],
  [7, "sunday", "sun"],
];
for (const [value, name, short] of weekdays) {
  add(name, { kind: "weekday", value });
  add(`${name}s ${name}'s`, { kind: "weekday", value, plural: true });
  lexicon.delete(`${name}'s`);
  add(short, { kind: "weekday", value, short: true });
}
add("mons", { kind: "weekday", value: 1, plural: true, short: true });
add("fris", { kind: "weekday", value: 5, plural: true, short: true });
add("sats", { kind: "weekday", value: 6, plural: true, short: true });

const workdays: readonly Weekday[] = [1, 2, 3, 4, 5];
add("weekday week-day", { kind: "dayset", value: workdays, name: "weekday" });
add("weekdays week-days", { kind: "dayset", value: workdays, name: "weekday", plural: true });
add("workday work-day", { kind: "dayset", value: workdays, name: "weekday", business: true });
add("workdays work-days", { kind: "dayset", value: workdays, name: "weekday", business: true, plural: true });
add("weekend week-end", { kind: "dayset", value: [6, 7], name: "weekend" });
add("weekends week-ends", { kind: "dayset", value: [6, 7], name: "weekend", plural: true });
add("m-f mo-fr mon-friday", { kind: "dayset", value: workdays, name: "weekday", plural: true });
add("tth tuth", { kind: "dayset", value: [2, 4], name: "weekday", plural: true });
add("mtwtf mtwthf mtwrf", { kind: "dayset", value: workdays, name: "weekday", plural: true });
add("mwf", { kind: "dayset", value: [1, 3, 5], name: "weekday", plural: true });

const months = [
  ["january", "jan"],
  ["february", "feb"],
  ["march", "mar"],
  ["april", "apr"],
  ["may", ""],
  ["june", "jun"],
  ["july", "jul"],
  ["august", "aug"],
  ["september", "sep sept"],
  ["october", "oct"],
  ["november", "nov"],
  ["december", "dec"],
] as const;
for (const [index, [name, short]] of months.entries()) {
  add(name, { kind: "month", value: index + 1 });
  if (short) add(short, { kind: "month", value: index + 1, short: true });
}

const units: readonly [Unit, string, string, string][] = [
  ["second", "second", "seconds", "sec secs"],
  ["minute", "minute", "minutes", "min mins mn"],
  ["hour", "hour", "hours", "hr hrs h"],
  ["day", "day", "days", ""],
  ["week", "week", "weeks", "wk wks"],
  ["month", "month", "months", "mo mth mths"],
  ["quarter", "quarter", "quarters", "qtr"],
  ["year", "year", "years", "yr yrs"],
];
for (const [value, one, many, short] of units) {
  add(one, { kind: "unit", value });
  add(many, { kind: "unit", value, plural: true });
  if (short) add(short, { kind: "unit", value, short: true });
}
add("fortnight", { kind: "unit", value: "week", times: 2 });
add("fortnights", { kind: "unit", value: "week", times: 2, plural: true });
add("half-hour", { kind: "unit", value: "minute", times: 30 });
add("half-year semester", { kind: "unit", value: "month", times: 6 });

const frequencies: readonly [string, Unit, number, DayPart?][] = [
  ["hourly", "hour", 1],
  ["half-hourly", "minute", 30],
  ["quarter-hourly", "minute", 15],
  ["daily everyday", "day", 1],
  ["nightly", "day", 1, "night"],
  ["weekly", "week", 1],
  ["fortnightly", "week", 2],
  ["minutely", "minute", 1],
  ["monthly", "month", 1],
  ["quarterly qtrly", "quarter", 1],
  ["yearly annually", "year", 1],
  ["annual", "year", 1],
  ["half-yearly", "month", 6],
];
for (const [words, unit, n, daypart] of frequencies)
  add(words, daypart ? { kind: "frequency", unit, n, daypart } : { kind: "frequency", unit, n });
add("biweekly bi-weekly", { kind: "frequency", unit: "week", n: 2, unclear: "twice-or-every-two" });
add("bimonthly bi-monthly", { kind: "frequency", unit: "month", n: 2, unclear: "twice-or-every-two" });
add("semiweekly semi-weekly", { kind: "frequency", unit: "week", n: 1, unclear: "which-weekdays" });
add("semimonthly semi-monthly", { kind: "frequency", unit: "month", n: 1, unclear: "which-days" });
add("biannually bi-annually semiannually semi-annually biannual semiannual semi-annual biyearly", {
  kind: "frequency",
  unit: "year",
  n: 1,
  unclear: "which-date",
});
add("biennially biennial", { kind: "frequency", unit: "year", n: 2 });

const ordinals =
  "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(
    " ",
  );
for (const [index, word] of ordinals.entries()) add(word, { kind: "ordinal", value: index + 1 });
for (const [index, word] of ordinals.slice(0, 9).entries())
  add(`twenty-${word}`, { kind: "ordinal", value: 21 + index });
add("thirtieth", { kind: "ordinal", value: 30 });
add("thirty-first", { kind: "ordinal", value: 31 });
add("thirty-second", { kind: "ordinal", value: 32 });
add("last final", { kind: "ordinal", value: -1 });
add("second-to-last second-last next-to-last penultimate", { kind: "ordinal", value: -2 });
add("third-to-last third-last antepenultimate", { kind: "ordinal", value: -3 });

const numbers =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split(
    " ",
  );
for (const [value, word] of numbers.entries()) add(word, { kind: "number", value, word: true });
for (const [word, value] of [
  ["thirty", 30],
  ["forty", 40],
  ["fifty", 50],
  ["sixty", 60],
  ["seventy", 70],
  ["eighty", 80],
  ["ninety", 90],
] as const) {
  add(word, { kind: "number", value, word: true });
  for (const [index, one] of numbers.slice(1, 10).entries())
    add(`${word}-${one}`, { kind: "number", value: value + index + 1, word: true });
}
for (const [index, one] of numbers.slice(1, 10).entries())
  add(`twenty-${one}`, { kind: "number", value: 21 + index, word: true });
add("hundred", { kind: "number", value: 100, word: true });
add("dozen", { kind: "number", value: 12, word: true });
add("few several some", { kind: "number", value: 3, vague: true, word: true });

add("every each ea", { kind: "every" });

add("noon midday noontime", { kind: "clock", value: { hour: 12, minute: 0, named: "noon" } });
add("midnight", { kind: "clock", value: { hour: 0, minute: 0, named: "midnight" } });
add("lunchtime lunch", { kind: "clock", value: { hour: 12, minute: 0, named: "noon", approximate: true } });

add("morning", { kind: "daypart", value: "morning" });
add("mornings", { kind: "daypart", value: "morning", plural: true });
add("afternoon arvo", { kind: "daypart", value: "afternoon" });
add("afternoons", { kind: "daypart", value: "afternoon", plural: true });
add("evening", { kind: "daypart", value: "evening" });
add("evenings", { kind: "daypart", value: "evening", plural: true });
add("night nite", { kind: "daypart", value: "night" });
add("nights", { kind: "daypart", value: "night", plural: true });
add("eod cob eob cop", { kind: "daypart", value: "end-of-day" });

add("today tday", { kind: "day", offset: 0 });
add("tomorrow tmrw tmr tomoz 2moro", { kind: "day", offset: 1 });
add("yesterday", { kind: "day", offset: -1 });
add("tonight tonite", { kind: "day", offset: 0, daypart: "night" });

for (const [words, id, others] of [
  ["utc gmt zulu", "UTC"],
  ["pt pst pdt pacific", "America/Los_Angeles"],
  ["mt mst mdt mountain", "America/Denver"],
  ["ct cst cdt central", "America/Chicago"],
  ["et est edt eastern", "America/New_York"],
  ["cet cest", "Europe/Berlin"],
  ["eet eest", "Europe/Athens"],
  ["wet west", "Europe/Lisbon"],
  ["bst", "Europe/London"],
  ["jst", "Asia/Tokyo"],
  ["kst", "Asia/Seoul"],
  ["sgt", "Asia/Singapore"],
  ["hkt", "Asia/Hong_Kong"],
  ["aest aedt", "Australia/Sydney"],
  ["acst acdt", "Australia/Adelaide"],
  ["awst", "Australia/Perth"],
  ["nzst nzdt", "Pacific/Auckland"],
  ["akst akdt", "America/Anchorage"],
  ["hst", "Pacific/Honolulu"],
  ["brt", "America/Sao_Paulo"],
  ["msk", "Europe/Moscow"],
  ["ist", "Asia/Kolkata", ["Asia/Jerusalem", "Europe/Dublin"]],
] as const satisfies readonly (readonly [string, string, (readonly string[])?])[]) {
  add(
    words,
    others ? { kind: "zone", id, others } : id === "UTC" ? { kind: "zone", id, exact: true } : { kind: "zone", id },
  );
}

/** What English words mean to a schedule. */
export const englishLexicon: ReadonlyMap<string, readonly Meaning[]> = lexicon;

/** Words that are read through a typing error. */
export const forgivenWords: readonly string[] = [
  ...weekdays.flatMap(([, name]) => [name, `${name}s`]),
  ...months.map(([name]) => name).filter((name) => name.length > 4),
  ..."weekday weekdays weekend weekends workday every tomorrow morning mornings afternoon evening midnight daily weekly monthly hourly nightly quarterly minutes hours month biweekly tonight today fortnightly".split(
    " ",
  ),
];

/** Small words of a schedule in the spelling of haste. */
export const shorthand: ReadonlyMap<string, string> = new Map([
  ["teh", "the"],
  ["hte", "the"],
  ["adn", "and"],
  ["nad", "and"],
  ["untill", "until"],
  ["unitl", "until"],
  ["untl", "until"],
  ["begining", "beginning"],
  ["startign", "starting"],
  ["strating", "starting"],
  ["exept", "except"],
  ["excpet", "except"],
  ["betwen", "between"],
  ["bewteen", "between"],
  ["beetween", "between"],
  ["frist", "first"],
  ["fisrt", "first"],
  ["secnod", "second"],
  ["thrid", "third"],
  ["nxt", "next"],
  ["nvm", "nevermind"],
  ["shd", "should"],
  ["soz", "sorry"],
  ["pls", "please"],
  ["plz", "please"],
  ["dont", "don't"],
  ["doesnt", "doesn't"],
  ["didnt", "didn't"],
  ["isnt", "isn't"],
  ["arent", "aren't"],
  ["cant", "can't"],
  ["couldnt", "couldn't"],
  ["thats", "that's"],
  ["im", "i'm"],
  ["ev", "every"],
  ["evry", "every"],
  ["wkday", "weekday"],
  ["wkdays", "weekdays"],
  ["wknd", "weekend"],
  ["wknds", "weekends"],
  ["o'clok", "o'clock"],
  ["oclock", "o'clock"],
  ["uhr", "o'clock"],
]);

/** Words of the work that are one letter away from a word of time. */
export const neverTypos: ReadonlySet<string> = new Set(
  (
    "tuesday's wednesday's thursday's saturday's very ever even never over event events everyone everything everybody everywhere entry envy weakly weakens wednesbury sundry sundries laundry monday's mouth mouths mounts mount moth moths money monkey manly mostly mainly bodily daily's dally dairy dailies dials deadly madly sadly " +
    "house houses hour's hoses horse horses hurls tours yours ours fours pours honours hires minute's minuets minted mines minuses miners " +
    "mornings' mourning warning warnings evenings' evens evening's leaving meeting moving morn nightie lightly tightly rightly mightily slightly knight knightly " +
    "today's toady toddy tody tonight's tomorrow's marches marched arch match march's starch approve april's apply apple argus august's augment maybe mays " +
    "friday's fridge fridays' thirty thirsty thirds month's months' monthly's quartered quarters quarterback quarter's hourglass weeklies workdays' works worked worker workers working weekender weaken weakened " +
    "junes jane juno july's jolly duly july sundays' sunday's saturate saturated staturday octobers october's novembers november's decembers december's member members remember ember embers " +
    "hover hours' hours's tells mondo mundane monde todays"
  ).split(" "),
);
