import { catalogueColumns } from "../packages/contracts/src/catalogue-file.ts";
import { catalogueFiles } from "../packages/contracts/src/contracts/catalogue-files.ts";
import { catalogueFilesBucket } from "./catalog-import.ts";
import { stage } from "./stages.ts";

/** A product for tests only. Its stock is more than tests use, and less than one order may ask for. */
const product = {
  code: "TEST-PRODUCT",
  description: "Ordered to try the stage",
  price_min: "0.01",
  price_max: "1000.00",
  on_hand: "50000",
} satisfies Record<(typeof catalogueColumns)[number], string>;

/** The test product of a stage with the payments sandbox, for the program's outputs: its code and its catalogue file. */
export const testProduct = stage.sandbox ? putTestProduct() : {};

function putTestProduct() {
  const { via } = catalogueFiles;
  const file = new aws.s3.BucketObjectv2(
    "TestProduct",
    {
      bucket: catalogueFilesBucket.name,
      key: `${via.prefix}test-product${via.suffix}`,
      contentType: "text/csv",
      content: [catalogueColumns, catalogueColumns.map((column) => product[column])]
        .map((fields) => `${fields.join(",")}\r\n`)
        .join(""),
    },
    { dependsOn: [catalogueFilesBucket.notification] },
  );
  return {
    testProduct: product.code,
    testProductFile: $interpolate`s3://${file.bucket}/${file.key}`,
  };
}
