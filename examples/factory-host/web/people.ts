import type { Language } from "./words.ts";

/** Somebody who can sign in to this example. A host of your own has accounts. */
export interface Person {
  id: string;
  name: string;
  role: Readonly<Record<Language, string>>;
  /** The account's zone: what "5am" means to this person. */
  timezone: string;
}
/** A place whose jobs, runs and data are apart from every other's. */
export interface Factory {
  id: string;
  name: string;
}

/** The sample people; the first one's zone is this machine's. */
export function samplePeople(timezone: string): readonly [Person, ...Person[]] {
  return [
    { id: "ada", name: "Ada Moreau", role: { en: "Line planner", es: "Planificadora de línea" }, timezone },
    {
      id: "luis",
      name: "Luis Ortega",
      role: { en: "Quality engineer", es: "Ingeniero de calidad" },
      timezone: "America/Monterrey",
    },
  ];
}

/** The sample factories. */
export const sampleFactories: readonly [Factory, ...Factory[]] = [
  { id: "monterrey-north", name: "Monterrey North" },
  { id: "lyon-est", name: "Lyon Est" },
];
