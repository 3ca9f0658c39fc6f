import * as z from "zod";
import { jobStateSchema } from "../../model/job.ts";
import { givenPoliciesSchema } from "../../model/policies.ts";
import { proposalSchema } from "../../model/proposal.ts";
import { countsOf, pageOf } from "../page.ts";
import { type Route, route } from "../route.ts";
import { jobView, jobViewSchema, runViews, runViewSchema, schedulePreviewSchema } from "../views.ts";
import { defined } from "../../model/defined.ts";
import { isoInstantSchema, listOf, pageQuerySchema, wireScheduleSchema } from "../wire.ts";

const changeSchema = z.strictObject({
  schedule: wireScheduleSchema.optional(),
  prompt: z.string().optional(),
  name: z.string().optional(),
  policies: givenPoliciesSchema.optional(),
  factoryId: z.string().optional(),
});
const filterSchema = z.object({
  states: listOf(jobStateSchema).optional(),
  search: z.string().max(200).optional(),
});
const limitSchema = z.object({ limit: z.coerce.number().int().min(1).max(100).optional() });

export const jobRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/jobs",
    id: "listJobs",
    summary: "The caller's jobs in its factory, newest first",
    query: pageQuerySchema.extend(filterSchema.shape),
    result: pageOf(jobViewSchema),
    handle: async ({ dexter, actor, query }) => {
      const page = await dexter.jobs.list(defined(query));
      return { ...page, items: page.items.map((job) => jobView(job, actor)) };
    },
  }),
  route({
    method: "GET",
    path: "/jobs/counts",
    id: "countJobs",
    summary: "How many of the caller's jobs are in each state",
    query: filterSchema,
    result: countsOf(jobStateSchema),
    handle: ({ dexter, query }) => dexter.jobs.count(defined(query)),
  }),
  route({
    method: "GET",
    path: "/jobs/{id}",
    id: "getJob",
    summary: "One job",
    result: jobViewSchema,
    handle: async ({ dexter, actor, params }) => jobView(await dexter.jobs.get(params["id"] ?? ""), actor),
  }),
  route({
    method: "PATCH",
    path: "/jobs/{id}",
    id: "updateJob",
    summary: "Changes the schedule, the prompt, the name or the policies of a job at once",
    needsRevision: true,
    body: changeSchema,
    result: jobViewSchema,
    handle: async ({ dexter, actor, params, body, revision = 0 }) =>
      jobView(await dexter.jobs.update(params["id"] ?? "", defined(body), { revision }), actor),
  }),
  route({
    method: "POST",
    path: "/jobs/{id}/corrections",
    id: "correctJob",
    summary: "Proposes a correction in words; confirming the proposal applies it",
    needsRevision: true,
    body: z.object({ correction: z.string() }),
    result: proposalSchema,
    status: 201,
    handle: ({ dexter, params, body, revision = 0 }) =>
      dexter.jobs.update(params["id"] ?? "", { correction: body.correction }, { revision }),
  }),
  route({
    method: "POST",
    path: "/jobs/{id}/pause",
    id: "pauseJob",
    summary: "Holds a job until it is resumed",
    result: jobViewSchema,
    handle: async ({ dexter, actor, params, revision }) =>
      jobView(await dexter.jobs.pause(params["id"] ?? "", defined({ revision })), actor),
  }),
  route({
    method: "POST",
    path: "/jobs/{id}/resume",
    id: "resumeJob",
    summary: "Lets a paused or suspended job go on; what went by meanwhile is counted and not made up",
    result: jobViewSchema.extend({ skipped: z.int() }),
    handle: async ({ dexter, actor, params, revision }) => {
      const { skipped, ...job } = await dexter.jobs.resume(params["id"] ?? "", defined({ revision }));
      return { ...jobView(job, actor), skipped };
    },
  }),
  route({
    method: "POST",
    path: "/jobs/{id}/trigger",
    id: "triggerJob",
    summary: "Runs a job now, once; the same Idempotency-Key never starts a second run",
    result: runViewSchema,
    status: 202,
    handle: async ({ dexter, actor, params, idempotencyKey: requestId }) => {
      const run = await dexter.jobs.trigger(params["id"] ?? "", defined({ requestId }));
      return (await runViews([run], dexter, actor))[0];
    },
  }),
  route({
    method: "DELETE",
    path: "/jobs/{id}",
    id: "deleteJob",
    summary: "Removes a job for good; its past conversations stay",
    needsRevision: true,
    query: z.object({ abortRunning: z.enum(["true", "false"]).optional() }),
    handle: ({ dexter, params, query, revision }) =>
      dexter.jobs.delete(params["id"] ?? "", defined({ revision, abortRunning: query.abortRunning === "true" })),
  }),
  route({
    method: "GET",
    path: "/jobs/{id}/preview",
    id: "previewJob",
    summary: "The next occurrences of a job as it is",
    query: limitSchema,
    result: schedulePreviewSchema,
    handle: async ({ dexter, actor, params, query }) => {
      const id = params["id"] ?? "";
      const job = await dexter.jobs.get(id);
      const { schedule, timezone } = job;
      return {
        schedule,
        timezone,
        description: jobView(job, actor).description,
        next: await dexter.jobs.preview(id, defined(query)),
      };
    },
  }),
  route({
    method: "GET",
    path: "/jobs/{id}/explain",
    id: "explainJob",
    summary: "Why a job did, or did not, run at an instant",
    query: z.object({ at: isoInstantSchema }),
    result: z.object({
      code: z.string(),
      text: z.string(),
      params: z.record(z.string(), z.string()),
      run: runViewSchema.optional(),
    }),
    handle: async ({ dexter, actor, params, query }) => {
      const { run, ...why } = await dexter.jobs.explain(params["id"] ?? "", query.at);
      return run === undefined ? why : { ...why, run: (await runViews([run], dexter, actor))[0] };
    },
  }),
  route({
    method: "POST",
    path: "/preview",
    id: "previewSchedules",
    summary: "What schedules would do, with nothing stored",
    body: z.object({
      schedules: z.array(wireScheduleSchema).min(1).max(20),
      limit: z.int().min(1).max(100).optional(),
    }),
    result: z.array(schedulePreviewSchema),
    handle: async ({ dexter, body }) =>
      body.schedules.map((schedule) => dexter.preview(schedule, defined({ limit: body.limit }))),
  }),
];
