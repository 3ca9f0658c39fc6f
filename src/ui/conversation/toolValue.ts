const secret = /token|password|passwd|secret|authorization|api[-_]?key|credential|cookie/iu;
const mostShown = 20_000;
const hidden = "••••••";

/** A value of a tool as it is shown: secrets masked until they are asked for, long ones cut. */
export interface ToolValue {
  text: string;
  hasSecrets: boolean;
  /** How long it is in all, where it was cut. */
  cutFrom: number | undefined;
}

/** What of a tool's input or result is shown. */
export function toolValue(value: unknown, show: { secrets: boolean; all: boolean }): ToolValue {
  let hasSecrets = false;
  const masked = (key: string, inner: unknown): unknown => {
    if (key === "" || !secret.test(key) || inner === null || typeof inner === "object") return inner;
    hasSecrets = true;
    return show.secrets ? inner : hidden;
  };
  const compact = typeof value === "string" ? value : (JSON.stringify(value, masked) ?? "");
  const text =
    typeof value === "string" || compact.length <= 90 ? spaced(compact, value) : JSON.stringify(value, masked, 2);
  const isCut = text.length > mostShown && !show.all;
  return { text: isCut ? `${text.slice(0, mostShown)}…` : text, hasSecrets, cutFrom: isCut ? text.length : undefined };
}
function spaced(compact: string, value: unknown): string {
  return typeof value === "string"
    ? compact
    : compact
        .replaceAll(/^\{|\}$/gu, (brace) => (brace === "{" ? "{ " : " }"))
        .replaceAll(/":/gu, '": ')
        .replaceAll(/,"/gu, ', "');
}

/** One line about a tool's input: `model: monterrey-north, horizon: 7`. */
export function toolSummary(input: unknown): string {
  if (typeof input === "string") return input.slice(0, 120);
  if (input === null || typeof input !== "object") return "";
  const said = Object.entries(input).map(([key, value]) => {
    if (secret.test(key)) return `${key}: ${hidden}`;
    return `${key}: ${typeof value === "object" ? "…" : String(value).slice(0, 60)}`;
  });
  return said.slice(0, 4).join(", ");
}

/** `1.4 MB` */
export function byteSize(bytes: number, locale: string | undefined): string {
  const [unit, size] =
    bytes >= 1e6 ? ["megabyte", bytes / 1e6] : bytes >= 1e3 ? ["kilobyte", bytes / 1e3] : ["byte", bytes];
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit,
    unitDisplay: "short",
    maximumFractionDigits: unit === "megabyte" ? 1 : 0,
  }).format(size);
}
