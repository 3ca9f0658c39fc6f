import type { StoredRun } from "../../../model/run.ts";
import type { RunSql } from "../../../ports/queue.ts";
import type { Store } from "../../../ports/store.ts";
import * as carrying from "./methods/carrying.ts";
import * as traces from "./methods/conversations.ts";
import { namedIn, setAside } from "./methods/damage.ts";
import { listEvents } from "./methods/events.ts";
import * as jobs from "./methods/jobs.ts";
import * as keeping from "./methods/keeping.ts";
import * as places from "./methods/places.ts";
import type { Readable, Steps } from "./steps.ts";

/** What was written has to survive: what a person was told, or what the scheduler can find again. */
export type Weight = "told" | "work";

/** What is done within a transaction before it is committed, where the database allows it. */
export type Within<T> = (answer: T, runSql: RunSql) => Promise<void>;

/** A database as a store needs it: it carries out steps. */
export interface SqlDatabase extends Pick<Store, "name" | "canListen" | "open" | "close" | "now" | "subscribe"> {
  read<T>(steps: () => Steps<T>): Promise<T>;
  /**
   * Carries out steps in a transaction, which may be shared with other calls of the same moment. Resolves once it is
   * committed; may begin anew where the database asks for that.
   */
  write<T>(steps: () => Steps<T>, weight: Weight, within?: Within<T>): Promise<T>;
}

/** A store over a SQL database: each method is a list of steps, the same for all databases. */
export function sqlStore(database: SqlDatabase): Store {
  const { name, canListen } = database;
  /** The rows that can be read; those that cannot are dealt with, so that they do not come up again and again. */
  const sound = async (now: number, steps: () => Steps<Readable<StoredRun>>): Promise<StoredRun[]> => {
    const { rows, unreadable } = await database.read(steps);
    if (unreadable.length > 0) await database.write(() => setAside(namedIn(unreadable), now), "work");
    return rows;
  };
  return {
    name,
    canListen,
    open: () => database.open(),
    close: () => database.close(),
    now: () => database.now(),
    subscribe: (onChange) => database.subscribe(onChange),

    saveProposal: (from, next, events) => database.write(() => jobs.saveProposal(from, next, events), "told"),
    findProposal: (id, scope) => database.read(() => jobs.findProposal(id, scope)),
    listProposals: (query) => database.read(() => jobs.listProposals(query)),
    confirmProposal: (confirmation) => database.write(() => jobs.confirmProposal(confirmation), "told"),
    findJob: (id, scope) => database.read(() => jobs.findJob(id, scope)),
    listJobs: (query) => database.read(() => jobs.listJobs(query)),
    countJobs: (filter) => database.read(() => jobs.countJobs(filter)),
    replace: (change, now) => database.write(() => keeping.replace(change, now), "told"),

    planDue: (now, limit, plan, within) =>
      database.write(
        () => carrying.planDue(now, limit, plan),
        "work",
        within && (({ inserted }, runSql) => within(inserted, runSql)),
      ),
    nextWakes: (ripeAfter) => database.read(() => keeping.nextWakes(ripeAfter)),
    findRun: (id, scope) => database.read(() => keeping.findRun(id, scope)),
    readRuns: (ids) => database.read(() => keeping.readRuns(ids)),
    listRuns: (query) => database.read(() => keeping.listRuns(query)),
    countRuns: (filter) => database.read(() => keeping.countRuns(filter)),
    claim: (runIds, now, begin) => database.write(() => carrying.claim(runIds, now, begin), "work"),
    renew: (claims, leaseUntil) => database.write(() => carrying.renew(claims, leaseUntil), "work"),
    append: (writes, now) => database.write(() => carrying.append(writes, now), "work"),
    declareSideEffect: (claim) => database.write(() => carrying.declareSideEffect(claim), "work"),
    finish: (endings, now) => database.write(() => carrying.finish(endings, now), "work"),
    expired: (now, limit) => sound(now, () => keeping.expired(now, limit)),
    unrung: (range, limit) => sound(range.upTo, () => keeping.unrung(range, limit)),

    findConversation: (id, scope) => database.read(() => traces.findConversation(id, scope)),
    listConversations: (query) => database.read(() => traces.listConversations(query)),
    listEntries: (conversationId, query) => database.read(() => traces.listEntries(conversationId, query)),
    listEvents: (query) => database.read(() => listEvents(query)),
    holdPlace: (reader, holder, turn) => database.write(() => places.holdPlace(reader, holder, turn), "work"),
    movePlace: (reader, holder, to) => database.write(() => places.movePlace(reader, holder, to), "work"),
    measure: (now) => database.read(() => keeping.measure(now)),
    prune: (before, limit) => database.write(() => keeping.prune(before, limit), "work"),
  };
}
