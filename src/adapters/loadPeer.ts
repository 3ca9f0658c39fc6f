import { SchedulerError } from "../errors/schedulerError.ts";

/**
 * Loads an optional package.
 *
 * @throws {@link SchedulerError} `PEER_MISSING` with what to install
 */
export async function loadPeer<Module>(name: string, load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    throw new SchedulerError("PEER_MISSING", { package: name, hint: `Run: npm install ${name}` }, { cause });
  }
}
