import { findingText } from "./fuzz/finding-text.ts";
import { fuzzApi } from "./fuzz/fuzz-api.ts";
import { type FuzzOptions, fuzzHelp, readFuzzOptions } from "./fuzz/fuzz-options.ts";
import { operationsOf } from "./fuzz/open-api.ts";
import { openFuzzWorld } from "./fuzz/open-fuzz-world.ts";
import { isForThePerson } from "./person-error.ts";

try {
  const options = readFuzzOptions(process.argv.slice(2));
  if (options === "help") console.log(fuzzHelp);
  else process.exitCode = await fuzz(options);
} catch (error) {
  console.error(isForThePerson(error) ? `fuzz: ${error.message}` : error);
  process.exitCode = 1;
}

/** Gives the exit code. */
async function fuzz({ seed, requests }: FuzzOptions): Promise<0 | 1> {
  const { journey, document, world } = await openFuzzWorld();
  try {
    const report = await fuzzApi(document, {
      ...{ url: journey.stage().url, world, seed, tell: console.log },
      requestsEach: Math.ceil(requests / operationsOf(document).length),
    });
    for (const finding of report.findings) console.log(findingText(finding));
    console.log(
      `seed ${seed}: ${report.requests} requests, ${report.findings.length} operations answered wrongly`,
    );
    return report.findings.length === 0 ? 0 : 1;
  } finally {
    await journey.close();
  }
}
