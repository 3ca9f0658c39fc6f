import { define } from "../define.ts";
import { JobProposal } from "./jobProposal.ts";

/** Registers `<job-proposal>`. */
export function defineJobProposal(): void {
  define("job-proposal", JobProposal);
}
