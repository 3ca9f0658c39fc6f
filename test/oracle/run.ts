/**
 * The full product: every IANA zone, every spec, every occurrence from 2015 to 2037, forwards and backwards, against the walk.
 *
 *     npm run oracle -- [--json] [--from 2015] [--to 2037] [--zones 50]
 *
 * Exits with 1 if the engine differs anywhere. With --json the last line is one JSON object.
 */
import { parseArgs } from "node:util";
import { type Difference, differencesOf, historyOf, truthTable, wallsOf } from "./compare.ts";
import { allSpecs } from "./specs.ts";
import { zoneTruth } from "./zoneTruth.ts";

const DAY = 86_400;
const { values: options } = parseArgs({
  options: {
    json: { type: "boolean", default: false },
    from: { type: "string", default: "2015" },
    to: { type: "string", default: "2037" },
    zones: { type: "string" },
  },
});
const from = Date.UTC(Number(options.from), 0, 1) / 1000;
const to = Date.UTC(Number(options.to) + 1, 0, 1) / 1000 - 1;
const say = (text: string) => process.stderr.write(`${text}\n`);

const started = performance.now();
const zones = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", "Asia/Calcutta", "US/Eastern"])];
const asked = zones.slice(0, options.zones === undefined ? zones.length : Number(options.zones));
const histories = asked
  .map((zone) => historyOf(zone, zoneTruth(zone, from - 3 * DAY, to + 3 * DAY, 3600)))
  .toSorted((a, b) => (a.key < b.key ? -1 : 1));
say(`${asked.length} zones walked in ${Math.round((performance.now() - started) / 1000)} s`);

const specs = allSpecs();
const differences: Difference[] = [];
let compared = 0;
specs.forEach((spec, index) => {
  const walls = wallsOf(spec, Math.floor(from / DAY) - 3, Math.ceil(to / DAY) + 3);
  const truthOf = truthTable(walls);
  for (const history of histories) {
    const truth = truthOf(history);
    compared += truth.length;
    differences.push(...differencesOf(spec, history.zone, truth, from, to));
  }
  if (index % 20 === 19) {
    say(
      `${index + 1} of ${specs.length} specs, ${compared.toLocaleString("en")} occurrences, ${differences.length} differences`,
    );
  }
});

const seconds = Math.round((performance.now() - started) / 1000);
for (const difference of differences.slice(0, 20)) console.log(difference);
const result = {
  ok: differences.length === 0,
  zones: asked.length,
  specs: specs.length,
  years: [Number(options.from), Number(options.to)],
  occurrences: compared,
  differences: differences.length,
  seconds,
  node: process.version,
  tzdata: process.versions.tz,
};
if (options.json) console.log(JSON.stringify(result));
else {
  console.log(
    `${result.zones} zones × ${result.specs} specs × ${options.from}–${options.to}: ` +
      `${compared.toLocaleString("en")} occurrences in both directions, ${result.differences} differences, ${seconds} s`,
  );
}
process.exitCode = result.ok ? 0 : 1;
