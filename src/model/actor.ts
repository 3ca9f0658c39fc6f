import * as z from "zod";

/** The name of a time zone in the IANA database. Whether the zone exists is asked where it is used. */
export const timezoneSchema = z.string().min(1).max(64);

/** An id that the host gave: an owner, a factory. Letters that no store keeps could make two of them one. */
export const hostIdSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((id) => !/[\p{Surrogate}\0]/u.test(id), "An id has no half of a surrogate pair and no character zero");

/** Who is calling. Every call on stored things is made as an actor, and sees only that owner's things in that factory. */
export const actorSchema = z.object({
  ownerId: hostIdSchema,
  /** The host's workspace. A job belongs to the factory it was created in for ever. */
  factoryId: hostIdSchema,
  /** The account's zone, by its IANA name. */
  timezone: timezoneSchema,
  /** A BCP 47 tag such as `en-US` or `es-MX`; English when left out. */
  locale: z.string().min(2).max(35).optional(),
});
/** Who is calling: an owner in a factory, with the account's zone. */
export type Actor = z.infer<typeof actorSchema>;

/** What of an actor decides which stored things are seen. */
export type Scope = Pick<Actor, "ownerId" | "factoryId">;
