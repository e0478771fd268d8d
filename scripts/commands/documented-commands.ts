import type { CommandHelp } from "./command-help.ts";

/** A command line of this repository in a page. */
export type DocumentedCommand = {
  readonly page: string;
  /** From 1. */
  readonly line: number;
  /** As it is printed: `npm run gate -- iam --stage prod`. */
  readonly text: string;
};

/** The commands in a page of Markdown: in code spans, and in lines of code blocks. */
export function commandsIn(page: string, markdown: string): readonly DocumentedCommand[] {
  let isBlock = false;
  return markdown.split("\n").flatMap((text, index): readonly DocumentedCommand[] => {
    const line = index + 1;
    if (/^\s*```/.test(text)) {
      isBlock = !isBlock;
      return [];
    }
    const isCode = isBlock || /^ {4}/.test(text);
    const parts = isCode
      ? [text.trim().replace(/^\$ /, "")]
      : [...text.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span);
    return parts
      .map((part) => /^(?:\w+=\S+ )*(npm (?:run|start|test)\b.*)$/.exec(part)?.[1]?.trim() ?? "")
      .filter((command) => command !== "" && command !== "npm run")
      .map((command) => ({ page, line, text: withoutComment(command) }));
  });
}

/**
 * What is wrong with a documented command: a script that does not exist, or an option that its help does not have.
 * @param scripts the names in package.json
 * @param helps of the commands that exist; a command without one belongs to a deleted folder
 */
export function commandProblem(
  { page, line, text }: DocumentedCommand,
  {
    scripts,
    helps,
  }: { readonly scripts: readonly string[]; readonly helps: readonly CommandHelp[] },
): string | undefined {
  const [, name = "", rest = ""] = /^npm (?:run )?(?:--silent )?([\w:-]+)(.*)$/.exec(text) ?? [];
  const where = `${page}:${line}: ${text}`;
  if (!scripts.includes(name)) return `${where}: package.json has no script "${name}"`;
  const [before = "", after] = rest.split(/ --(?: |$)/);
  if (after === undefined && /(^| )--?[a-z]/.test(before)) {
    return `${where}: npm takes options before " -- " for its own`;
  }
  const help = helps.find(
    ({ command }) => command === `npm run ${name}` || command === `npm ${name}`,
  );
  if (!help) return undefined;
  const known = new Set([help.help, ...help.subcommands].join("\n").match(/--[a-z][a-z-]*/g));
  const unknown = optionsIn(after ?? "").find(
    (option) => !known.has(option) && option !== "--help",
  );
  return unknown === undefined ? undefined : `${where}: ${name} has no option ${unknown}`;
}

/** Options outside of quotes. */
function optionsIn(text: string): readonly string[] {
  return text.replaceAll(/"[^"]*"|'[^']*'/g, "").match(/(?<![\w-])--[a-z][a-z-]*/g) ?? [];
}

function withoutComment(command: string): string {
  return command.replace(/\s+#.*$/, "").replace(/\s*[\\|>&;].*$/, "");
}
