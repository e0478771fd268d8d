/**
 * The day on which AWS ends the support of each Lambda runtime: no patches after it, and soon afterwards no deploys.
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html. AWS moves a date to a later one now and then, and
 * announces an end 180 days before. Runtimes that ended before 2025 are left out: they are unknown here, and so a finding too.
 */
export const runtimeSupportEnds: Readonly<Record<string, string>> = {
  dotnet10: "2028-11-14",
  dotnet8: "2026-11-10",
  java11: "2026-06-30",
  java17: "2026-06-30",
  java21: "2029-06-30",
  java25: "2029-06-30",
  "java8.al2": "2026-06-30",
  "nodejs18.x": "2025-09-01",
  "nodejs20.x": "2026-04-30",
  "nodejs22.x": "2027-04-30",
  "nodejs24.x": "2028-04-30",
  "provided.al2": "2026-06-30",
  "provided.al2023": "2029-06-30",
  "python3.10": "2026-06-30",
  "python3.11": "2026-06-30",
  "python3.12": "2028-10-31",
  "python3.13": "2029-06-30",
  "python3.14": "2029-06-30",
  "python3.9": "2025-12-15",
  "ruby3.2": "2026-03-31",
  "ruby3.3": "2027-03-31",
  "ruby3.4": "2028-03-31",
};

/** When the dates above were read. */
export const runtimesReadOn = "2026-11-30";
