import { createHash } from "node:crypto";

const name = "Lineage=";

/**
 * How often each function was invoked in a chain of requests, by a hash of the function. A chain begins with an event that no
 * function sent.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
 */
export type Lineage = ReadonlyMap<string, number>;

/**
 * The chains of these X-Ray headers as one, with the highest number of each function. What is no lineage is ignored: a client may
 * send any header.
 */
export function readLineage(traceHeaders: readonly string[]): Lineage {
  const lineage = new Map<string, number>();
  for (const header of traceHeaders) {
    const field = header.split(";").find((each) => isLineage(each));
    for (const entry of field?.trim().slice(name.length).split("|") ?? []) {
      const [, hash = "", count] = /^([0-9a-f]{8}):(\d{1,5})$/.exec(entry) ?? [];
      if (count === undefined) continue;
      lineage.set(hash, Math.max(lineage.get(hash) ?? 0, Number(count)));
    }
  }
  return lineage;
}

/** The chain with one more invocation of a function, and how many that makes. */
export function withInvocation(
  lineage: Lineage,
  functionArn: string,
): { readonly lineage: Lineage; readonly invocations: number } {
  const hash = createHash("sha256").update(functionArn).digest("hex").slice(0, 8);
  const invocations = (lineage.get(hash) ?? 0) + 1;
  return { lineage: new Map([...lineage, [hash, invocations]]), invocations };
}

/**
 * The field of an X-Ray header, such as `Lineage=a87bd80c:1|68fd508a:5`.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader
 */
export function printLineage(lineage: Lineage): string {
  return `${name}${[...lineage].map(([hash, count]) => `${hash}:${count}`).join("|")}`;
}

/** Whether a field of an X-Ray header is the lineage. */
export function isLineage(field: string): boolean {
  return field.trim().startsWith(name);
}
