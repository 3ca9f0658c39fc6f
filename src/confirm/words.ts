/** What a proposal says in its own words; schedules are said by `describe`, assumptions by the interpreter. */
interface Words {
  whatToDo: string;
  whenToRun: string;
  /** Before the next occurrences. */
  next(list: string): string;
  noneLeft: string;
  unknownWorkflow(name: string): string;
  tooShort(shortest: string): string;
  past: string;
  neverOccurs: string;
  oneSchedule: string;
  /** What a change of a stored job would do. */
  pause(name: string): string;
  resume(name: string): string;
  trigger(name: string): string;
  delete(name: string): string;
  deleteAndAbort(name: string): string;
}

const en: Words = {
  whatToDo: "What should Dexter do?",
  whenToRun: "When should it run?",
  next: (list) => `Next: ${list}`,
  noneLeft: "It never occurs again.",
  unknownWorkflow: (name) => `There is no workflow named “${name}”. The prompt is kept as it is.`,
  tooShort: (shortest) => `The shortest gap between two runs is ${shortest}.`,
  past: "That time is already past.",
  neverOccurs: "That date never occurs.",
  oneSchedule: "One job holds one schedule; create another job for the other times.",
  pause: (name) => `Pause “${name}” until it is resumed.`,
  resume: (name) => `Resume “${name}”; what went by meanwhile is not made up.`,
  trigger: (name) => `Run “${name}” now, once; its schedule stays as it is.`,
  delete: (name) => `Delete “${name}” for good. A run that is going on finishes; past conversations stay.`,
  deleteAndAbort: (name) => `Delete “${name}” for good and stop its run. Past conversations stay.`,
};

const es: Words = {
  whatToDo: "¿Qué debe hacer Dexter?",
  whenToRun: "¿Cuándo debe ejecutarse?",
  next: (list) => `Próximas: ${list}`,
  noneLeft: "No vuelve a ocurrir.",
  unknownWorkflow: (name) => `No hay ningún flujo de trabajo llamado «${name}». La instrucción queda como está.`,
  tooShort: (shortest) => `El intervalo mínimo entre dos ejecuciones es de ${shortest}.`,
  past: "Esa hora ya pasó.",
  neverOccurs: "Esa fecha no existe.",
  oneSchedule: "Un trabajo tiene un solo horario; crea otro trabajo para las demás horas.",
  pause: (name) => `Pausar «${name}» hasta que se reanude.`,
  resume: (name) => `Reanudar «${name}»; lo que pasó entretanto no se recupera.`,
  trigger: (name) => `Ejecutar «${name}» ahora, una vez; su horario no cambia.`,
  delete: (name) => `Eliminar «${name}» para siempre. Una ejecución en curso termina; las conversaciones se conservan.`,
  deleteAndAbort: (name) => `Eliminar «${name}» para siempre y detener su ejecución. Las conversaciones se conservan.`,
};

const languages: Readonly<Record<string, Words>> = { en, es };

/** The words of a locale's language; English where there are none. */
export function wordsFor(locale: string | undefined): Words {
  return languages[(locale ?? "en").slice(0, 2).toLowerCase()] ?? en;
}
