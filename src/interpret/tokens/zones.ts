import { findZone } from "../../occurrences/zone.ts";

/** How names of zones begin. Asking the runtime for a name that is none is slow. */
const areas = new Set(
  "africa america antarctica arctic asia atlantic australia brazil canada chile etc europe indian mexico pacific us".split(
    " ",
  ),
);

/** Whether the text is the name of a zone in the IANA database, with a slash: `America/New_York`. */
export function isZoneName(text: string): boolean {
  if (!areas.has(text.slice(0, text.indexOf("/")).toLowerCase())) return false;
  return text.includes("/") && /^[A-Za-z]+(\/[A-Za-z_+-]+\d{0,2}){1,2}$/.test(text) && findZone(text) !== undefined;
}

let cities: ReadonlyMap<string, string> | undefined;
let openers: ReadonlySet<string> | undefined;

/** Cities that people name and that give no zone its name. */
const moreCities: Readonly<Record<string, string>> = {
  "san francisco": "America/Los_Angeles",
  "san jose": "America/Los_Angeles",
  "san diego": "America/Los_Angeles",
  seattle: "America/Los_Angeles",
  portland: "America/Los_Angeles",
  "las vegas": "America/Los_Angeles",
  california: "America/Los_Angeles",
  "salt lake city": "America/Denver",
  arizona: "America/Phoenix",
  houston: "America/Chicago",
  dallas: "America/Chicago",
  austin: "America/Chicago",
  texas: "America/Chicago",
  minneapolis: "America/Chicago",
  milwaukee: "America/Chicago",
  "st louis": "America/Chicago",
  nashville: "America/Chicago",
  memphis: "America/Chicago",
  boston: "America/New_York",
  philadelphia: "America/New_York",
  pittsburgh: "America/New_York",
  atlanta: "America/New_York",
  miami: "America/New_York",
  cleveland: "America/New_York",
  cincinnati: "America/New_York",
  columbus: "America/New_York",
  charlotte: "America/New_York",
  washington: "America/New_York",
  nyc: "America/New_York",
  montreal: "America/Toronto",
  ottawa: "America/Toronto",
  calgary: "America/Edmonton",
  guadalajara: "America/Mexico_City",
  "ciudad de mexico": "America/Mexico_City",
  cdmx: "America/Mexico_City",
  "nueva york": "America/New_York",
  "rio de janeiro": "America/Sao_Paulo",
  brasilia: "America/Sao_Paulo",
  manchester: "Europe/London",
  birmingham: "Europe/London",
  edinburgh: "Europe/London",
  londres: "Europe/London",
  barcelona: "Europe/Madrid",
  valencia: "Europe/Madrid",
  milan: "Europe/Rome",
  turin: "Europe/Rome",
  munich: "Europe/Berlin",
  frankfurt: "Europe/Berlin",
  hamburg: "Europe/Berlin",
  stuttgart: "Europe/Berlin",
  leipzig: "Europe/Berlin",
  cologne: "Europe/Berlin",
  geneva: "Europe/Zurich",
  lyon: "Europe/Paris",
  rotterdam: "Europe/Amsterdam",
  mumbai: "Asia/Kolkata",
  delhi: "Asia/Kolkata",
  "new delhi": "Asia/Kolkata",
  bangalore: "Asia/Kolkata",
  bengaluru: "Asia/Kolkata",
  chennai: "Asia/Kolkata",
  hyderabad: "Asia/Kolkata",
  pune: "Asia/Kolkata",
  india: "Asia/Kolkata",
  beijing: "Asia/Shanghai",
  shenzhen: "Asia/Shanghai",
  guangzhou: "Asia/Shanghai",
  china: "Asia/Shanghai",
  osaka: "Asia/Tokyo",
  nagoya: "Asia/Tokyo",
  japan: "Asia/Tokyo",
  korea: "Asia/Seoul",
  "abu dhabi": "Asia/Dubai",
  hanoi: "Asia/Bangkok",
  canberra: "Australia/Sydney",
};

/** Whether a city's name begins with this word: most words begin none. */
export function beginsCity(word: string): boolean {
  cities ??= cityTable();
  openers ??= new Set([...cities.keys()].map((name) => name.split(" ", 1)[0] ?? name));
  return openers.has(word);
}

/** The zone of a city, in lower case without accents: "berlin", "new york". */
export function zoneOfCity(name: string): string | undefined {
  cities ??= cityTable();
  return cities.get(name);
}

function cityTable(): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const id of Intl.supportedValuesOf("timeZone")) {
    const city = id
      .slice(id.lastIndexOf("/") + 1)
      .toLowerCase()
      .replaceAll("_", " ");
    if (id.includes("/") && !id.startsWith("Etc/")) table.set(city, id);
  }
  for (const [city, id] of Object.entries(moreCities)) table.set(city, id);
  // names that the runtime lists by an older spelling
  for (const [city, id] of [
    ["kolkata", "Asia/Kolkata"],
    ["calcutta", "Asia/Kolkata"],
    ["kyiv", "Europe/Kyiv"],
    ["ho chi minh", "Asia/Ho_Chi_Minh"],
    ["buenos aires", "America/Argentina/Buenos_Aires"],
    ["indianapolis", "America/Indiana/Indianapolis"],
    ["louisville", "America/Kentucky/Louisville"],
  ] as const) {
    if (findZone(id)) table.set(city, id);
  }
  return table;
}

/** The zone of a fixed offset from UTC, `+02:00`; `undefined` where the database has none for it. */
export function zoneOfOffset(offset: string): string | undefined {
  const parts = /^([+-])(\d{1,2})(?::?(\d\d))?$/.exec(offset);
  if (!parts) return undefined;
  const [, sign, hours, minutes = "00"] = parts;
  const hour = Number(hours);
  if (minutes !== "00") return halfHourZones[`${sign}${String(hour)}:${minutes}`];
  if (hour === 0) return "UTC";
  if (hour > 14 || (sign === "-" && hour > 12)) return undefined;
  // POSIX counts the other way round
  return `Etc/GMT${sign === "+" ? "-" : "+"}${String(hour)}`;
}

/** Zones that keep one offset that is not of whole hours. */
const halfHourZones: Readonly<Record<string, string>> = {
  "+5:30": "Asia/Kolkata",
  "+5:45": "Asia/Kathmandu",
  "+4:30": "Asia/Kabul",
  "+6:30": "Asia/Yangon",
  "+9:30": "Australia/Darwin",
  "+8:45": "Australia/Eucla",
  "-9:30": "Pacific/Marquesas",
};
