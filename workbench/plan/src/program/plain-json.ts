import type { Json } from "../plan.ts";

/** Pulumi's key for a value of a special kind, and the kind "secret". */
const specialKey = "4dabf18193072939515e22adb298388d";
const secretKind = "1b47061264138c4ac30d75fd1eb44270";

/** The keys of policies that are JSON text. They become documents. */
const policyKeys = new Set(["policy", "assumeRolePolicy", "redrivePolicy", "redriveAllowPolicy"]);

/**
 * A resource's properties as plain JSON: secrets unwrapped (their values are marks already), undefined values left out, paths relative
 * to the repository, policies as documents instead of text.
 */
export async function plainJson(value: unknown, root: string, key = ""): Promise<Json> {
  if (value === null || typeof value === "boolean" || typeof value === "number") return value;
  if (typeof value === "string") {
    if (policyKeys.has(key) && /^\s*\{/.test(value)) return JSON.parse(value) as Json;
    if (value === root) return ".";
    return value.startsWith(`${root}/`) ? value.slice(root.length + 1) : value;
  }
  if (value instanceof Promise) return plainJson(await value, root, key);
  if (Array.isArray(value)) return Promise.all(value.map((item) => plainJson(item, root)));
  if (typeof value !== "object") {
    throw new Error(`"${key}" holds a ${typeof value}, which a deploy cannot send`);
  }
  const given = value as Record<string, unknown>;
  if (given[specialKey] === secretKind) return plainJson(given.value, root, key);
  const entries = await Promise.all(
    Object.entries(given)
      .filter(([name, item]) => item !== undefined && !name.startsWith("__"))
      .map(async ([name, item]) => [name, await plainJson(item, root, name)] as const),
  );
  return Object.fromEntries(entries.filter(([, item]) => item !== null));
}
