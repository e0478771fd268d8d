import fc from "fast-check";

/** The values that a policy may require of a key, by the family of operators. */
type Family = {
  readonly operators: readonly string[];
  readonly keys: readonly string[];
  readonly wanted: readonly string[];
};

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are a policy's variables */
const families: readonly Family[] = [
  {
    operators: [
      "StringEquals",
      "StringNotEquals",
      "StringEqualsIgnoreCase",
      "StringNotEqualsIgnoreCase",
      "StringLike",
      "StringNotLike",
    ],
    keys: ["aws:PrincipalTag/team", "s3:prefix", "aws:PrincipalAccount", "aws:ResourceAccount"],
    wanted: [
      ...["red", "RED", "r*", "?ed", "", "*", "blue", "111122223333", "home/*"],
      "${aws:PrincipalTag/project}",
      "${aws:PrincipalTag/project, 'red'}",
      "home/${aws:PrincipalTag/team}/*",
      "home/${AWS:principaltag/TEAM, 'red'}/?",
      "r${*}",
    ],
  },
  {
    operators: [
      "NumericEquals",
      "NumericNotEquals",
      "NumericLessThan",
      "NumericLessThanEquals",
      "NumericGreaterThan",
      "NumericGreaterThanEquals",
    ],
    keys: ["s3:max-keys"],
    wanted: ["1", "10", "10.0", "-3", "1000"],
  },
  {
    operators: [
      "DateEquals",
      "DateNotEquals",
      "DateLessThan",
      "DateLessThanEquals",
      "DateGreaterThan",
      "DateGreaterThanEquals",
    ],
    keys: ["aws:CurrentTime"],
    wanted: ["2026", "2026-01-01", "1767225600", "2026-06-30T12:00:00+02:00", "2030-01-01T00:00Z"],
  },
  { operators: ["Bool"], keys: ["aws:SecureTransport"], wanted: ["true", "false", "True"] },
  { operators: ["BinaryEquals"], keys: ["x:digest"], wanted: ["AQID", "AQIE", "AQ=="] },
  {
    operators: ["IpAddress", "NotIpAddress"],
    keys: ["aws:SourceIp"],
    wanted: ["10.0.0.0/8", "203.0.113.7", "0.0.0.0/0", "2001:DB8::/33", "2001:db8:0:0:0:0:0:7/127"],
  },
  {
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    keys: ["aws:SourceArn", "aws:PrincipalArn"],
    wanted: [
      ...["arn:aws:sns:*:111122223333:*", "arn:*:s3:::red*", "*", "arn:aws:sns:*"],
      "arn:aws:iam::111122223333:role/jobs-???",
      "arn:aws:s3:::${aws:PrincipalTag/team}",
      "${aws:PrincipalTag/source, 'arn:aws:s3:::red'}",
    ],
  },
];

const manyValued: Family = {
  operators: ["StringEquals", "StringNotEquals", "StringLike", "StringNotLike"],
  keys: ["aws:TagKeys"],
  wanted: ["owner", "team", "t*", "o????", "", "${aws:PrincipalTag/project, 'team'}"],
};
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are */

const ifExists = fc.constantFrom("", "", "IfExists");
const set = fc.constantFrom("ForAllValues:", "ForAnyValue:");

const conditionOf = ({ operators, keys, wanted }: Family, sets: fc.Arbitrary<string>) =>
  fc
    .tuple(
      sets,
      fc.constantFrom(...operators),
      ifExists,
      fc.constantFrom(...keys),
      fc.subarray([...wanted], { minLength: 1, maxLength: 3 }),
    )
    .map(([prefix, operator, suffix, key, values]) => ({
      [`${prefix}${operator}${suffix}`]: { [key]: values },
    }));

const isNull = fc
  .tuple(
    fc.constantFrom(...[...families, manyValued].flatMap(({ keys }) => keys)),
    fc.constantFrom("true", "false"),
  )
  .map(([key, value]) => ({ Null: { [key]: [value] } }));

const one = fc.oneof(
  ...families.map((family) => conditionOf(family, fc.constant(""))),
  ...families.map((family) => conditionOf(family, set)),
  conditionOf(manyValued, set),
  conditionOf(manyValued, set),
  isNull,
);

/** One condition, or two that both have to hold. */
export const arbitraryCondition = fc.oneof(
  { weight: 3, arbitrary: one },
  { weight: 1, arbitrary: fc.tuple(one, one).map(([first, second]) => ({ ...first, ...second })) },
);

/** The context of a request, in which keys may be missing and values may be invalid. */
export const arbitraryContext = fc.record(
  {
    "aws:PrincipalTag/team": fc.constantFrom("red", "RED", "blue", "r*"),
    "aws:PrincipalTag/project": fc.constantFrom("red", "blue", "team"),
    "AWS:tagkeys": fc.subarray(["owner", "team", "to", ""]),
    "s3:prefix": fc.constantFrom("", "home/red/x", "home/blue/xy", "red"),
    "s3:max-keys": fc.constantFrom("1", "10.00", "9.5", "-3", "ten"),
    "aws:CurrentTime": fc.constantFrom(
      ...["2026-01-01T00:00:00Z", "2026-06-30T10:00:00Z", "1767225600", "yesterday"],
    ),
    "aws:SecureTransport": fc.constantFrom("true", "false"),
    "x:digest": fc.constantFrom("AQID", "AQ", "aqid"),
    "aws:SourceIp": fc.constantFrom(
      ...["10.1.2.3", "203.0.113.7", "2001:db8::6", "2001:db8:8000::1"],
    ),
    "aws:SourceArn": fc.constantFrom(
      ...["arn:aws:sns:eu-west-1:111122223333:a:b", "arn:aws:s3:::red", "arn:aws:s3:::r*", "red"],
    ),
  },
  { requiredKeys: [] },
);
