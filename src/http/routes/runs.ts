import * as z from "zod";
import { SchedulerError } from "../../errors/schedulerError.ts";
import { conversationSchema } from "../../model/conversation.ts";
import { runStateSchema } from "../../model/run.ts";
import { countsOf, pageOf } from "../page.ts";
import { type Route, route } from "../route.ts";
import { entryView, entryViewSchema, runViews, runViewSchema, webAddress } from "../views.ts";
import { defined } from "../../model/defined.ts";
import { isoInstantSchema, listOf, pageQuerySchema } from "../wire.ts";

const filterSchema = z.object({
  jobId: z.string().optional(),
  states: listOf(runStateSchema).optional(),
  dueFrom: isoInstantSchema.optional(),
  dueTo: isoInstantSchema.optional(),
  search: z.string().max(200).optional(),
});

export const runRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/runs",
    id: "listRuns",
    summary: "The runs of the caller's jobs, latest due first; those that were not carried out too, with the reason",
    query: pageQuerySchema.extend(filterSchema.shape),
    result: pageOf(runViewSchema),
    handle: async ({ dexter, actor, query }) => {
      const page = await dexter.runs.list(defined(query));
      return { ...page, items: await runViews(page.items, dexter, actor) };
    },
  }),
  route({
    method: "GET",
    path: "/runs/counts",
    id: "countRuns",
    summary: "How many of the runs of the caller's jobs are in each state",
    query: filterSchema,
    result: countsOf(runStateSchema),
    handle: ({ dexter, query }) => dexter.runs.count(defined(query)),
  }),
  route({
    method: "GET",
    path: "/runs/{id}",
    id: "getRun",
    summary: "One run",
    result: runViewSchema,
    handle: async ({ dexter, actor, params }) =>
      (await runViews([await dexter.runs.get(params["id"] ?? "")], dexter, actor))[0],
  }),
  route({
    method: "POST",
    path: "/runs/{id}/cancel",
    id: "cancelRun",
    summary: "Cancels a run; one that is going on is told to stop",
    result: runViewSchema,
    status: 202,
    handle: async ({ dexter, actor, params }) =>
      (await runViews([await dexter.runs.cancel(params["id"] ?? "")], dexter, actor))[0],
  }),
  route({
    method: "POST",
    path: "/runs/{id}/reply",
    id: "replyToRun",
    summary: "Answers what a run asked, or has an interrupted one go on; the same run continues",
    body: z.object({ text: z.string() }),
    result: runViewSchema,
    status: 202,
    handle: async ({ dexter, actor, params, body }) =>
      (await runViews([await dexter.runs.reply(params["id"] ?? "", body.text)], dexter, actor))[0],
  }),
  route({
    method: "GET",
    path: "/conversations",
    id: "listConversations",
    summary: "The conversations that the caller's jobs wrote, newest first",
    query: pageQuerySchema.extend({ jobId: z.string().optional(), statuses: listOf(runStateSchema).optional() }),
    result: pageOf(conversationSchema),
    handle: ({ dexter, query }) => dexter.conversations.list(defined(query)),
  }),
  route({
    method: "GET",
    path: "/conversations/{id}",
    id: "getConversation",
    summary: "One conversation, without its entries",
    result: conversationSchema,
    handle: async ({ dexter, params }) => {
      const { entries: _entries, ...conversation } = await dexter.conversations.get(params["id"] ?? "", { limit: 0 });
      return conversation;
    },
  }),
  route({
    method: "GET",
    path: "/conversations/{id}/entries",
    id: "listEntries",
    summary: "What a conversation holds, in order, from behind a place",
    query: z.object({
      after: z.coerce.number().int().nonnegative().optional(),
      limit: z.coerce.number().int().min(1).max(500).optional(),
    }),
    result: pageOf(entryViewSchema),
    handle: async ({ dexter, params, query, request }) => {
      const { limit = 200 } = query;
      const { entries } = await dexter.conversations.get(params["id"] ?? "", defined({ ...query, limit: limit + 1 }));
      const at = new URL(request.url).pathname.replace(/\/entries$/, "");
      const items = entries.slice(0, limit).map((entry) => entryView(entry, at));
      return { items, ...(entries.length > limit && { cursor: String(items.at(-1)?.sequence ?? 0) }) };
    },
  }),
  route({
    method: "GET",
    path: "/conversations/{id}/outputs/{sequence}",
    id: "downloadOutput",
    summary: "The bytes of an output; 302 where the host keeps them elsewhere",
    produces: "application/octet-stream",
    handle: async ({ dexter, params }) => {
      const sequence = Number(params["sequence"]);
      const isPlace = Number.isSafeInteger(sequence) && sequence > 0;
      const after = isPlace ? sequence - 1 : 0;
      const { entries } = await dexter.conversations.get(params["id"] ?? "", { after, limit: isPlace ? 1 : 0 });
      const item = entries[0]?.item;
      if (item?.type !== "output") throw new SchedulerError("OUTPUT_NOT_FOUND", { sequence: params["sequence"] });
      if (!(item.content instanceof Uint8Array)) {
        // Nothing is fetched from there on the server: the browser goes, with what it is allowed there.
        const location = webAddress(item.content.url);
        if (location === undefined) throw new SchedulerError("OUTPUT_NOT_FOUND", { sequence: params["sequence"] });
        return new Response(null, { status: 302, headers: { location, "referrer-policy": "no-referrer" } });
      }
      return new Response(new Uint8Array(item.content), {
        headers: {
          "content-type": item.mediaType,
          "content-length": String(item.content.byteLength),
          // Never opened inside the host's page, whatever the run wrote.
          "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(item.name).replaceAll("'", "%27")}`,
          "content-security-policy": "sandbox; default-src 'none'",
        },
      });
    },
  }),
];
