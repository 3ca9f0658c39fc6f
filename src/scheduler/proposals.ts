import * as z from "zod";
import { checkTiming } from "../confirm/checkTiming.ts";
import { countingFrom } from "../confirm/confirm.ts";
import { answered, corrected, reworded } from "../confirm/reply.ts";
import { SchedulerError } from "../errors/schedulerError.ts";
import { type Interpretation, type Span, spanSchema } from "../model/interpretation.ts";
import { type PolicyOverrides, givenPoliciesSchema } from "../model/policies.ts";
import { type Proposal, proposalSchema, type StoredProposal } from "../model/proposal.ts";
import type { Schedule } from "../model/schedule.ts";
import type { Page } from "../ports/store.ts";
import { defined } from "../model/defined.ts";
import { confirmationTokenOf } from "./confirmationToken.ts";
import { mapPage, type PageRequest, pageRequestSchema } from "./paging.ts";
import { parse, parseSchedule } from "./parse.ts";
import { type ProposalDesk, shownProposal } from "./proposalDesk.ts";

/** A host's own form: schedules instead of a sentence. */
export interface ProposalForm {
  schedules: readonly Schedule[];
  /** What the jobs are to do; asked for where it is `null`. */
  prompt: string | null;
  name?: string;
  policies?: PolicyOverrides;
}

/** How a proposal is asked for. */
export interface ProposeOptions {
  /** Letters of the sentence that are not schedule words. */
  literal?: readonly Span[];
  /** The same request never opens a second proposal. */
  requestId?: string;
}

/** What a person changes about an open proposal. */
export type Amendment =
  /** Words such as "make it 6am". */
  | string
  | { correction: string }
  /** Letters of the sentence that are not schedule words, all of them. */
  | { literal: readonly Span[] }
  | { name: string }
  | { prompt: string };

const revisionSchema = z.object({ revision: z.int().positive() });
const nameSchema = z.string().trim().min(1).max(200);
/** Letters of a sentence, as callers point at them. */
export const literalSchema = z
  .array(spanSchema.refine(({ start, end }) => start <= end, "Letters end where they start, or behind it"))
  .max(100);
const formSchema = z.strictObject({
  schedules: z.array(z.unknown()).min(1).max(20),
  prompt: z.string().nullable(),
  name: nameSchema.optional(),
  policies: givenPoliciesSchema.optional(),
});
const listSchema = pageRequestSchema.extend({ state: proposalSchema.shape.state.optional() }).strict();
const optionsSchema = z.strictObject({
  literal: literalSchema.default([]),
  requestId: z.string().min(1).max(200).optional(),
});
const answerSchema = z.union([
  z.string(),
  z.strictObject({ option: z.int().nonnegative() }),
  z.strictObject({ text: z.string() }),
]);
const amendmentSchema = z.union([
  z.string(),
  z.strictObject({ correction: z.string() }),
  z.strictObject({ literal: literalSchema }),
  z.strictObject({ name: nameSchema }),
  z.strictObject({ prompt: z.string() }),
]);

/** Proposals of one actor: what was understood, put before a person until it is confirmed or declined. */
export class Proposals {
  readonly #desk: ProposalDesk;

  constructor(desk: ProposalDesk) {
    this.#desk = desk;
  }

  /**
   * Puts a request before the person: what was understood, or what has to be asked. Nothing is scheduled.
   *
   * @throws {@link SchedulerError} `TEXT_TOO_LONG`, `INPUT_INVALID`; for a form also `SCHEDULE_PAST`, `SCHEDULE_INVALID`,
   *   `SCHEDULE_NEVER_OCCURS`, `INTERVAL_TOO_SHORT`, `TIMEZONE_UNKNOWN`
   */
  async propose(request: string | ProposalForm, options: ProposeOptions = {}): Promise<Proposal> {
    const { requestId, literal } = parse(optionsSchema, options, "options");
    await this.#desk.session.core.open();
    if (typeof request !== "string") {
      const form = this.#readForm(request);
      return this.#desk.open(form.interpretation, form.given, { requestId });
    }
    const given = { corrections: [], literal };
    return this.#desk.open(await this.#desk.understand(this.#desk.text(request), given), given, { requestId });
  }

  /** @throws {@link SchedulerError} `PROPOSAL_NOT_FOUND` */
  async get(id: string): Promise<Proposal> {
    return this.#desk.shown(await this.#desk.find(id));
  }

