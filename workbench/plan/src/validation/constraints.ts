import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import type { Constraint } from "../constraints/constraint.ts";
import { constraints } from "../constraints/constraints.ts";
import type { Json, Plan } from "../plan.ts";
import { isObject, ownName } from "../resources.ts";
import type { ValidationError } from "./validation-error.ts";

const ajv = new Ajv2020({
  allErrors: true,
  verbose: true,
  strict: false,
  // A validator is used for the few resources of one Plan: optimizing its code takes longer than it saves.
  code: { optimize: false },
});
ajv.addVocabulary(["page"]);
ajv.addKeyword({
  keyword: "policyCharacters",
  validate: (maximum: number, policy: Json) => policyCharacters(policy) <= maximum,
});

const validators = new Map<string, ValidateFunction>();

/** Values that AWS would not accept: too long, outside a range or an enumeration, missing, or not allowed together with another. */
export function constraintErrors(plan: Plan): readonly ValidationError[] {
  return plan.resources.flatMap((resource) => {
    const known = constraints[resource.type];
    if (!known || resource.isRead) return [];
    const validate = validatorOf(resource.type);
    if (validate(resource.inputs)) return [];
    const errors = (validate.errors ?? []).filter(
      (error) => isWhole(error) && !isSecret(error.data),
    );
    const found = new Map<string, ValidationError>();
    for (const error of errors) {
      const message = messageOf(error);
      const key =
        error.keyword === "required" ? message : `${error.instancePath} ${descriptionOf(error)}`;
      const { page } = error.parentSchema as Constraint;
      found.set(key, { resource: ownName(resource), message, page: page ?? known.page });
    }
    return [...found.values()];
  });
}

function validatorOf(type: string): ValidateFunction {
  const compiled = validators.get(type);
  if (compiled) return compiled;
  const { properties, required = [], rules = [] } = constraints[type] ?? { properties: {} };
  const validate = ajv.compile({ allOf: [{ properties, required }, ...rules] });
  validators.set(type, validate);
  return validate;
}

/** Whether an error is about the value itself and not only about one branch of a choice. */
function isWhole({ schemaPath, keyword }: ErrorObject): boolean {
  return keyword !== "propertyNames" && !/\/(?:anyOf|if|then|else|not)\//.test(schemaPath);
}

/** The value of a secret is unknown here. */
function isSecret(value: unknown): boolean {
  return typeof value === "string" && value.includes("{{secret:");
}

function descriptionOf({ parentSchema, keyword }: ErrorObject): string {
  return (parentSchema as Constraint).description ?? keyword;
}

function messageOf(error: ErrorObject): string {
  const constraint = error.parentSchema as Constraint;
  const path = error.instancePath.slice(1).replaceAll("/", ".").replaceAll("~1", "/");
  const where = path === "" ? "" : `${path} `;
  switch (error.keyword) {
    case "required":
      return `${where === "" ? "" : `${path}.`}${error.params.missingProperty} is missing`;
    case "if":
    case "not":
    case "anyOf":
      return path === ""
        ? (constraint.description ?? String(error.message))
        : `${where}is ${shown(error.data)}, and must be ${constraint.description ?? error.message}`;
    case "policyCharacters":
      return `${where}has ${policyCharacters(error.data as Json)} characters without white space, and may have ${constraint.policyCharacters}`;
    case "minItems":
    case "maxItems":
      return `${where}has ${(error.data as Json[]).length} entries, and may have ${rangeText(constraint.minItems ?? 0, constraint.maxItems)}`;
    case "maxProperties":
      return `${where}has ${Object.keys(error.data as object).length} entries, and may have 0 to ${constraint.maxProperties}`;
    default:
      return `${where}is ${shown(error.data)}, and ${expectedText(constraint, error)}`;
  }
}

function expectedText(constraint: Constraint, error: ErrorObject): string {
  if (constraint.description !== undefined) return `must be ${constraint.description}`;
  if (constraint.enum) return `may be ${constraint.enum.join(", ")}`;
  if (constraint.minimum !== undefined || constraint.maximum !== undefined) {
    return `may be ${rangeText(constraint.minimum, constraint.maximum)}${constraint.type === "integer" ? " as a whole number" : ""}`;
  }
  if (constraint.minLength !== undefined || constraint.maxLength !== undefined) {
    return `may have ${rangeText(constraint.minLength ?? 0, constraint.maxLength)} characters`;
  }
  return String(error.message);
}

function rangeText(minimum: number | undefined, maximum: number | undefined): string {
  if (maximum === undefined) return `${minimum} or more`;
  return minimum === undefined ? `at most ${maximum}` : `${minimum} to ${maximum}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  if (typeof value !== "string") return text.length > 80 ? `${text.slice(0, 80)}…` : text;
  return value.length > 64 ? `"${value.slice(0, 64)}…" (${value.length} characters)` : text;
}

/** Counted as IAM counts, without white space. The Plan has policies as documents. */
function policyCharacters(policy: Json): number {
  if (Array.isArray(policy)) {
    return policy.reduce<number>(
      (sum, item) => sum + (isObject(item) ? policyCharacters(item.policy ?? "") : 0),
      0,
    );
  }
  const text = typeof policy === "string" ? policy : JSON.stringify(policy);
  return text.replaceAll(/\s/g, "").length;
}
