import type { NameWords } from "../prompt/jobName.ts";
import { verbs } from "./vocabulary.ts";

export const englishNameWords: NameWords = {
  frame:
    /^(?:(?:please|kindly|(?:(?:hey|hi|hello|dear) )?dexter)[,:!]?\s+|(?:so|ok|okay|well|btw|basically|hmm|then|and|also|first of all|(?:a )?quick (?:one|thing|question|request)|going forward|right|now)[,:.]?\s+|(?:can|could|would|will) you (?:please )?|i(?:'d like| want| need) you to\s+|(?:what|all) (?:i|we) (?:want|need) is (?:that |for you to )?|i'd like to\s+|i(?:'d like| want| need) (?=(?:an?|the|my|our|all) )|do me a favou?r and|make sure (?:to|you|that)\s+|(?:don't forget|remember) to\s+|(?:your |the |my )?(?:task|prompt|what|job|todo|request|action)\s*:\s+|do (?:this|the following)\s*:\s+|\(?\d{1,2}[.)]\s*|[-*•]\s+)/i,
  verbs,
  telling:
    /^(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear|thanks|on \w+ we|we|our|my|it|there|since|as|i (?:keep|have|had|am|was|need it)|\w+ \d+ (?:had|was|is|has)|(?:the \w+|\w+) (?:was|were|had|has|have|is|are)(?= ))\b/i,
  // "email me a PDF of the results" is about a PDF of results; "tell me what changed" needs its "me".
  dropped: /(?<![\w'’-])(?:(?<!remind )(?:me|us) (?=(?:an?|the) ))?(?:an?|the) (?=[^\s])/g,
  breaks: /,\s|\s(?:and|then|including|with|using|by|so that|because|for|from|which|that|if|when|where|in|on|to|of)\s/g,
  hanging: new Set(
    "and or then of to with for in on at by from the a an as that which if so than into about including using because when where me us".split(
      " ",
    ),
  ),
  fallback: "Scheduled job",
};
