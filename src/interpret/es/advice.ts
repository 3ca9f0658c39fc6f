import type { AdviceSigns } from "../prompt/advise.ts";

/** What Spanish prompts say that a run without a person cannot do. */
export const spanishAdvice: AdviceSigns = {
  needsInteraction:
    /(?:preg[uú]nt(?:a|á|e|en)(?:me|nos)|cons[uú]lt(?:a|á|e)(?:me|lo conmigo| conmigo)|conf[ií]rm(?:a|á|e)(?:lo|la)? conmigo|d[eé]jame (?:elegir|escoger|decidir|confirmar|aprobar|revisar)|esper(?:a|á|e) (?:a que (?:te |yo )|mi |nuestr)|(?:con|tras|despu[eé]s de|pide|ped[ií]) (?:mi|nuestra) (?:ok|visto bueno|aprobaci[oó]n|confirmaci[oó]n|autorizaci[oó]n)|cuando (?:te diga|yo diga|lo apruebe)|te (?:dir[eé]|dar[eé]|paso|mando) (?:yo |luego|despu[eé]s|el|la|los|las)|¿cu[aá]l (?:uso|usamos|prefieres)|d[ií]me cu[aá]l (?:quieres|prefieres))/iu,
  sends:
    /(?:^|[^\p{L}])(?:env[ií](?:a|á|e|ar)|m[aá]nd(?:a|á|e|ar)|reenv[ií](?:a|á|e|ar)|notific(?:a|á|ar)|notifique|avis(?:a|á|e|ar)|escrib(?:e|í|a|ir)|un (?:correo|e-?mail|mail|mensaje|whatsapp))(?![\p{L}])/iu,
  recipient:
    /(?:(?:^|[^\p{L}])(?:me|nos|conmigo)(?![\p{L}])|(?:[aeiíáéou]r?)(?:me|nos|melo|mela|selo|sela|les?)(?![\p{L}])|(?:^|[^\p{L}])(?:a|al|para|por) (?:el |la |los |las |mi |nuestro |nuestra |todo |todos |cada )?[\p{L}@#]|@|#\p{L})/iu,
  attachment:
    /(?:(?:este|estos|esta|estas|el|la|los|las) (?:archivos?|ficheros?|hojas?|documentos?|pdfs?|tablas?|im[aá]gen(?:es)?|fotos?|capturas?|planos?|listas?|adjuntos?|csvs?|excels?)(?: adjunt[oa]s?| de (?:arriba|abajo|aqu[ií])| que (?:te )?(?:adjunto|env[ií]o|mando|paso))|(?:este|estos|esta|estas) (?:archivos?|ficheros?|documentos?|pdfs?|im[aá]gen(?:es)?|fotos?|capturas?|adjuntos?|csvs?|excels?|hojas? de c[aá]lculo|planos?)|(?:^|[^\p{L}])(?:el|los|lo) adjunt[oa]s?|adjunto (?:aqu[ií]|abajo|arriba))/iu,
  texts: {
    "needs-interaction": "Cuando se ejecute no habrá nadie que responda. Di todo lo que necesita saber.",
    "no-recipient": "Envía algo, y la instrucción no dice a quién.",
    "missing-attachment": "Lo que se adjunta o se muestra aquí no estará cuando se ejecute. Di dónde está guardado.",
  },
};
