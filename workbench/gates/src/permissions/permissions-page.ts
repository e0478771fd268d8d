import type { Permission } from "./permission.ts";

const head = `# Permissions

\`npm run permissions:page\` writes this page from the stage prod: each role of the program, its actions, their resources, and what
uses them. Nothing else is allowed to a function. That each was used, and none is wider than its use, is checked by
\`npm run gate -- iam\`; \`npm run permissions\` takes each away and shows the denial.
`;

/** docs/permissions.md */
export function permissionsPage(permissions: readonly Permission[]): string {
  return [
    head,
    "| roles | actions | resource | used by | why `*` |",
    "|---|---|---|---|---|",
    ...permissions.map(({ roles, actions, resource, usedBy, wildcard }) =>
      [
        "",
        roles.join(", "),
        actions.map((action) => `\`${action}\``).join(" "),
        `\`${resource}\``,
        usedBy.map(linked).join(", "),
        wildcard ?? "",
        "",
      ]
        .join(" | ")
        .trim(),
    ),
    "",
  ].join("\n");
}

/** What the page cannot explain: a permission that nobody is known to use, and a wildcard without a reason. */
export function unexplained(permissions: readonly Permission[]): readonly string[] {
  return permissions.flatMap(({ roles, actions, resource, usedBy, wildcard }) => {
    const what = `${roles.join(", ")}: ${actions.join(", ")} on ${resource}`;
    return [
      ...(usedBy.length === 0 ? [`${what}: nothing is known to use it`] : []),
      ...(wildcard === "" ? [`${what}: nothing explains its wildcard`] : []),
    ];
  });
}

function linked(use: string): string {
  return /^[\w./-]+\.[cm]?tsx?$/.test(use) ? `[${use.split("/").at(-1)}](../${use})` : use;
}
