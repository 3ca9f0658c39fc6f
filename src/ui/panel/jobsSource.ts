import { hasCode } from "../failure.ts";
import type { SchedulerClient } from "../../client/schedulerClient.ts";
import type { EventView, JobView, Page } from "../../client/views.ts";
import { inAll } from "../inAll.ts";
import { jobRank } from "../statusMark.ts";
import { type JobsQuery, serverQuery } from "./jobsQuery.ts";

/** More changed jobs than this at once are read as a list again. */
const readSingly = 8;
const mostRead = 5_000;

/** The jobs of a panel, as the server last told them. */
export class JobsSource {
  readonly #changed: () => void;
  #client: SchedulerClient | undefined;
  #jobs: JobView[] = [];
  #total: number | undefined;
  #reading: AbortController | undefined;
  #dirty = new Set<string>();
  #isCatchingUp = false;
  query: JobsQuery = { search: "", filter: "" };
  pageSize = 50;
  /** Whether a first page has come. */
  isLoaded = false;
  isLoading = false;
  error: unknown;
  /** When what is shown was read. */
  readAt: Date | undefined;
  /** Jobs that are gone on the server, shown until the panel lets them go. */
  readonly gone = new Set<string>();
  /** The order stays as it is while this says so: nothing moves under the pointer or the focus. */
  isHeld: () => boolean = () => false;

  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get jobs(): readonly JobView[] {
    return this.#jobs;
  }
  /** How many there are in all. */
  get total(): number {
    return Math.max(this.#total ?? 0, this.#jobs.length);
  }
  find(id: string): JobView | undefined {
    return this.#jobs.find((job) => job.id === id);
  }

  /** Ends when everything that is being read has come. */
  reading: Promise<void> = Promise.resolve();
  /** Reads the list from its beginning, or goes on behind `first`; the rows that are there stay until the new ones have come. */
  read(client: SchedulerClient | undefined, first?: Promise<Page<JobView>>): Promise<void> {
    this.reading = this.#read(client, first);
    return this.reading;
  }
  async #read(client: SchedulerClient | undefined, first: Promise<Page<JobView>> | undefined): Promise<void> {
    this.#reading?.abort();
    if (client !== this.#client) {
      this.#jobs = [];
      this.isLoaded = false;
    }
    this.#client = client;
    if (client === undefined) return;
    const reading = new AbortController();
    this.#reading = reading;
    this.isLoading = true;
    this.#changed();
    try {
      let jobs: JobView[] = [];
      let cursor: string | undefined;
      do {
        const asked =
          cursor === undefined && first !== undefined
            ? first
            : client.jobs.list({
                ...serverQuery(this.query),
                limit: cursor === undefined ? this.pageSize : 200,
                ...(cursor !== undefined && { cursor }),
                signal: reading.signal,
              });
        const page = await asked;
        if (reading.signal.aborted) return;
        jobs = [...jobs, ...page.items];
        cursor = page.cursor;
        if (cursor === undefined) this.#total = jobs.length;
        else if (jobs.length === page.items.length) void this.#count(client, reading.signal);
        // the first page is shown at once; of a list that is read again, nothing is shown until it is whole
        if (!this.isLoaded || cursor === undefined) {
          this.#jobs = this.#ordered(this.#shown(jobs));
          this.#loaded();
        }
        if (cursor !== undefined && this.#jobs.length < jobs.length) this.#jobs = this.#ordered(this.#shown(jobs));
      } while (cursor !== undefined && jobs.length < mostRead);
      if (this.query.filter === "needs-you") this.#total = this.#jobs.length;
    } catch (error) {
      if (reading.signal.aborted) return;
      this.error = error;
    } finally {
      if (this.#reading === reading) {
        this.isLoading = false;
        this.#changed();
      }
    }
  }
  /** How many there are, before all of them are read. */
  async #count(client: SchedulerClient, signal: AbortSignal): Promise<void> {
    if (this.query.filter === "needs-you") return;
    const counts = await client.jobs.count({ ...serverQuery(this.query), signal }).catch(() => undefined);
    if (signal.aborted || counts === undefined) return;
    this.#total = inAll(counts);
    this.#changed();
  }
  #loaded(): void {
    this.isLoaded = true;
    this.error = undefined;
    this.readAt = new Date();
    this.gone.clear();
    this.#changed();
  }
  #shown(jobs: JobView[]): JobView[] {
    return this.query.filter === "needs-you" ? jobs.filter((job) => job.lastRun?.state === "needs_input") : jobs;
  }

  /** Notes what changed on the server and reads it again. */
  hear(events: readonly EventView[]): void {
    for (const { event, jobId } of events) {
      if (event.name === "job.deleted") this.remove(event.job.id, true);
      else if (event.name === "proposal.confirmed") for (const job of event.jobs) this.#dirty.add(job.id);
      else if ("job" in event) this.#dirty.add(event.job.id);
      else if ("run" in event) this.#dirty.add(event.run.jobId);
      else if (jobId !== undefined && event.name !== "conversation.appended") this.#dirty.add(jobId);
    }
    void this.#catchUp();
  }
  async #catchUp(): Promise<void> {
    const client = this.#client;
    if (this.#isCatchingUp || client === undefined || !this.isLoaded) return;
    this.#isCatchingUp = true;
    try {
      while (this.#dirty.size > 0) {
        const ids = [...this.#dirty];
        this.#dirty.clear();
        if (ids.length > readSingly) await this.read(client);
        else await Promise.all(ids.map((id) => this.readOne(id)));
      }
    } finally {
      this.#isCatchingUp = false;
    }
  }
  /** Reads one job again. */
  async readOne(id: string): Promise<JobView | undefined> {
    try {
      const job = await this.#client?.jobs.get(id);
      if (job !== undefined) this.put(job);
      return job;
    } catch (error) {
      if (hasCode(error, "JOB_NOT_FOUND")) this.remove(id, true);
      return undefined;
    }
  }

  /** Shows this job as it is now. */
  put(job: JobView): void {
    const at = this.#jobs.findIndex(({ id }) => id === job.id);
    const isNew = at === -1;
    if (isNew && (this.query.search !== "" || this.query.filter !== "")) return;
    const jobs = isNew ? [...this.#jobs, job] : this.#jobs.with(at, job);
    if (isNew && this.#total !== undefined) this.#total++;
    this.#jobs = isNew ? jobs.toSorted(byUrgency) : this.#ordered(jobs);
    this.#changed();
  }
  /** Takes a job out of the list; one that went away elsewhere is shown as gone until `let go`. */
  remove(id: string, isElsewhere: boolean): void {
    if (this.find(id) === undefined) return;
    if (isElsewhere) this.gone.add(id);
    else {
      this.#jobs = this.#jobs.filter((job) => job.id !== id);
      this.gone.delete(id);
      if (this.#total !== undefined) this.#total--;
    }
    this.#changed();
  }
  /** Puts the rows in order, now that nothing holds them. */
  settle(): void {
    const ordered = this.#ordered(this.#jobs);
    if (ordered.every((job, place) => job === this.#jobs[place])) return;
    this.#jobs = ordered;
    this.#changed();
  }
  #ordered(jobs: JobView[]): JobView[] {
    if (!this.isHeld() || this.#jobs.length === 0) return jobs.toSorted(byUrgency);
    const places = new Map(this.#jobs.map(({ id }, place) => [id, place]));
    return jobs.toSorted((a, b) => (places.get(a.id) ?? Infinity) - (places.get(b.id) ?? Infinity));
  }
}

function byUrgency(a: JobView, b: JobView): number {
  const rank = jobRank(a) - jobRank(b);
  if (rank !== 0) return rank;
  const next = (a.nextAt?.getTime() ?? Infinity) - (b.nextAt?.getTime() ?? Infinity);
  return Number.isNaN(next) || next === 0 ? a.name.localeCompare(b.name) : next;
}
