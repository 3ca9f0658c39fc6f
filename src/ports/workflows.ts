import type { Scope } from "../model/actor.ts";

/** A named reusable procedure of the host. */
export interface Workflow {
  id: string;
  name: string;
}

/** Finds the workflow that a prompt refers to. */
export interface Workflows {
  /** By its name as it was said, whatever the case; `undefined` where there is none that this owner may use. */
  find(name: string, scope: Scope): Promise<Workflow | undefined>;
}
