/** A process that does nothing: what it takes is not ours. */
console.log(JSON.stringify({ firstFireMs: 0, residentMb: process.resourceUsage().maxRSS / 1_024 }));
