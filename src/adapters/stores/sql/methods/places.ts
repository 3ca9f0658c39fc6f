import { Conditions } from "../conditions.ts";
import { fetchRows, insertNew, select, type Steps, update } from "../steps.ts";
import { places } from "../tables.ts";
import { horizon } from "./events.ts";

export function* holdPlace(
  reader: string,
  holder: string,
  { now, heldUntil }: { now: number; heldUntil: number },
): Steps<number | undefined> {
  const [place] = yield* fetchRows(places, [reader], { lock: true });
  if (place !== undefined) {
    if (place.holder !== holder && place.heldUntil > now) return undefined;
    yield* update(places, [{ from: place, next: { ...place, holder, heldUntil } }]);
    return place.position;
  }
  const where = new Conditions().compare("position", "<=", yield* horizon());
  const newest = `SELECT coalesce(max(position), 0) AS "position" FROM {events} ${where.sql}`;
  const [last] = yield* select<{ position: number }>(newest, where.values);
  const position = last?.position ?? 0;
  const [isNew = false] = yield* insertNew(places, [{ reader, position, holder, heldUntil }]);
  return isNew ? position : undefined;
}

export function* movePlace(
  reader: string,
  holder: string,
  to: { position: number; heldUntil: number },
): Steps<boolean> {
  const [place] = yield* fetchRows(places, [reader], { lock: true });
  if (place?.holder !== holder) return false;
  yield* update(places, [{ from: place, next: { ...place, ...to } }]);
  return true;
}
