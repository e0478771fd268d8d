import type { Json } from "../plan.ts";
import type { FunctionDefinition } from "../resources/lambda/function-definition.ts";
import { isObject } from "../resources.ts";

/** A secret in the place of an address. Its value is unknown before the deploy. */
const secretAddress = /^\{\{secret:.+\}\}$/;
const addressKey = /url|uri|host|endpoint|address/i;

/** The names of the links and variables of a function that contain an address outside AWS: `Weather`. */
export function outsideAddresses({ bundle, environment }: FunctionDefinition): readonly string[] {
  return Object.entries({ ...bundle.links, ...environment })
    .filter(([name, value]) => namesOutside(name, value))
    .map(([name]) => name);
}

function namesOutside(key: string, value: Json): boolean {
  if (Array.isArray(value)) return value.some((item) => namesOutside(key, item));
  if (isObject(value)) {
    return Object.entries(value).some(([name, item]) => namesOutside(name, item));
  }
  if (typeof value !== "string") return false;
  if (secretAddress.test(value)) return addressKey.test(key);
  return URL.canParse(value) && isOutside(new URL(value));
}

function isOutside({ protocol, hostname }: URL): boolean {
  return /^(?:https?|wss?):$/.test(protocol) && !/(?:^|\.)amazonaws\.com$/.test(hostname);
}
