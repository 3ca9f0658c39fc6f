import { sqliteStore } from "../adapters/stores/sqlite/sqliteStore.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import type { Actor } from "../model/actor.ts";
import { defined } from "../model/defined.ts";
import type { Store } from "../ports/store.ts";

/** The options that say whose jobs a command is about, and where they are kept. */
export const accountOptions = {
  data: { type: "string" },
  owner: { type: "string" },
  factory: { type: "string" },
  timezone: { type: "string" },
  locale: { type: "string" },
} as const;

export const accountUsage = `  --data <file>       the SQLite file with the jobs; made where it is not there
  --owner <id>        whose jobs
  --factory <id>      in which workspace
  --timezone <name>   the account's zone, by its IANA name (default: this machine's)
  --locale <tag>      the language and the clock, such as en-US or es-MX (default: en-US)`;

/** @throws {@link SchedulerError} `INPUT_INVALID` where an option is missing */
export function accountOf(values: { [Name in keyof typeof accountOptions]?: string }): { store: Store; actor: Actor } {
  const needed = (name: "data" | "owner" | "factory") => {
    const value = values[name];
    if (value !== undefined && value !== "") return value;
    throw new SchedulerError("INPUT_INVALID", { field: `--${name}`, hint: `Give --${name}.` });
  };
  const actor = {
    ownerId: needed("owner"),
    factoryId: needed("factory"),
    timezone: values.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...defined({ locale: values.locale }),
  };
  return { store: sqliteStore(needed("data")), actor };
}
