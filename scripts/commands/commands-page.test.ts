import { expect, test } from "vitest";
import { programsOf, subcommandsIn } from "./command-help.ts";
import { commandsPage, summaryOf } from "./commands-page.ts";

const help = `npm run look -- list | show [options]

  Lists all items, and shows
  one. More text follows.

  --json   for programs`;

test("a script that users run is a command; a part of npm test or a script without a file is not", () => {
  const scripts = {
    look: "node scripts/setup.mjs && exec node_modules/.bin/node tools/look/src/main.ts",
    missing: "node scripts/setup.mjs && exec node_modules/.bin/node demo/src/missing.ts",
    "check:lint": "biome ci .",
  };
  const exists = (program: string) => program !== "demo/src/missing.ts";
  expect(programsOf(scripts, exists)).toEqual([["look", "tools/look/src/main.ts"]]);
});

test("subcommands are read from the usage line", () => {
  expect(subcommandsIn(help)).toEqual(["list", "show"]);
  expect(subcommandsIn("npm run plan -- [--stage S]\n\n  Prints.")).toEqual([]);
});

test("the summary is the first sentence", () => {
  expect(summaryOf(help)).toBe("Lists all items, and shows one.");
});

test("the page links to each command's help", () => {
  const page = commandsPage([{ command: "npm run look", help, subcommands: ["help of list"] }]);
  expect(page).toContain("- [`npm run look`](#npm-run-look): Lists all items");
  expect(page).toContain(`## npm run look\n\n\`\`\`\n${help}\n\`\`\`\n\n\`\`\`\nhelp of list\n`);
});
