/**
 * A product as GetProducts answers it, each as a JSON text in `PriceList`. Only what is read is named here.
 * @see https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_pricing_GetProducts.html
 * @see https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/reading-service-price-list-file-for-services.html
 */
export type ListedProduct = {
  readonly product: {
    readonly sku: string;
    readonly attributes: { readonly [name: string]: string };
  };
  readonly terms: {
    readonly OnDemand?: {
      readonly [term: string]: {
        readonly effectiveDate: string;
        readonly priceDimensions: { readonly [rateCode: string]: PriceDimension };
      };
    };
  };
};

/** One tier of a price. `endRange` is `Inf` in the last one. */
export type PriceDimension = {
  readonly unit: string;
  readonly beginRange: string;
  readonly endRange: string;
  readonly pricePerUnit: { readonly [currency: string]: string };
};
