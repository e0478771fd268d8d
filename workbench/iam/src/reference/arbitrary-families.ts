/** Operators that compare values of one type, with the keys and the values that a policy may ask for. */
export type Family = {
  readonly operators: readonly string[];
  /** Keys with one value in a request. */
  readonly keys: readonly string[];
  /** The key with several values in a request, which needs a set operator. */
  readonly listKey: string;
  readonly wanted: readonly string[];
};

/* biome-ignore-start lint/suspicious/noTemplateCurlyInString: these are a policy's variables */
/**
 * Every operator but `Null`.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export const families: readonly Family[] = [
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
    listKey: "aws:TagKeys",
    wanted: [
      ...["red", "RED", "r*", "?ed", "", "*", "blue", "111122223333", "anonymous", "home/*"],
      ...["owner", "t*", "o????"],
      "${aws:PrincipalTag/project}",
      "${aws:PrincipalTag/project, 'red'}",
      "${aws:PrincipalTag/project, 'team'}",
      "${aws:TagKeys, 'red'}",
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
    listKey: "x:numbers",
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
    listKey: "x:times",
    wanted: ["2026", "2026-01-01", "1767225600", "2026-06-30T12:00:00+02:00", "2030-01-01T00:00Z"],
  },
  {
    operators: ["Bool"],
    keys: ["aws:SecureTransport"],
    listKey: "x:booleans",
    wanted: ["true", "false", "True", "${aws:PrincipalTag/project, 'true'}"],
  },
  {
    operators: ["BinaryEquals"],
    keys: ["x:digest"],
    listKey: "x:digests",
    wanted: ["AQID", "AQIE", "AQ=="],
  },
  {
    operators: ["IpAddress", "NotIpAddress"],
    keys: ["aws:SourceIp"],
    listKey: "x:addresses",
    wanted: ["10.0.0.0/8", "203.0.113.7", "0.0.0.0/0", "2001:DB8::/33", "2001:db8:0:0:0:0:0:7/127"],
  },
  {
    operators: ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"],
    keys: ["aws:SourceArn", "aws:PrincipalArn"],
    listKey: "x:arns",
    wanted: [
      ...["arn:aws:sns:*:111122223333:*", "arn:*:s3:::red*", "*", "arn:aws:sns:*"],
      ...["arn:aws:sns:*-1:111122223333:a*", "arn:*:*:*:*:*"],
      "arn:aws:iam::111122223333:role/jobs-???",
      "arn:aws:s3:::${aws:PrincipalTag/team}",
      "${aws:PrincipalTag/source, 'arn:aws:s3:::red'}",
    ],
  },
];
/* biome-ignore-end lint/suspicious/noTemplateCurlyInString: they are */

/** A prefix of an operator. */
export const setOperators = ["", "ForAllValues:", "ForAnyValue:"] as const;
/** A suffix of an operator. */
export const suffixes = ["", "IfExists"] as const;
