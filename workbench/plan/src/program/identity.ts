import { createHash } from "node:crypto";

/** The account, region and stage of a deploy. */
export type Deployment = {
  readonly app: string;
  readonly stage: string;
  readonly region: string;
  readonly accountId: string;
};

/** The id of a resource, computed from its name instead of at random, so that every run gives the same. */
export function stableId(deployment: Deployment, type: string, name: string): string {
  return createHash("sha256")
    .update(`${deployment.app}/${deployment.stage}/${type}/${name}`)
    .digest("hex");
}

/** Hex digits as lower-case letters and digits, as in an API's id: `a1b2c3d4e5`. */
export function stableLetters(hex: string, length: number): string {
  return BigInt(`0x${hex}`).toString(36).slice(0, length);
}

/** A UUID computed from a stable id. */
export function stableUuid(hex: string): string {
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}
