CREATE TABLE "catalogue" (
	"code" text PRIMARY KEY NOT NULL,
	"description" text NOT NULL,
	"price_min_minor" bigint NOT NULL,
	"price_max_minor" bigint NOT NULL,
	"stated_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "import_rejects" (
	"bucket" text NOT NULL,
	"key" text NOT NULL,
	"version_id" text NOT NULL,
	"line" integer NOT NULL,
	"reason" text NOT NULL,
	"row" text NOT NULL,
	CONSTRAINT "import_rejects_bucket_key_version_id_line_pk" PRIMARY KEY("bucket","key","version_id","line")
);
--> statement-breakpoint
CREATE TABLE "imports" (
	"bucket" text NOT NULL,
	"key" text NOT NULL,
	"version_id" text NOT NULL,
	"etag" text NOT NULL,
	"size_bytes" bigint NOT NULL,
	"put_at" timestamp with time zone NOT NULL,
	"offset_bytes" bigint NOT NULL,
	"line" integer NOT NULL,
	"rows_in" integer NOT NULL,
	"rows_out" integer NOT NULL,
	"rows_rejected" integer NOT NULL,
	"refusal" text,
	"completed_at" timestamp with time zone,
	CONSTRAINT "imports_bucket_key_version_id_pk" PRIMARY KEY("bucket","key","version_id")
);
--> statement-breakpoint
CREATE TABLE "daily_sales" (
	"ordered_on" date NOT NULL,
	"country" text NOT NULL,
	"currency" text NOT NULL,
	"orders" integer NOT NULL,
	"total_minor" bigint NOT NULL,
	"returned_minor" bigint NOT NULL,
	CONSTRAINT "daily_sales_ordered_on_country_currency_pk" PRIMARY KEY("ordered_on","country","currency"),
	CONSTRAINT "daily_sales_orders" CHECK ("daily_sales"."orders" >= 0),
	CONSTRAINT "daily_sales_total" CHECK ("daily_sales"."total_minor" >= 0),
	CONSTRAINT "daily_sales_returned" CHECK ("daily_sales"."returned_minor" >= 0)
);
--> statement-breakpoint
CREATE TABLE "projected_orders" (
	"order_id" text PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"total_minor" bigint NOT NULL,
	"returned_minor" bigint NOT NULL,
	CONSTRAINT "projected_orders_version" CHECK ("projected_orders"."version" > 0)
);
--> statement-breakpoint
ALTER TABLE "import_rejects" ADD CONSTRAINT "import_rejects_import" FOREIGN KEY ("bucket","key","version_id") REFERENCES "public"."imports"("bucket","key","version_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "imports_latest" ON "imports" USING btree ("bucket","key","put_at");--> statement-breakpoint
CREATE INDEX "orders_placed" ON "orders" USING btree ("created_at") WHERE "orders"."status" = 'placed';--> statement-breakpoint
-- The stream tells of changes from here on, so the projection begins with the orders as they stand.
WITH "refunds" AS (
	SELECT "order_id", sum("returned" * "price_minor") AS "returned_minor"
	FROM "order_lines" WHERE "returned" > 0 GROUP BY "order_id"
), "projected" AS (
	INSERT INTO "projected_orders" ("order_id", "version", "total_minor", "returned_minor")
	SELECT "id", "version", CASE "status" WHEN 'fulfilled' THEN "total_minor" ELSE 0 END, coalesce("returned_minor", 0)
	FROM "orders" LEFT JOIN "refunds" ON "order_id" = "id"
	RETURNING *
)
INSERT INTO "daily_sales" ("ordered_on", "country", "currency", "orders", "total_minor", "returned_minor")
SELECT "ordered_on", "country", "currency", count(*), sum("projected"."total_minor"), sum("returned_minor")
FROM "projected" JOIN "orders" ON "id" = "order_id"
GROUP BY "ordered_on", "country", "currency";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("version", "total_minor", "returned_minor"), DELETE ON "projected_orders" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("orders", "total_minor", "returned_minor"), DELETE ON "daily_sales" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("description", "price_min_minor", "price_max_minor", "stated_at") ON "catalogue" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("offset_bytes", "line", "rows_in", "rows_out", "rows_rejected", "refusal", "completed_at") ON "imports" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, DELETE ON "import_rejects" TO "orders_app";
