import fc from "fast-check";

const names = ["red", "RED", "blue", "r*", ""];
const numbers = ["1", "10.00", "9.5", "-3", "ten", ""];
const times = [
  ...["2026-01-01T00:00:00Z", "2026-06-30T10:00:00Z", "1767225600"],
  ...["2025-12-31T23:30:00.5-00:30", "2026-02-30", "yesterday", ""],
];
const booleans = ["true", "false", "TRUE", "yes", ""];
const digests = ["AQID", "AQ", "aqid", ""];
const addresses = [...["10.1.2.3", "203.0.113.7", "2001:db8::6", "2001:db8:8000::1", "10.1.2", ""]];
const arns = [
  ...["arn:aws:sns:eu-west-1:111122223333:a:b", "arn:aws:s3:::red", "arn:aws:s3:::r*", "red", ""],
  "arn:aws:sns:eu-west-1:444455556666:x-1:111122223333:a",
];

/** The context of a request, in which keys may be missing, lists may be empty, and values may be empty or invalid. */
export const arbitraryContext = fc.record(
  {
    "aws:PrincipalTag/team": fc.constantFrom(...names),
    "aws:PrincipalTag/project": fc.constantFrom("red", "blue", "team", "true", ""),
    "AWS:tagkeys": fc.subarray(["owner", "team", "to", ""]),
    "s3:prefix": fc.constantFrom("", "home/red/x", "home/blue/xy", "red"),
    "s3:max-keys": fc.constantFrom(...numbers),
    "x:numbers": fc.subarray(numbers),
    "aws:CurrentTime": fc.constantFrom(...times),
    "x:times": fc.subarray(times),
    "aws:SecureTransport": fc.constantFrom(...booleans),
    "x:booleans": fc.subarray(booleans),
    "x:digest": fc.constantFrom(...digests),
    "x:digests": fc.subarray(digests),
    "aws:SourceIp": fc.constantFrom(...addresses),
    "x:addresses": fc.subarray(addresses),
    "aws:SourceArn": fc.constantFrom(...arns),
    "x:arns": fc.subarray(arns),
  },
  { requiredKeys: [] },
);
