import type { Drawing, Mark } from "../flow/graph.ts";

const kinds: {
  readonly [kind in Mark["kind"]]: { readonly text: string; readonly meaning: string };
} = {
  database: { text: "Aurora", meaning: "uses the Aurora database" },
  table: { text: "DynamoDB", meaning: "uses the DynamoDB table" },
  bucket: { text: "S3", meaning: "uses the S3 bucket" },
  failure: { text: "DLQ", meaning: "what fails for good is kept in a dead-letter queue" },
  elsewhere: { text: "→ Name", meaning: "calls the box of that name, in another frame" },
};
const stores = new Set<Mark["kind"]>(["database", "table", "bucket"]);
const mostNames = 3;

/** A mark with the AWS service in place of the resource's own name. */
export function serviceMark(mark: Mark): Mark {
  return stores.has(mark.kind) ? { ...mark, text: kinds[mark.kind].text } : mark;
}

/** What each kind of mark means. Marks show the AWS service, and are explained by name; or they show the name themselves. */
export function legendOf(
  marks: readonly Mark[],
  shows: "the service" | "the name",
): Drawing["legend"] {
  return Object.entries(kinds).flatMap(([key, { text, meaning }]) => {
    const kind = key as Mark["kind"];
    const names = [
      ...new Set(marks.filter((mark) => mark.kind === kind).map((mark) => mark.text)),
    ].filter((name) => name !== text);
    if (!marks.some((mark) => mark.kind === kind)) return [];
    if (!stores.has(kind)) return [{ mark: { kind, text }, meaning }];
    return shows === "the service"
      ? [{ mark: { kind, text }, meaning: `${meaning} ${listed(names)}` }]
      : [{ mark: { kind, text: "Name" }, meaning: `${meaning} of that name` }];
  });
}

function listed(names: readonly string[]): string {
  return names.length > mostNames ? `(${names.length} of them)` : names.join(" or ");
}
