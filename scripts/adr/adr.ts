import * as z from "zod";

const date = z.iso.date();
const text = z.string().min(1);

/** A regular expression whose capture groups find numbers. */
const finds = text.refine((pattern) => isRegExp(pattern), "is no regular expression");

/** How far a computed number may be from the quoted one: `exact`, `20 %`, or `factor 3` for times, which depend on the machine. */
const tolerance = z.string().regex(/^(?:exact|\d+ %|factor \d+(?:\.\d+)?)$/);

/** Where numbers of the repository can be read again: in a command's output, or in a file. */
const origin = {
  command: text.optional(),
  file: text.optional(),
  finds,
};

/** What docs/adr/evidence says of the numbers that an ADR quotes. `quoted` is text of the ADR. */
export const Evidence = z.strictObject({
  /** Numbers that a command or a file of this repository gives: the n-th number of `quoted` is the n-th capture group's. */
  computed: z
    .array(z.strictObject({ quoted: text, ...origin, tolerance: tolerance.default("exact") }))
    .default([]),
  /** Facts of others, with the page that states them and the day on which it was read. */
  facts: z.array(z.strictObject({ quoted: text, source: z.url(), date })).default([]),
  /** What was measured once and cannot be measured again, such as the code before the decision. */
  once: z.array(z.strictObject({ quoted: text, date, why: text })).default([]),
  /** Digits that are no figures, such as those of a name. */
  names: z.array(text).default([]),
  /** The conditions of "Reopen when". */
  reopen: z
    .array(
      z.union([
        z.strictObject({ when: text, person: text }),
        z.strictObject({ when: text, after: date }),
        z.strictObject({ when: text, ...origin, above: z.number() }),
        z.strictObject({ when: text, ...origin, below: z.number() }),
      ]),
    )
    .min(1),
});

export type Evidence = z.infer<typeof Evidence>;

/** A condition of "Reopen when": one that a person judges, a day on which to look again, or a bound of a computed number. */
export type Trigger = Evidence["reopen"][number];

export const FrontMatter = z.strictObject({
  status: z.enum(["accepted", "superseded"]),
  date,
  /** The stages of the six that it belongs to; none for a decision about the repository's own tools. */
  stages: z.array(z.int().min(1).max(6)),
  question: text.endsWith("?"),
});

export type FrontMatter = z.infer<typeof FrontMatter>;

/** An ADR (architecture decision record) with its evidence. */
export type Adr = FrontMatter & {
  /** `0007` */
  readonly number: string;
  /** The file's name in docs/adr. */
  readonly file: string;
  readonly title: string;
  /** The text after the title. */
  readonly body: string;
  readonly evidence: Evidence;
};

function isRegExp(pattern: string): boolean {
  try {
    new RegExp(pattern);
    return true;
  } catch {
    return false;
  }
}
