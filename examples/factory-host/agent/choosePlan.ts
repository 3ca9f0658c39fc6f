/** One tool call, and the words of the prompt that asked for it. */
export interface Step {
  tool: ToolName;
  input: Record<string, string | number | string[]>;
  because: string;
}
export type ToolName =
  | "refresh_production_data"
  | "run_simulation"
  | "run_monte_carlo_batch"
  | "write_simulation_report"
  | "write_throughput_report"
  | "audit_quality"
  | "send_email";

/** What the agent will do; or why it will do nothing. */
export type Plan = { steps: Step[]; notDone: string[] } | { refusal: string };

/** What the factory has, as far as a prompt can name it. */
export interface Surroundings {
  lines: readonly string[];
  ownerEmail: string;
  /** The procedure of the workflow that the job refers to. */
  procedure?: string | undefined;
}

const abilities =
  "I can run the simulation, run a Monte Carlo batch, refresh the production data, write a throughput report, " +
  "audit the quality, run a workflow by its name, and email the results.";

const address = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const words = {
  negation: /\b(?:don'?t|don’t|do not|never|without|no need|nunca|sin|no (?:lo |la |me )?env[ií]es)\b/i,
  otherChannel: /\b(?:slack|(?:ms|microsoft) teams|discord|whatsapp|telegram|sms|webhook)\b/i,
  email:
    /\be-?mail(?:s|ed|ing)?\b|\bmail\b|\bsend\b|\bcorreo\b|(?<![\p{L}])env[ií]a(?:me|r|lo|la|los|las)?(?![\p{L}])/iu,
  monteCarlo: /\bmonte[ -]?carlo\b/i,
  simulation: /\bsimul(?:at|aci)\w*|\bsimula(?:r|me)?\b/i,
  pipeline:
    /\bpipelines?\b|\b(?:refresh|update|ingest|sync)\b.*\bdata\b|\b(?:production|shop[- ]?floor|machine)\s+data\b|\bdatos de (?:producci[oó]n|planta|las m[aá]quinas)/i,
  throughput:
    /\bthroughput\b|\boee\b|\bcycle times?\b|\bkpis?\b|\bquarterly analysis\b|\bproduction report\b|\brendimiento\b/i,
  period:
    /\b(?:yesterday|daily|weekly|monthly|quarterly|yearly|last|this|previous|ayer|diario|semanal|mensual|trimestral|anual|pasad[oa]|est[ea])\b/i,
  quality:
    /\bquality (?:audit|report|check|review|figures|kpis?)\b|\bscrap\w*|\bdefects?\b|\baudit\b|\bcalidad\b|\bmermas?\b|\bdefectos?\b/i,
  paper:
    /\bpdf\b|\breports?\b|\bresults?\b|\bsummary\b|\bcharts?\b|\butili[sz]ation\b|\binformes?\b|\bresultados?\b|\bresumen\b/i,
  workflow: /\bworkflow\b|\bflujo de trabajo\b/i,
} as const;

/**
 * Chooses tools by the words of a prompt: no model reads it.
 *
 * What it does not recognise is listed in `notDone`, so that it can be said; a prompt of which it recognises nothing,
 * or that asks for something it knows it cannot do, is refused as a whole before anything is done.
 */
export function choosePlan(prompt: string, surroundings: Surroundings): Plan {
  const clauses = [...clausesOf(surroundings.procedure ?? ""), ...clausesOf(prompt)];
  const wanted = clauses.filter((clause) => !words.negation.test(clause));
  const notDone = clauses.filter((clause) => words.negation.test(clause));
  const first = (pattern: RegExp) => wanted.map((clause) => pattern.exec(clause)?.[0]).find(Boolean);

  const channel = first(words.otherChannel);
  if (channel !== undefined) {
    return { refusal: `I cannot deliver to ${channel}: there is no integration for it here. I can send an email.` };
  }
  const unknownLine = unknownLineIn(prompt, surroundings.lines);
  if (unknownLine !== undefined) {
    return { refusal: `There is no ${unknownLine} in this factory. Its lines: ${surroundings.lines.join(", ")}.` };
  }
  if (first(words.workflow) !== undefined && surroundings.procedure === undefined) {
    return { refusal: "This factory has no workflow of that name, so there is nothing to follow." };
  }

  const line = surroundings.lines.find((name) => mentions(prompt, name));
  const ofLine = line === undefined ? {} : { line };
  const steps: Step[] = [];
  const monteCarlo = first(words.monteCarlo);
  const simulation = monteCarlo ?? first(words.simulation);
  const throughput = wanted.some((clause) => words.throughput.test(clause) && words.period.test(clause))
    ? first(words.throughput)
    : simulation === undefined
      ? first(words.throughput)
      : undefined;
  const quality = first(words.quality);
  const pipeline = first(words.pipeline);
  const reading = pipeline ?? throughput ?? quality;
  if (reading !== undefined) steps.push({ tool: "refresh_production_data", input: {}, because: reading });
  if (simulation !== undefined) {
    const tool = monteCarlo === undefined ? "run_simulation" : "run_monte_carlo_batch";
    steps.push({
      tool,
      input: { ...ofLine, ...numbersIn(`${surroundings.procedure ?? ""}, ${prompt}`) },
      because: simulation,
    });
  }
  const paper = first(words.paper);
  if (simulation !== undefined && paper !== undefined) {
    steps.push({ tool: "write_simulation_report", input: {}, because: paper });
  }
  if (throughput !== undefined) {
    steps.push({
      tool: "write_throughput_report",
      input: { ...ofLine, period: wanted.join(", ") },
      because: throughput,
    });
  }
  if (quality !== undefined) {
    steps.push({ tool: "audit_quality", input: { ...ofLine, period: wanted.join(", ") }, because: quality });
  }
  if (steps.length === 0) return { refusal: `I do not know how to do this. ${abilities}` };

  const email = first(words.email) ?? wanted.flatMap((clause) => clause.match(address) ?? [])[0];
  if (email !== undefined) {
    const to = recipientsIn(wanted, surroundings.ownerEmail);
    steps.push({ tool: "send_email", input: { to }, because: email });
  }
  const known = [...Object.values(words), new RegExp(address.source)];
  notDone.push(...wanted.filter((clause) => !known.some((pattern) => pattern.test(clause)) && isMore(clause)));
  return { steps, notDone };
}

/** Pieces of a prompt that ask for one thing each; a dot inside an address or a number does not end one. */
function clausesOf(text: string): string[] {
  return text
    .split(/,(?!\d)|[;:\n]|[.!?](?=\s|$)|\b(?:and|then|also|afterwards|including|plus|y|luego|despu[eé]s)\b/i)
    .map((clause) => clause.trim())
    .filter((clause) => clause !== "");
}

/** Whether a clause says more than a courtesy, a line's name or a number. */
function isMore(clause: string): boolean {
  return !/^(?:please|thanks|thank you|me|(?:for |on |of )?(?:the )?[\w-]+ line|[\d\s]+(?:replications?)?)$/i.test(
    clause,
  );
}

function recipientsIn(clauses: readonly string[], ownerEmail: string): string[] {
  const named = clauses.flatMap((clause) => clause.match(address) ?? []);
  const isForOwner =
    named.length === 0 ||
    clauses.some((clause) => /\b(?:e-?mail|send|mail)\s+(?:\w+\s+)?me\b|env[ií]ame/i.test(clause));
  return [...new Set([...(isForOwner ? [ownerEmail] : []), ...named])];
}

function numbersIn(text: string): { replications?: number; seed?: number } {
  const replications = /\b(\d[\d,]*)\s+(?:replications?|runs|iterations?|trials?|samples?|simulations)\b/i.exec(
    text,
  )?.[1];
  const seed = /\bseed\s+(\d+)\b/i.exec(text)?.[1];
  return {
    ...(replications !== undefined && { replications: Number(replications.replaceAll(",", "")) }),
    ...(seed !== undefined && { seed: Number(seed) }),
  };
}

function mentions(prompt: string, line: string): boolean {
  const name = line.replace(/ line$/i, "");
  return new RegExp(`\\b${name}\\b`, "i").test(prompt);
}

/** `line 3`, `line B`: a name that says which line, where the factory has no line of that name. */
function unknownLineIn(prompt: string, lines: readonly string[]): string | undefined {
  const named = /\b[Ll]ine (?:\d+|[A-Z])\b/.exec(prompt)?.[0];
  return named !== undefined && !lines.some((line) => line.toLowerCase() === named.toLowerCase()) ? named : undefined;
}
