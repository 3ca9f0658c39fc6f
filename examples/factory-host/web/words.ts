/** The languages that the host's own pages speak; the elements follow the page. */
export type Language = "en" | "es";

const en = {
  signIn: "Sign in",
  sample: "A sample factory with scheduled jobs, on your own machine.",
  continueAs: (name: string) => `Continue as ${name}`,
  factory: "Factory",
  sections: "Sections",
  jobs: "Scheduled Jobs",
  history: "History",
  settings: "Settings",
  runsOf: "Runs of",
  showAll: "Show all",
  signedInAs: "Signed in as",
  timesIn: (zone: string) => `times in ${zone}`,
  language: "Language",
  back: "Back",
  hello: (name: string) => `Hello, ${name}`,
  welcome:
    "Say what Dexter should do and when. Each run becomes a conversation that opens here, with every step and every file.",
  canDo: "What this factory’s agent can do",
  abilities: [
    "run the simulation and email me a PDF of the results",
    "run a Monte Carlo batch",
    "refresh the production data pipeline",
    "generate a quarterly throughput report",
    "run the weekly quality audit workflow",
  ],
};
const es: typeof en = {
  signIn: "Entrar",
  sample: "Una fábrica de muestra con trabajos programados, en tu propia máquina.",
  continueAs: (name) => `Continuar como ${name}`,
  factory: "Fábrica",
  sections: "Secciones",
  jobs: "Trabajos",
  history: "Historial",
  settings: "Ajustes",
  runsOf: "Ejecuciones de",
  showAll: "Ver todas",
  signedInAs: "Has entrado como",
  timesIn: (zone) => `horas de ${zone}`,
  language: "Idioma",
  back: "Atrás",
  hello: (name) => `Hola, ${name}`,
  welcome:
    "Di qué debe hacer Dexter y cuándo. Cada ejecución es una conversación que se abre aquí, con cada paso y cada archivo.",
  canDo: "Qué sabe hacer el agente de esta fábrica",
  abilities: [
    "ejecuta la simulación y envíame un PDF de los resultados",
    "ejecuta un lote Monte Carlo",
    "actualiza los datos de producción",
    "genera un informe trimestral de rendimiento",
    "revisa la merma de la semana pasada",
  ],
};
export const pageWords: Readonly<Record<Language, typeof en>> = { en, es };
export const languageNames: readonly { id: Language; name: string }[] = [
  { id: "en", name: "English" },
  { id: "es", name: "Español" },
];

/** The tag of the page: what was chosen, else the first of the browser's languages that the pages speak. */
export function pageLanguage(
  chosen: string | undefined,
  accepted: string | undefined,
): { tag: string; language: Language } {
  const tags = [chosen, ...(accepted ?? "").split(",")].map((tag) => tag?.split(";", 1)[0]?.trim() ?? "");
  for (const tag of tags) {
    const language = languageNames.find(({ id }) => new RegExp(`^${id}(-[a-z0-9]+)*$`, "i").test(tag))?.id;
    if (language !== undefined) return { tag, language };
  }
  return { tag: "en", language: "en" };
}
