import type { Statement } from "../policy.ts";
import { parseConditions } from "./parse-condition.ts";
import { expectRecord, expectTexts, type Place, refuse, within } from "./parse-place.ts";
import { parsePrincipal } from "./parse-principal.ts";
import { parseResources } from "./parse-resource.ts";

const elements = new Set([
  "Sid",
  "Effect",
  "Action",
  "NotAction",
  "Resource",
  "NotResource",
  "Principal",
  "NotPrincipal",
  "Condition",
]);

const actionPattern = /^(\*|[A-Za-z0-9-]+:[A-Za-z0-9_*?-]+)$/;

/** @throws PolicyError when the statement breaks AWS's grammar. */
export function parseStatement(place: Place, value: unknown): Statement {
  const statement = expectRecord(place, value);
  for (const element of Object.keys(statement)) {
    if (!elements.has(element)) {
      refuse(within(place, element), "is not an element of a statement; check the capital letters");
    }
  }
  const { Sid, Effect, Condition } = statement;
  if (Sid !== undefined && typeof Sid !== "string") refuse(within(place, "Sid"), "is not a string");
  if (Effect !== "Allow" && Effect !== "Deny") {
    refuse(within(place, "Effect"), `${JSON.stringify(Effect)} must be "Allow" or "Deny"`);
  }
  const action = oneOf(place, statement, "Action", "NotAction");
  if (action === undefined) refuse(place, "needs Action or NotAction");
  const resource = oneOf(place, statement, "Resource", "NotResource");
  const principal = oneOf(place, statement, "Principal", "NotPrincipal");
  if (principal === "NotPrincipal" && Effect === "Allow") {
    refuse(
      within(place, principal),
      "is not allowed with Allow, which would grant it to everyone else",
    );
  }
  return {
    ...(Sid === undefined ? {} : { Sid }),
    Effect,
    [action]: parseActions(within(place, action), statement[action]),
    ...(resource && { [resource]: parseResources(within(place, resource), statement[resource]) }),
    ...(principal && {
      [principal]: parsePrincipal(within(place, principal), statement[principal]),
    }),
    ...(Condition !== undefined && {
      Condition: parseConditions(within(place, "Condition"), Condition),
    }),
  };
}

/** The element or its opposite (`Not...`), whichever the statement has. */
function oneOf<Name extends string>(
  place: Place,
  statement: Record<string, unknown>,
  name: Name,
  opposite: `Not${Name}`,
): Name | `Not${Name}` | undefined {
  const has = statement[name] !== undefined;
  const hasOpposite = statement[opposite] !== undefined;
  if (has && hasOpposite) refuse(place, `has both ${name} and ${opposite}; keep one`);
  if (has) return name;
  return hasOpposite ? opposite : undefined;
}

function parseActions(place: Place, value: unknown): readonly string[] {
  return expectTexts(place, value).map((action) =>
    actionPattern.test(action)
      ? action
      : refuse(place, `"${action}" is not "*" or a service and an action like "sqs:SendMessage"`),
  );
}
