import type { Finding, Undecided } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";
import type { WrittenEvent } from "./events-written.ts";

/** Events that code publishes and that are in no contract: they have no declared consumer. */
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
            ? `It publishes ${name} (${at}), which no contract declares: it has no consumer.`
            : `It publishes ${name} (${at}), but the contract declares ${known.map(({ writes }) => `${type}/${writes}`).join(", ")}.`,
        fix: `Declare ${name} as the payload of a contract with a consumer, or do not publish it.`,
      },
    ];
  });
}

/** Events whose type is not a literal in the code. */
export function unknownEvent({ written }: ContractFacts): readonly Undecided[] {
  return written
    .filter(({ type }) => type === undefined)
    .map((event) => ({
      rule: "contracts/unknown-event",
      resource: producersText(event),
      message: `It publishes an event whose type cannot be read (${event.at}).`,
      next: "Write the event type as a literal in the object.",
    }));
}

function producersText({ functions }: WrittenEvent): string {
  return functions.toSorted().join(", ");
}
