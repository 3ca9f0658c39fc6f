import type { Scope } from "../model/actor.ts";

/** What is to be done, and to what. */
export interface Permission {
  action: "create" | "update" | "run" | "delete" | "read";
  jobId?: string;
  workflowId?: string;
}

/** Asked when a job is created, and again each time it is about to run. */
export interface Authorizer {
  /** `no`: the owner may not, or no longer. `gone`: the factory does not exist any more. */
  may(actor: Scope, permission: Permission): Promise<"yes" | "no" | "gone">;
}
