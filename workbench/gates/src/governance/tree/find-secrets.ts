import { lintSource } from "@secretlint/core";
import { creator } from "@secretlint/secretlint-rule-preset-recommend";

/** A text that looks like a credential. */
export type FoundSecret = { readonly line: number; readonly what: string };

/**
 * Credentials in a text, by secretlint's rules for AWS, GitHub, npm, Slack, private keys, passwords in URLs and others.
 * https://github.com/secretlint/secretlint/tree/master/packages/%40secretlint/secretlint-rule-preset-recommend
 */
export async function findSecrets(path: string, content: string): Promise<readonly FoundSecret[]> {
  const { messages } = await lintSource({
    source: { filePath: path, content, ext: "", contentType: "text" },
    options: {
      maskSecrets: true,
      config: { rules: [{ id: "preset", rule: creator, rules: [] }] },
    },
  });
  return [
    ...messages.map(({ loc, message }) => ({ line: loc.start.line, what: message })),
    ...accessKeyIds(content),
  ];
}

/** The preset looks for secret keys only. Ids in AWS's documentation end in EXAMPLE. */
function accessKeyIds(content: string): readonly FoundSecret[] {
  return [...content.matchAll(/\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g)]
    .filter(([id]) => !id.endsWith("EXAMPLE"))
    .map(({ index }) => ({
      line: content.slice(0, index).split("\n").length,
      what: "found AWS access key id",
    }));
}
