import { quotas } from "@stagecraft/plan/quotas";

/** Above it, the value of a standard parameter is refused. */
export const { value: standardBytes } = quotas.parameterStore.standardValueBytes;

/**
 * The tier of a parameter, by what the request or the program names and the value's size. Without a name a parameter keeps its
 * tier, and a new one is standard.
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export function parameterTier(
  named: unknown,
  value: string,
  before: "Standard" | "Advanced" = "Standard",
): "Standard" | "Advanced" {
  if (named === "Standard" || named === "Advanced") return named;
  if (named !== "Intelligent-Tiering") return before;
  return Buffer.byteLength(value) > standardBytes ? "Advanced" : before;
}
