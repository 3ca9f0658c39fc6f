import * as z from "zod";
import { interpretationSchema } from "../../model/interpretation.ts";
import { proposalSchema } from "../../model/proposal.ts";
import { pageOf } from "../page.ts";
import { type Route, route } from "../route.ts";
import { jobView, jobViewSchema } from "../views.ts";
import { defined } from "../../model/defined.ts";
import { literalSchema, pageQuerySchema, requestSchema } from "../wire.ts";

export const proposalRoutes: readonly Route[] = [
  route({
    method: "POST",
    path: "/interpret",
    id: "interpret",
    summary: "What a sentence means, with nothing stored",
    body: z.object({ text: z.string(), literal: literalSchema.optional() }),
    result: interpretationSchema,
    handle: async ({ dexter, body }) => dexter.interpret(body.text, defined({ literal: body.literal })),
  }),
  route({
    method: "POST",
    path: "/proposals",
    id: "propose",
    summary: "Opens a proposal from a sentence or from a form; nothing is scheduled",
    body: requestSchema,
    result: proposalSchema,
    status: 201,
    handle: ({ dexter, body, idempotencyKey: requestId }) =>
      "text" in body
        ? dexter.propose(body.text, defined({ literal: body.literal, requestId }))
        : dexter.propose(defined(body), defined({ requestId })),
  }),
  route({
    method: "GET",
    path: "/proposals",
    id: "listProposals",
    summary: "The caller's proposals, newest first",
    query: pageQuerySchema.extend({ state: proposalSchema.shape.state.optional() }),
    result: pageOf(proposalSchema),
    handle: ({ dexter, query }) => dexter.proposals.list(defined(query)),
  }),
  route({
    method: "GET",
    path: "/proposals/{id}",
    id: "getProposal",
    summary: "One proposal",
    result: proposalSchema,
    handle: ({ dexter, params }) => dexter.proposals.get(params["id"] ?? ""),
  }),
  route({
    method: "POST",
    path: "/proposals/{id}/answer",
    id: "answerProposal",
    summary: "Answers what the proposal asks, by the place of an option or in words",
    needsRevision: true,
    body: z.union([z.object({ option: z.int().nonnegative() }), z.object({ text: z.string() })]),
    result: proposalSchema,
    handle: ({ dexter, params, body, revision = 0 }) => dexter.proposals.answer(params["id"] ?? "", body, { revision }),
  }),
  route({
    method: "POST",
    path: "/proposals/{id}/amend",
    id: "amendProposal",
    summary: "Changes what is proposed; the read-back is made anew",
    needsRevision: true,
    body: z.union([
      z.object({ correction: z.string() }),
      z.object({ literal: literalSchema }),
      z.object({ name: z.string() }),
      z.object({ prompt: z.string() }),
    ]),
    result: proposalSchema,
    handle: ({ dexter, params, body, revision = 0 }) => dexter.proposals.amend(params["id"] ?? "", body, { revision }),
  }),
  route({
    method: "POST",
    path: "/proposals/{id}/decline",
    id: "declineProposal",
    summary: "Closes a proposal without creating anything",
    result: proposalSchema,
    handle: ({ dexter, params, revision }) => dexter.proposals.decline(params["id"] ?? "", defined({ revision })),
  }),
  route({
    method: "POST",
    path: "/proposals/{id}/confirm",
    id: "confirmProposal",
    summary:
      "Creates the jobs of a proposal, or applies its correction; once confirmed, the same call gives the same jobs",
    body: z.object({ revision: z.int().positive(), digest: z.string() }),
    result: z.array(jobViewSchema),
    status: 201,
    handle: async ({ dexter, actor, params, body }) => {
      const id = params["id"] ?? "";
      // Whoever is authenticated here is the person, whom an agent's proposal waits for.
      const token = await dexter.proposals.confirmationToken(id, body);
      const jobs = await dexter.confirm(id, { ...body, token });
      return jobs.map((job) => jobView(job, actor));
    },
  }),
];
