import type { Adr, Evidence } from "../adr/adr.ts";

/** An ADR for a test, whose part "Evidence" is this text. */
export function adrOf(evidenceText: string, evidence: Partial<Evidence> = {}): Adr {
  return {
    number: "0007",
    file: "0007-example.md",
    title: "Use the example",
    status: "accepted",
    date: "2026-11-30",
    stages: [2],
    question: "Which example is used?",
    body: [
      "**Question.** Which one?",
      `**Evidence.** ${evidenceText}`,
      "**Decision.** This one.",
      "**Given up.** The other one.",
      "**Reopen when** a better one exists.",
      "**Confirmed by** a test.",
    ].join("\n\n"),
    evidence: {
      computed: [],
      facts: [],
      once: [],
      names: [],
      reopen: [{ when: "a better one exists", person: "whoever finds it" }],
      ...evidence,
    },
  };
}
