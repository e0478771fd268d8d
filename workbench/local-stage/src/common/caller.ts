/**
 * Who makes a call: a role (a function, or AWS on its behalf), a service (such as API Gateway), or the operator, the person
 * at the keyboard, who may do anything and does not count as evidence.
 */
export type Caller =
  | {
      readonly kind: "role";
      readonly roleArn: string;
      readonly functionName?: string;
      /** The environment of the calling function; absent for what AWS does as its role. */
      readonly environmentId?: string;
    }
  | { readonly kind: "service"; readonly principal: string; readonly sourceArn: string }
  | { readonly kind: "operator" };
