import type { Finding, Undecided } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import type { WrittenEvent } from "./events-written.ts";

/** Events that code writes and no contract knows: nobody promised to read them. */
export function undeclaredEvent({ declared, written }: ContractFacts): readonly Finding[] {
  const payloads = declared.contracts.flatMap(({ payload }) => payload ?? []);
  return written.flatMap((event): readonly Finding[] => {
    const { type, version, at } = event;
    if (type === undefined) return [];
    const known = payloads.filter(({ schema }) => schema === type);
    if (known.some(({ writes }) => version === undefined || writes === version)) return [];
    const name = `${type}${version === undefined ? "" : `/${version}`}`;
    return [
      {
        rule: "contracts/undeclared-event",
        severity: "error",
        resource: producersText(event),
        message:
          known.length === 0
            ? `It publishes ${name} (${at}), which no contract declares: no consumer has said that it takes it.`
            : `It publishes ${name} (${at}), and the contract says that ${known.map(({ writes }) => `${type}/${writes}`).join(", ")} is written.`,
        fix: `Declare ${name} as the payload of a contract, with its consumer; or do not publish it.`,
      },
    ];
  });
}

/** Events whose type does not stand in the code. */
export function unknownEvent({ written }: ContractFacts): readonly Undecided[] {
  return written
    .filter(({ type }) => type === undefined)
    .map((event) => ({
      rule: "contracts/unknown-event",
      resource: producersText(event),
      message: `It publishes an event whose type cannot be read (${event.at}).`,
      next: "Write the type of the event where its object is made.",
    }));
}

function producersText({ functions }: WrittenEvent): string {
  return functions.toSorted().join(", ");
}
