import { expect, test } from "vitest";
import { programsOf, subcommandsIn } from "./command-help.ts";
import { commandsPage, summaryOf, withoutCommands } from "./commands-page.ts";

const help = `npm run look -- list | show [options]

  Lists all items, and shows
  one. More text follows.

  --json   for programs`;

test("a script that a user runs is a command, and a part of npm test is none", () => {
  const scripts = {
    look: "node scripts/setup.mjs && exec node_modules/.bin/node tools/look/src/main.ts",
    "check:lint": "biome ci .",
  };
  expect(programsOf(scripts)).toEqual([["look", "tools/look/src/main.ts"]]);
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

test.each([
  ["npm run look", ["npm run look:twice", "npm start"]],
  ["npm run look:twice", ["npm run look", "npm start"]],
  ["npm start", ["npm run look", "npm run look:twice"]],
])("the page without %s is the page of the others", (removed, others) => {
  const pageOf = (commands: readonly string[]) =>
    commandsPage(commands.map((command) => ({ command, help, subcommands: [] })));
  const whole = pageOf(["npm run look", "npm run look:twice", "npm start"]);
  expect(withoutCommands(whole, [removed])).toBe(pageOf(others));
});
