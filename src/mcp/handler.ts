import { WebStandardStreamableHTTPServerTransport as HttpTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import type { Actor } from "../model/actor.ts";
import { checkPort } from "../scheduler/parse.ts";
import { createMcpServer, type McpOptions } from "./server.ts";

type MaybeActor = Actor | null | undefined;

/** What a host gives to {@link createMcpHandler}. */
export interface McpHandlerOptions extends McpOptions {
  /** Who sends a request, by the host's own token; nothing for nobody. There is no default. Asked for every request. */
  authenticate(request: Request): MaybeActor | Promise<MaybeActor>;
  /**
   * Where the host describes who gives out its tokens (RFC 9728), `https://…/.well-known/oauth-protected-resource`: clients that are
   * not known are sent there, and sign in by themselves.
   */
  resourceMetadataUrl?: string;
  /** Origins other than the handler's own whose pages may send requests. */
  allowedOrigins?: readonly string[];
  limits?: {
    /** How many sessions one owner may have open: 20 unless set. Another one ends the one that was quiet for longest. */
    sessionsPerOwner?: number;
    /** How long a session may be quiet: 30 minutes unless set. */
    idleMs?: number;
    /** The largest body, in bytes: 256 KiB unless set. */
    bodyBytes?: number;
  };
}

interface Session {
  transport: HttpTransport;
  /** As the latest request says it: its zone or language may change, whose it is never does. */
  actor: Actor;
  usedAt: number;
  close(): Promise<void>;
}

const JSON_RPC_ERROR = -32_000;

/**
 * MCP by streamable HTTP as a fetch-standard handler, to be mounted in any server.
 *
 * Sessions are kept in this process: behind several processes, route by the header `mcp-session-id`. A session belongs to whoever
 * opened it; its id alone opens nothing.
 *
 * @example
 * const handle = createMcpHandler({ scheduler, authenticate: (request) => account(request), confirmUrl });
 * app.all("/mcp", (context) => handle(context.req.raw));
 */
export function createMcpHandler(options: McpHandlerOptions): (request: Request) => Promise<Response> {
  checkPort(options, "options", ["authenticate"]);
  checkPort(options.scheduler, "options.scheduler", ["forAgent"]);
  const { sessionsPerOwner = 20, idleMs = 1_800_000, bodyBytes = 262_144 } = options.limits ?? {};
  const sessions = new Map<string, Session>();
  const { resourceMetadataUrl: metadata } = options;
  const challenge = metadata === undefined ? "Bearer" : `Bearer resource_metadata="${metadata}"`;

  /** Ends what has been quiet for too long, and of this owner's what would be too many with another one. */
  async function tidy(ownerId: string): Promise<void> {
    const quietest = [...sessions].toSorted(([, one], [, other]) => one.usedAt - other.usedAt);
    const own = quietest.filter(([, { actor }]) => actor.ownerId === ownerId);
    const surplus = new Set(own.slice(0, Math.max(0, own.length - sessionsPerOwner + 1)).map(([id]) => id));
    const over = quietest.filter(([id, { usedAt }]) => surplus.has(id) || Date.now() - usedAt > idleMs);
    for (const [id] of over) sessions.delete(id);
    await Promise.all(over.map(([, session]) => session.close()));
  }

  async function open(actor: Actor): Promise<HttpTransport> {
    const transport = new HttpTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      maxRequestBodySize: bodyBytes,
      onsessioninitialized: async (id) => {
        await tidy(actor.ownerId);
        sessions.set(id, session);
      },
      onsessionclosed: (id) => void sessions.delete(id),
    });
    const session: Session = { transport, actor, usedAt: Date.now(), close: () => server.close() };
    const server = createMcpServer({ ...options, actor: () => session.actor });
    await server.connect(transport);
    return transport;
  }

  return async (request) => {
    const origin = request.headers.get("origin");
    if (origin !== null && origin !== new URL(request.url).origin && !options.allowedOrigins?.includes(origin)) {
      return refuse(403, "This origin may not send requests here.");
    }
    const actor = await options.authenticate(request);
    if (!actor) return refuse(401, "The caller is not known.", { "www-authenticate": challenge });
    const id = request.headers.get("mcp-session-id");
    if (id === null) return (await open(actor)).handleRequest(request);
    const session = sessions.get(id);
    // Whoever else's it is, it answers like one that does not exist.
    if (session?.actor.ownerId !== actor.ownerId || session.actor.factoryId !== actor.factoryId) {
      return refuse(404, "There is no session with this id; open another one.");
    }
    session.actor = actor;
    session.usedAt = Date.now();
    return session.transport.handleRequest(request);
  };
}

function refuse(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ jsonrpc: "2.0", error: { code: JSON_RPC_ERROR, message }, id: null }, { status, headers });
}
