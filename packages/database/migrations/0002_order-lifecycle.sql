CREATE TABLE "reservations" (
	"order_id" text NOT NULL,
	"code" text NOT NULL,
	"quantity" integer NOT NULL,
	"state" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	CONSTRAINT "reservations_order_id_code_pk" PRIMARY KEY("order_id","code"),
	CONSTRAINT "reservations_quantity" CHECK ("reservations"."quantity" > 0),
	CONSTRAINT "reservations_state" CHECK ("reservations"."state" in ('reserved', 'taken', 'released'))
);
--> statement-breakpoint
CREATE TABLE "stock" (
	"code" text PRIMARY KEY NOT NULL,
	"on_hand" integer NOT NULL,
	"reserved" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "stock_on_hand" CHECK ("stock"."on_hand" >= 0),
	CONSTRAINT "stock_reserved" CHECK ("stock"."reserved" >= 0)
);
--> statement-breakpoint
ALTER TABLE "orders" DROP CONSTRAINT "orders_status";--> statement-breakpoint
ALTER TABLE "orders" ADD COLUMN "cancel_requested_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_order_id_orders_id_fk" FOREIGN KEY ("order_id") REFERENCES "public"."orders"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reservations" ADD CONSTRAINT "reservations_code_stock_code_fk" FOREIGN KEY ("code") REFERENCES "public"."stock"("code") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "reservations_due" ON "reservations" USING btree ("expires_at") WHERE "reservations"."state" = 'reserved';--> statement-breakpoint
ALTER TABLE "orders" ADD CONSTRAINT "orders_status" CHECK ("orders"."status" in ('placed', 'accepted', 'fulfilled', 'out-of-stock', 'payment-declined', 'payment-timed-out', 'cancelled', 'failed', 'needs-attention'));--> statement-breakpoint
-- Until now an order went no further than "accepted", which is what "fulfilled" means from here on.
UPDATE "orders" SET "status" = 'fulfilled' WHERE "status" = 'accepted';--> statement-breakpoint
GRANT UPDATE ("cancel_requested_at") ON "orders" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("on_hand", "reserved") ON "stock" TO "orders_app";--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ("state") ON "reservations" TO "orders_app";
