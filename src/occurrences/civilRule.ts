import type { LocalSeconds } from "./civil.ts";

/** A set of wall times, without a zone: what a cron expression or a recurrence rule says. */
export interface CivilRule {
  /** The first wall time of the set at or after `local`; `Infinity` if there is none. */
  next(local: LocalSeconds): LocalSeconds;
  /** The last wall time of the set at or before `local`; `-Infinity` if there is none. */
  previous(local: LocalSeconds): LocalSeconds;
  /**
   * Whether it steps through the day by elapsed time (a wildcard or step in the hour), rather than at fixed times: then a clock
   * change neither moves nor merges anything unless the schedule asks for it.
   */
  readonly isElapsed: boolean;
}
