import * as z from "zod";
import type { Actor } from "../model/actor.ts";
import { jobStateSchema } from "../model/job.ts";
import { defined } from "../model/defined.ts";
import { runStateSchema } from "../model/run.ts";
import type { Json } from "../model/json.ts";
import type { Proposal } from "../model/proposal.ts";
import type { ActorScheduler } from "../scheduler/actorScheduler.ts";
import type { SchedulerTool } from "./schedulerTool.ts";
import { jobView, runView } from "./views.ts";

interface Definition<Input extends z.ZodObject, Result> {
  name: string;
  title: string;
  description: string;
  input: Input;
  execute: (agent: ActorScheduler, input: z.output<Input>, actor: Actor) => Promise<Result>;
}

const reading = <Input extends z.ZodObject>(definition: Definition<Input, Json>): SchedulerTool => ({
  ...definition,
  isProposing: false,
});
const proposing = <Input extends z.ZodObject>(definition: Definition<Input, Proposal>): SchedulerTool => ({
  ...definition,
  isProposing: true,
});

const jobId = z.string().describe("The job's id, as list_jobs gives it");
const onProposal = {
  proposalId: z.string().describe("The proposal's id, as the tool that opened it gave it"),
  revision: z.int().positive().describe("The proposal's revision, as it was last given"),
};
const cursor = z.string().optional().describe("Where the next page begins, as the page before gave it");
const exactlyOne = (given: object, fields: readonly string[]) =>
  fields.filter((field) => (given as Record<string, unknown>)[field] !== undefined).length === 1;

/** How many rows a model gets at once unless it asks for fewer. */
const PAGE = 20;
const limit = z.int().min(1).max(50).default(PAGE);

const waits = "Nothing happens until the person confirms it with their own button: show them the read-back.";

/** Everything that a model can do with a person's scheduled jobs. */
export const schedulerTools: readonly SchedulerTool[] = [
  proposing({
    name: "propose_job",
    title: "Propose a scheduled job",
    description: `Proposes a job that runs later or again and again. Pass the person's own words, with when and what: "every Monday morning, refresh the production data pipeline". ${waits}`,
    input: z.object({
      text: z.string().min(1).describe("When and what, in the person's own words and language"),
    }),
    execute: (agent, { text }) => agent.propose(text),
  }),
  proposing({
    name: "answer_proposal",
    title: "Answer what a proposal asks",
    description: `Answers the question of a proposal with what the person said: an option by its number, or words. Never answer for them. ${waits}`,
    input: z
      .object({
        ...onProposal,
        option: z.int().nonnegative().optional().describe("The number of the option the person chose"),
        text: z.string().min(1).optional().describe("What the person answered, in their words"),
      })
      .refine((given) => exactlyOne(given, ["option", "text"]), { message: "Give an option or a text" }),
    execute: (agent, { proposalId, revision, option, text = "" }) =>
      agent.proposals.answer(proposalId, option === undefined ? { text } : { option }, { revision }),
  }),
  proposing({
    name: "amend_proposal",
    title: "Change a proposal",
    description: `Changes an open proposal: by a correction of its schedule in the person's words ("make it 6am"), another prompt or another name. ${waits}`,
    input: z
      .object({
        ...onProposal,
        correction: z.string().min(1).optional().describe('What is to be different, such as "weekdays only"'),
        prompt: z.string().min(1).optional().describe("What is to be done instead"),
        name: z.string().min(1).max(200).optional(),
      })
      .refine((given) => exactlyOne(given, ["correction", "prompt", "name"]), {
        message: "Give exactly one of correction, prompt and name",
      }),
    execute: (agent, { proposalId, revision, correction, prompt, name = "" }) => {
      const change = correction !== undefined ? { correction } : prompt !== undefined ? { prompt } : { name };
      return agent.proposals.amend(proposalId, change, { revision });
    },
  }),
  reading({
    name: "list_jobs",
    title: "List scheduled jobs",
    description: "The person's scheduled jobs, newest first, with schedule, state, next and last run.",
    input: z.object({
      search: z.string().max(200).optional().describe("Letters in name or prompt"),
      states: z.array(jobStateSchema).optional(),
      limit,
      cursor,
    }),
    execute: async (agent, query, actor) => {
      const { items, ...page } = await agent.jobs.list(defined(query));
      return { jobs: items.map((job) => jobView(job, actor)), ...page };
    },
  }),
  reading({
    name: "show_job",
    title: "Show a scheduled job",
    description: "One scheduled job with its next runs.",
    input: z.object({ jobId }),
    execute: async (agent, { jobId: id }, actor) => {
      const job = jobView(await agent.jobs.get(id), actor);
      const next = await agent.jobs.preview(id);
      return { ...job, nextRuns: job.nextRun === undefined ? [] : next.map(({ dueAt }) => dueAt.toISOString()) };
    },
  }),
  proposing({
    name: "update_job",
    title: "Propose to change a job",
    description: `Proposes to change a stored job: a correction of its schedule in the person's words ("make it 6am"), another prompt, another name, or several of these. ${waits}`,
    input: z.object({
      jobId,
      correction: z
        .string()
        .min(1)
        .optional()
        .describe('What is to be different about when it runs, such as "make it 6am"'),
      prompt: z.string().min(1).optional().describe("What is to be done instead, in full"),
      name: z.string().min(1).max(200).optional(),
    }),
    execute: (agent, { jobId: id, ...change }) => agent.jobs.propose(id, { action: "update", ...defined(change) }),
  }),
  ofJob("pause_job", "Propose to pause a job", "pause", "Proposes to hold a job until it is resumed."),
  ofJob("resume_job", "Propose to resume a job", "resume", "Proposes to let a paused or suspended job go on."),
  ofJob("run_job_now", "Propose to run a job now", "trigger", "Proposes to run a job now, once, beside its schedule."),
  proposing({
    name: "delete_job",
    title: "Propose to delete a job",
    description: `Proposes to remove a job for good; its past conversations stay. ${waits}`,
    input: z.object({
      jobId,
      abortRunning: z.boolean().default(false).describe("Whether a run that is going on is stopped, too"),
    }),
    execute: (agent, { jobId: id, abortRunning }) => agent.jobs.propose(id, { action: "delete", abortRunning }),
  }),
  reading({
    name: "list_runs",
    title: "List runs",
    description: "What became of a job's runs, latest first: state, reason, summary. Without a job, the runs of all.",
    input: z.object({ jobId: jobId.optional(), states: z.array(runStateSchema).optional(), limit, cursor }),
    execute: async (agent, query) => {
      const { items, ...page } = await agent.runs.list(defined(query));
      return { runs: items.map(runView), ...page };
    },
  }),
  reading({
    name: "explain_job",
    title: "Explain why a job ran or did not run",
    description: "Why a job did, or did not, run at an instant.",
    input: z.object({
      jobId,
      at: z.iso.datetime({ offset: true }).describe("The instant, ISO 8601 with offset: 2027-03-15T09:00:00-04:00"),
    }),
    execute: async (agent, { jobId: id, at }) => {
      const { run, ...why } = await agent.jobs.explain(id, new Date(at));
      return { ...why, ...(run !== undefined && { run: runView(run) }) };
    },
  }),
];

function ofJob(name: string, title: string, action: "pause" | "resume" | "trigger", what: string): SchedulerTool {
  return proposing({
    name,
    title,
    description: `${what} ${waits}`,
    input: z.object({ jobId }),
    execute: (agent, { jobId: id }) => agent.jobs.propose(id, { action }),
  });
}
