import type { NameWords } from "../prompt/jobName.ts";

export const spanishNameWords: NameWords = {
  frame:
    /^(?:(?:por favor|oye dexter|oye|hola dexter|dexter)[,:]?\s+|(?:mira|mirá|buenas|hola|che)[,:]\s+|\d+[.)]\s*|¿?(?:me\s+)?(?:puedes|podrías|podés|puede|podría)\s+|(?:(?:quiero|necesito|me gustaría) que\s+)?(?:me|nos|les?)\s+(?=\p{Ll})|(?:quiero|necesito|me gustaría) que\s+)/iu,
  // Spanish keeps its articles: without them a name reads like a telegram.
  dropped: undefined,
  breaks: /,\s|\s(?:y|e|luego|incluyendo|con|usando|para|por|porque|desde|que|si|cuando|en|a|de|del|al)\s/g,
  hanging: new Set(
    "y e o u luego de del a al con para por en sin que si la el los las lo un una unos unas su sus desde porque cuando incluyendo usando".split(
      " ",
    ),
  ),
  fallback: "Trabajo programado",
};
