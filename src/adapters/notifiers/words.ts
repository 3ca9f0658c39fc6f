import type { Notification } from "../../ports/notifier.ts";

/** What a lock screen or a subject line shows. */
export interface NotificationWords {
  title: string;
  body: string;
}

type Bodies = Readonly<Record<Notification["key"], (params: Notification["params"]) => string>>;

/** How many occurrences one notification stands for. */
const many = ({ occurrences }: Notification["params"]) => (typeof occurrences === "number" ? occurrences : 1);

const english: Bodies = {
  "run.succeeded": () => "Done",
  "run.failed": () => "Failed",
  "run.timed_out": () => "Stopped: it took too long",
  "run.interrupted": () => "Interrupted. It goes on when you say so",
  "run.missed": (params) => (many(params) === 1 ? "Missed" : `Missed ${many(params)} times`),
  "run.needs_input": () => "Needs your answer",
  "job.suspended": () => "Suspended. It won't run until you resume it",
  "job.completed": () => "Completed",
};
const spanish: Bodies = {
  "run.succeeded": () => "Hecha",
  "run.failed": () => "Fallida",
  "run.timed_out": () => "Detenida: tardó demasiado",
  "run.interrupted": () => "Interrumpida. Sigue cuando tú lo digas",
  "run.missed": (params) => (many(params) === 1 ? "No realizada" : `No realizada ${many(params)} veces`),
  "run.needs_input": () => "Necesita tu respuesta",
  "job.suspended": () => "Suspendido. No se ejecutará hasta que lo reanudes",
  "job.completed": () => "Completado",
};

/** The job's name and what became of it; never what the run wrote, since others can read a lock screen. */
export function wordsOf({ key, params }: Notification, locale = "en"): NotificationWords {
  const bodies = /^es\b/i.test(locale) ? spanish : english;
  return { title: String(params["name"] ?? ""), body: bodies[key](params) };
}
