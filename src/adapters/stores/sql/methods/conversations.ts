import type { Scope } from "../../../../model/actor.ts";
import type { StoredConversation, StoredConversationEntry } from "../../../../model/conversation.ts";
import type { Page, PageQuery } from "../../../../ports/store.ts";
import { pageOf, placeOf } from "../../cursor.ts";
import { isIn } from "../../lists.ts";
import type { QueryOf } from "../../rules.ts";
import { Conditions, latestFirst } from "../conditions.ts";
import { fetchRows, selectRows, type Steps } from "../steps.ts";
import { conversations, entries, type RowOf } from "../tables.ts";

function entryOf({ sequence, at, item, content }: RowOf<typeof entries>): StoredConversationEntry {
  const whole = content === undefined ? item : { ...item, content };
  // The row's schema left the item open, since its bytes lie elsewhere.
  return { sequence, at, item: whole as StoredConversationEntry["item"] };
}

export function* findConversation(id: string, scope?: Scope): Steps<StoredConversation | undefined> {
  const [conversation] = yield* fetchRows(conversations, [id]);
  return conversation !== undefined && isIn(conversation, scope) ? conversation : undefined;
}

export function* listConversations(query: QueryOf<"listConversations">): Steps<Page<StoredConversation>> {
  const { scope, jobId, statuses, ...page } = query;
  const where = new Conditions().scope(scope).equal("job_id", jobId).oneOf("status", statuses);
  return yield* latestFirst(conversations, "createdAt", page, where);
}

export function* listEntries(
  conversationId: string,
  { limit, cursor, after = 0 }: PageQuery & { after?: number },
): Steps<Page<StoredConversationEntry>> {
  const start = cursor === undefined ? after : placeOf(cursor).at;
  const where = new Conditions().equal("conversation_id", conversationId).compare("sequence", ">", start);
  const rows = yield* selectRows(
    entries,
    `SELECT ${entries.selection} FROM {entries} ${where.sql} ORDER BY sequence {limit}`,
    [...where.values, limit + 1],
  );
  return pageOf(rows.map(entryOf), limit, ({ sequence }) => ({ at: sequence, id: "" }));
}

/** Everything that conversations hold, by conversation. */
export function* readHistories(ids: Iterable<string>): Steps<Map<string, StoredConversationEntry[]>> {
  const rows = yield* fetchRows(entries, ids);
  const histories = new Map<string, StoredConversationEntry[]>();
  for (const row of rows.toSorted((a, b) => a.sequence - b.sequence)) {
    const history = histories.get(row.conversationId);
    if (history === undefined) histories.set(row.conversationId, [entryOf(row)]);
    else history.push(entryOf(row));
  }
  return histories;
}
