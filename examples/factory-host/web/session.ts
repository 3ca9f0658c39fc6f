import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Context } from "hono";
import { setSignedCookie } from "hono/cookie";
import { parseSigned } from "hono/utils/cookie";
import type { Factory, Person } from "./people.ts";

/** Who is signed in, and in which factory. */
export interface Session {
  person: Person;
  factory: Factory;
}
const cookie = "factory-host-session";

/**
 * The sample sign-in: a cookie that names a person and a factory, signed so that nobody writes one of their own. There is no
 * password; a host of your own asks its accounts here.
 */
export class Sessions {
  readonly #secret: string;
  readonly #people: readonly Person[];
  readonly #factories: readonly [Factory, ...Factory[]];

  constructor(secret: string, people: readonly Person[], factories: readonly [Factory, ...Factory[]]) {
    this.#secret = secret;
    this.#people = people;
    this.#factories = factories;
  }

  async read(request: Request): Promise<Session | null> {
    const cookies = await parseSigned(request.headers.get("cookie") ?? "", this.#secret, cookie);
    const value = cookies[cookie];
    if (typeof value !== "string") return null;
    const [personId, factoryId] = value.split(":");
    return this.find(personId, factoryId) ?? null;
  }
  async write(context: Context, { person, factory }: Session): Promise<void> {
    await setSignedCookie(context, cookie, `${person.id}:${factory.id}`, this.#secret, {
      httpOnly: true,
      sameSite: "Lax",
      path: "/",
      maxAge: 30 * 86_400,
    });
  }
  /** The person in the factory; in the first one where none is named. */
  find(personId: unknown, factoryId: unknown): Session | undefined {
    const person = this.#people.find(({ id }) => id === personId);
    const factory = factoryId === undefined ? this.#factories[0] : this.#factories.find(({ id }) => id === factoryId);
    return person === undefined || factory === undefined ? undefined : { person, factory };
  }
}

/** The key that cookies are signed with; made once, and kept so that a restart signs nobody out. */
export async function sessionSecret(data: string): Promise<string> {
  const path = join(data, "session-secret");
  try {
    await writeFile(path, randomBytes(32).toString("hex"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return readFile(path, "utf8");
}
