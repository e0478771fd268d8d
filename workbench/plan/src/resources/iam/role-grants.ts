import type { Json } from "../../plan.ts";
import { isObject } from "../../resources.ts";
import type { RoleDefinition } from "./roles.ts";

/** One action on one resource that a role's policies allow, as written in the policy: `sqs:*` stays `sqs:*`. */
export type Grant = { readonly action: string; readonly resource: string };

/** Everything that a role's policies allow. `NotAction` counts as `*`. */
export function grantsOf({ policies }: RoleDefinition): readonly Grant[] {
  return policies
    .flatMap(({ document }) => (isObject(document) ? list(document.Statement) : []))
    .filter(isObject)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action = "*", Resource = "*" }) =>
      list(Action).flatMap((action) =>
        list(Resource).map((resource) => ({ action: String(action), resource: String(resource) })),
      ),
    );
}

function list(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
