import { expect, test } from "vitest";
import { programsOf, subcommandsIn } from "./command-help.ts";
import { commandsPage, summaryOf } from "./commands-page.ts";

const help = `npm run look -- list | show [options]

  Lists what is there, and shows
  one of it. More is said below.

  --json   for programs`;

test("a script that a person calls is a command; a part of npm test and one without its file are none", () => {
  const scripts = {
    look: "node scripts/setup.mjs && exec node_modules/.bin/node tools/look/src/main.ts",
    gone: "node scripts/setup.mjs && exec node_modules/.bin/node demo/src/gone.ts",
    "check:lint": "biome ci .",
  };
  const exists = (program: string) => program !== "demo/src/gone.ts";
  expect(programsOf(scripts, exists)).toEqual([["look", "tools/look/src/main.ts"]]);
});

test("subcommands stand in the usage line", () => {
  expect(subcommandsIn(help)).toEqual(["list", "show"]);
  expect(subcommandsIn("npm run plan -- [--stage S]\n\n  Prints.")).toEqual([]);
});

test("the summary is the first sentence", () => {
  expect(summaryOf(help)).toBe("Lists what is there, and shows one of it.");
});

test("the page links to each command's help", () => {
  const page = commandsPage([{ command: "npm run look", help, subcommands: ["help of list"] }]);
  expect(page).toContain("- [`npm run look`](#npm-run-look): Lists what is there");
  expect(page).toContain(`## npm run look\n\n\`\`\`\n${help}\n\`\`\`\n\n\`\`\`\nhelp of list\n`);
});
