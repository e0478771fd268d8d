/** A known vulnerability of an installed package. */
export type Advisory = {
  /** `GHSA-952p-6rrq-rcjv`. */
  readonly id: string;
  readonly packageName: string;
  readonly severity: string;
  readonly title: string;
  /** The vulnerable versions: `<4.0.8`. */
  readonly range: string;
};

/** What the registry knows, or why it was not asked. */
export type Audit =
  | { readonly asked: true; readonly advisories: readonly Advisory[] }
  | { readonly asked: false; readonly reason: string };

type Report = {
  readonly auditReportVersion?: number;
  readonly vulnerabilities?: Readonly<
    Record<
      string,
      {
        readonly via: readonly (
          | string
          | {
              readonly name: string;
              readonly title: string;
              readonly url: string;
              readonly severity: string;
              readonly range: string;
            }
        )[];
      }
    >
  >;
  readonly message?: string;
  readonly error?: { readonly code?: string; readonly summary?: string };
};

/**
 * Reads the answer of `npm audit --json`: https://docs.npmjs.com/cli/v11/commands/npm-audit. A package that is vulnerable only through
 * another one is left out, because the other one is there too. A registry that does not know the request answers with an error.
 */
export function readAudit(answer: string): Audit {
  const report = parsed(answer);
  if (report?.auditReportVersion !== 2 || !report.vulnerabilities) {
    const { message, error } = report ?? {};
    return { asked: false, reason: message || error?.summary || error?.code || "no answer" };
  }
  const advisories = Object.values(report.vulnerabilities)
    .flatMap(({ via }) => via)
    .filter((each) => typeof each !== "string")
    .map(({ name, title, url, severity, range }) => ({
      id: url.slice(url.lastIndexOf("/") + 1),
      packageName: name,
      severity,
      title,
      range,
    }));
  return { asked: true, advisories };
}

function parsed(answer: string): Report | undefined {
  try {
    return JSON.parse(answer) as Report;
  } catch {
    return undefined;
  }
}
