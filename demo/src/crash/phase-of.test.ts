import { expect, test } from "vitest";
import { phaseOf } from "./phase-of.ts";

test("the phase is read from the last lines of a run", () => {
  const lines = [
    ["", "start-up"],
    ["ready on http://127.0.0.1:4510 after 4.1 s\n", "start-up"],
    ["catalogue: 1971 products\n", "catalogue import"],
    ["catalogue: imported\n", "replay"],
    ["orders: 42 of 425, 21/s\n", "replay"],
    ["orders: 425 of 425, 27/s\n", "settling"],
    ["returns: 0 of 0, 0/s\n", "reconciliation"],
    ["stopping: what runs may end, then Postgres stops\n", "shutdown"],
  ] as const;
  let output = "";
  for (const [line, phase] of lines) {
    output += line;
    expect(phaseOf(output), line).toBe(phase);
  }
});
