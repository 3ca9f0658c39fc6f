import * as z from "zod";
import { actorSchema } from "../../model/actor.ts";
import { type Route, route } from "../route.ts";

export const accountRoutes: readonly Route[] = [
  route({
    method: "GET",
    path: "/account",
    id: "getAccount",
    summary: "Who the caller is, as the host sees it",
    result: actorSchema.extend({ factoryName: z.string().optional() }),
    handle: async ({ actor }) => actor,
  }),
];
