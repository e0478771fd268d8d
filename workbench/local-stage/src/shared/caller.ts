/**
 * Who makes a call. A role is what a function (or AWS on its behalf) acts as, a service what API Gateway
 * and its kind act as, and the operator the person at the keyboard, who may do anything and is left out of
 * the evidence.
 */
export type Caller =
  | {
      readonly kind: "role";
      readonly roleArn: string;
      readonly functionName?: string;
      /** Where the function's code is running that calls; absent for what AWS does as its role. */
      readonly environmentId?: string;
    }
  | { readonly kind: "service"; readonly principal: string; readonly sourceArn: string }
  | { readonly kind: "operator" };
