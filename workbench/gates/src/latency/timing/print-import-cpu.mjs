// The program of a process that imports one module, and writes the CPU time of the whole process, in microseconds, to its fourth file.
// It is no TypeScript: to strip types would take as much CPU as an empty handler.
import { writeSync } from "node:fs";
import { argv, cpuUsage, exit } from "node:process";
import { pathToFileURL } from "node:url";

await import(pathToFileURL(String(argv[2])).href);
const { user, system } = cpuUsage();
writeSync(3, String(user + system));
exit(0);
