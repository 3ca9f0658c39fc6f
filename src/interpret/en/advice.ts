import type { AdviceSigns } from "../prompt/advise.ts";

/** What English prompts say that a run without a person cannot do. */
export const englishAdvice: AdviceSigns = {
  needsInteraction:
    /\b(?:ask (?:me|us|for my)|check with me|let me (?:choose|pick|decide|confirm|approve|know which)|wait for (?:me|my|our)|(?:with|after|get|needs?) my (?:ok|okay|approval|confirmation|go-ahead)|confirm with me|i(?:'ll| will) (?:tell|show|give) you|tell me which .{0,40}\?|which one (?:do|should) (?:you|i))\b/i,
  sends: /\b(?:e-?mail|mail|send|message|forward|notify)\b/i,
  recipient:
    /\b(?:[Mm]e|us|myself|everyone|everybody|all)\b|\b(?:to|for) (?:the |our |my )?[\p{L}@#]|@|#\p{L}|(?:[Mm]ail|[Ss]end|[Mm]essage|[Ff]orward|[Nn]otify) (?:(?:the |our |my )?(?:team|manager|supervisor|owner|lead|planner|crew|group)|\p{Lu}\p{Ll})/u,
  attachment:
    /\b(?:this|these|the attached|attached|the enclosed|above|below) (?:files?|spreadsheets?|documents?|pdfs?|sheets?|tables?|pictures?|images?|screenshots?|attachments?|csvs?|drawings?|list)\b|\battachment (?:above|below|here)\b/i,
  texts: {
    "needs-interaction": "Nobody is there to answer when it runs. Say everything it needs to know.",
    "no-recipient": "It sends something, and the prompt does not say to whom.",
    "missing-attachment": "What is attached or shown here will not be there when it runs. Name where it is kept.",
  },
};
