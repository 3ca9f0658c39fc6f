import type { Target } from "../run.ts";
import { JOBS } from "./jobs.ts";
import type { Contest } from "./side.ts";
import { agendaSide } from "./sides/agenda.ts";
import { bullmqSide } from "./sides/bullmq.ts";
import { graphileBatched, graphileDefault } from "./sides/graphileWorker.ts";
import { handOnPostgres, schedulerOnPostgres, storeOnPostgres } from "./sides/onPostgres.ts";
import { handOnSqlite, schedulerOnSqlite, storeOnSqlite } from "./sides/onSqlite.ts";
import { pgBossBatched, pgBossSingle } from "./sides/pgBoss.ts";
import { type Pace, type Standing, takeTurns } from "./takeTurns.ts";

/** How many runs share a transaction where they are batched. */
const BATCH = 100;
/** How many runs go on at once where each is taken and completed by itself, as in BullMQ's own measurements. */
const AT_ONCE = 50;

export interface Servers {
  postgres: string;
  /** Undefined where there is none: BullMQ is left out then. */
  redis: string | undefined;
}

export interface Throughput {
  where: string;
  standings: Standing[];
}

/** The store against SQL by hand, in the same transactions; then the whole scheduler against the peers. */
const contests = ({ postgres, redis }: Servers): (() => Promise<Contest>)[] => [
  async () => ({
    where: "SQLite normal, one at a time",
    step: 20,
    sides: [await storeOnSqlite("normal", 1), await handOnSqlite("normal", 1)],
  }),
  async () => ({
    where: "SQLite normal, batched",
    step: 2 * BATCH,
    sides: [await storeOnSqlite("normal", BATCH), await handOnSqlite("normal", BATCH)],
  }),
  async () => ({
    where: "SQLite full, one at a time",
    step: 10,
    sides: [await storeOnSqlite("full", 1), await handOnSqlite("full", 1)],
  }),
  async () => ({
    where: "SQLite full, batched",
    step: 2 * BATCH,
    sides: [await storeOnSqlite("full", BATCH), await handOnSqlite("full", BATCH)],
  }),
  async () => ({
    where: "Postgres, one at a time",
    step: 5,
    sides: [await storeOnPostgres(postgres, 1), await handOnPostgres(postgres, 1)],
  }),
  async () => ({
    where: "Postgres, batched",
    step: 2 * BATCH,
    sides: [await storeOnPostgres(postgres, BATCH), await handOnPostgres(postgres, BATCH)],
  }),
  async () => ({
    where: `whole scheduler on SQLite normal, ${AT_ONCE} at once`,
    step: JOBS,
    sides: [
      await schedulerOnSqlite("normal", AT_ONCE),
      await handOnSqlite("normal", BATCH),
      ...(redis === undefined ? [] : [await bullmqSide(redis, AT_ONCE)]),
    ],
  }),
  async () => ({
    where: `whole scheduler on Postgres, ${AT_ONCE} at once`,
    step: JOBS,
    sides: [
      await schedulerOnPostgres(postgres, AT_ONCE),
      await pgBossSingle(postgres, AT_ONCE),
      await agendaSide(postgres, AT_ONCE),
      await graphileDefault(postgres, AT_ONCE),
    ],
  }),
  async () => ({
    where: "whole scheduler on Postgres, batched",
    step: JOBS,
    sides: [
      await schedulerOnPostgres(postgres, 4 * BATCH),
      await handOnPostgres(postgres, BATCH),
      await pgBossBatched(postgres),
      await graphileBatched(postgres),
    ],
  }),
];

const PACES = {
  quick: { warmUpMs: 300, turnMs: 60, rounds: 5 },
  full: { warmUpMs: 1_500, turnMs: 250, rounds: 15 },
} satisfies Record<string, Pace>;

/** @returns how fast the sides were, and which promises were not kept meanwhile */
export async function compare(servers: Servers, { quick, say }: { quick: boolean; say: (text: string) => void }) {
  const results: Throughput[] = [];
  const broken: string[] = [];
  for (const open of contests(servers)) {
    const contest = await open();
    const { where } = contest;
    const standings = await takeTurns(contest, quick ? PACES.quick : PACES.full);
    results.push({ where, standings });
    say(`${where}: ${standings.map(({ side, ours }) => `${ours.toFixed(2)} × ${side}`).join(", ")}`);
    for (const side of contest.sides) {
      for (const wrong of (await side.check?.()) ?? []) broken.push(`${where}: ${wrong}`);
      await side.close();
    }
  }
  return { results, broken };
}

/** What is to be reached, side by side. */
export function throughputTargets(results: readonly Throughput[]): Target[] {
  const ours = (where: string, side: string, atLeast: number): Target[] =>
    results
      .filter((result) => result.where.startsWith(where))
      .flatMap(({ standings }) => standings.filter((standing) => standing.side.startsWith(side)))
      .map((standing) => ({ name: `${where}, times ${standing.side}`, value: standing.ours, atLeast }));
  const batching = (side: string): number => {
    const [one = Number.NaN, many = Number.NaN] = ["one at a time", "batched"].map(
      (how) =>
        results
          .find(({ where }) => where === `SQLite full, ${how}`)
          ?.standings.find((standing) => standing.side === side)?.perSecond,
    );
    return many / one;
  };
  return [
    ...["SQLite normal, ", "SQLite full, ", "Postgres, "].flatMap((where) => [
      ...ours(`${where}one at a time`, "SQL by hand", 0.7),
      ...ours(`${where}batched`, "SQL by hand", 0.7),
    ]),
    {
      name: `SQLite full, batched, times one at a time (by hand: ${batching("SQL by hand").toFixed(1)})`,
      value: batching("our store"),
      atLeast: 20,
    },
    ...ours("whole scheduler on SQLite normal", "BullMQ", 1),
    ...ours(`whole scheduler on Postgres, ${AT_ONCE} at once`, "pg-boss", 2.5),
    ...ours(`whole scheduler on Postgres, ${AT_ONCE} at once`, "Agenda", 2.5),
    ...ours("whole scheduler on Postgres, batched", "pg-boss", 1),
    ...ours("whole scheduler on Postgres, batched", "graphile-worker", 0.5),
  ];
}