  /** The actor's proposals, newest first. */
  async list(query: PageRequest & { state?: Proposal["state"] } = {}): Promise<Page<Proposal>> {
    const { core, scope } = this.#desk.session;
    await core.open();
    const checked = defined(parse(listSchema, query, "query"));
    const page = mapPage(await core.store.listProposals({ ...checked, scope }), (stored) => this.#desk.shown(stored));
    return { ...page, items: page.items.filter(({ state }) => checked.state === undefined || state === checked.state) };
  }

  /**
   * Answers what the proposal asks: by the place of an option, or in words.
   *
   * @throws {@link SchedulerError} `INPUT_INVALID`, `TEXT_TOO_LONG`, `REVISION_CONFLICT`, `PROPOSAL_NOT_OPEN`, `PROPOSAL_EXPIRED`
   */
  async answer(
    id: string,
    answer: string | { option: number } | { text: string },
    at: { revision: number },
  ): Promise<Proposal> {
    const said = parse(answerSchema, answer, "answer");
    const stored = await this.#openAt(id, at);
    const proposal = shownProposal(stored);
    const checked =
      typeof said !== "string" && "option" in said
        ? said
        : { text: this.#desk.text(typeof said === "string" ? said : said.text) };
    const reading = this.#desk.session.core.settings.interpretation;
    return this.#desk.revise(stored, answered(proposal, checked, this.#desk.now, reading), proposal.given);
  }

  /**
   * Changes what is proposed; the read-back is made anew.
   *
   * @throws {@link SchedulerError} `INPUT_INVALID`, `TEXT_TOO_LONG`, `REVISION_CONFLICT`, `PROPOSAL_NOT_OPEN`, `PROPOSAL_EXPIRED`
   */
  async amend(id: string, amendment: Amendment, at: { revision: number }): Promise<Proposal> {
    const asked = parse(amendmentSchema, amendment, "amendment");
    const stored = await this.#openAt(id, at);
    const { interpretation, given, ...proposal } = shownProposal(stored);
    const change = typeof asked === "string" ? { correction: asked } : asked;
    if ("correction" in change) {
      const correction = this.#desk.text(change.correction);
      const reading = this.#desk.session.core.settings.interpretation;
      const next = corrected({ ...proposal, interpretation, given }, correction, this.#desk.now, reading);
      return this.#desk.revise(stored, next, { ...given, corrections: [...given.corrections, correction] });
    }
    if ("name" in change) {
      return this.#desk.revise(stored, interpretation, { ...given, name: change.name });
    }
    if ("prompt" in change) {
      return this.#desk.revise(stored, reworded(interpretation, this.#desk.text(change.prompt)), given);
    }
    const next = { ...given, literal: change.literal };
    return this.#desk.revise(stored, await this.#desk.understand(interpretation.text, next), next);
  }

  /**
   * What confirms this revision where an agent proposed it: for the person's door only (a page, a button), never for a model.
   *
   * @throws {@link SchedulerError} `NOT_PERMITTED` where an agent asks, `PROPOSAL_NOT_FOUND`, `REVISION_CONFLICT`
   */
  async confirmationToken(id: string, at: { revision: number }): Promise<string> {
    const { session } = this.#desk;
    session.refuseAgent("confirm");
    const stored = await this.#desk.find(id);
    this.#desk.checkRevision(stored, parse(revisionSchema, at, "at").revision);
    return confirmationTokenOf(stored, session.core.settings.confirmationKey);
  }

  /** Closes a proposal without creating anything. Declining twice is the same as once. */
  async decline(id: string, at: { revision?: number } = {}): Promise<Proposal> {
    const stored = await this.#desk.find(id);
    if (stored.state === "declined") return shownProposal(stored);
    this.#desk.checkOpen(stored, parse(revisionSchema.partial(), at, "at").revision);
    const next = { ...stored, state: "declined" as const };
    await this.#desk.save(stored, next, { name: "proposal.declined", proposal: next });
    return shownProposal(next);
  }

  /** Schedules of a host's own form, as if they had been said. */
  #readForm(request: ProposalForm): { interpretation: Interpretation; given: Proposal["given"] } {
    const form = parse(formSchema, request, "request");
    const { minIntervalMs } = this.#desk.session.core.settings.limits;
    const schedules = form.schedules.map((schedule, index) => {
      const given = parseSchedule(schedule, `schedules.${index}`);
      const checked = countingFrom(given, this.#desk.now);
      checkTiming(checked, { now: this.#desk.now, minIntervalMs });
      return checked;
    });
    const prompt = form.prompt === null ? null : this.#desk.text(form.prompt);
    const understood: Interpretation = {
      text: "",
      outcome: "understood",
      schedules,
      prompt,
      assumptions: [],
      spans: [],
    };
    return {
      interpretation: prompt === null ? understood : reworded(understood, prompt),
      given: { ...defined({ name: form.name, policies: form.policies }), corrections: [], literal: [] },
    };
  }

  async #openAt(id: string, at: { revision: number }): Promise<StoredProposal> {
    const stored = await this.#desk.find(id);
    this.#desk.checkOpen(stored, parse(revisionSchema, at, "at").revision);
    if (stored.change !== undefined) {
      const hint = "It asks nothing and has no words to correct: decline it, and propose what is wanted.";
      throw new SchedulerError("INPUT_INVALID", { proposalId: id, change: stored.change.action, hint });
    }
    return stored;
  }
}
