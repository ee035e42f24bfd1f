// Generated from test/http/openapi.json by ui/generate-client.ts: change that one.

export interface paths {
    "/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Searches listings, page by page; without filters lists all of them */
        get: operations["listListings"];
        put?: never;
        /** Creates a listing */
        post: operations["createListing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a listing, as it is or as it was */
        get: operations["readListing"];
        /** Replaces a listing; its earlier prices stay in its history */
        put: operations["replaceListing"];
        post?: never;
        /** Deletes a listing and its history */
        delete: operations["removeListing"];
        options?: never;
        head?: never;
        /** Changes members of a listing (JSON merge patch, RFC 7396) */
        patch: operations["patchListing"];
        trace?: never;
    };
    "/places": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Suggests places that have listings */
        get: operations["suggestPlaces"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads every price a listing ever had, oldest first */
        get: operations["readPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}/prices/{effective_at}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** States a price of the past: a new one, or a correction */
        put: operations["statePrice"];
        post?: never;
        /** Voids a price: the one before it holds on */
        delete: operations["voidPrice"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads which prices were corrected or voided, and what was stated instead, in the order it became known */
        get: operations["readCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}/chart.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draws the prices of a listing */
        get: operations["drawChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}/chart.png": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draws the prices of a listing as a PNG
         * @description For what shows no SVG, such as mail programs and previews of links. Otherwise as chart.svg.
         */
        get: operations["drawPngChart"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}/badge.svg": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Draws what became of the price of a listing, in one line */
        get: operations["drawBadge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads every change of every listing, in one order; as a stream, also those to come */
        get: operations["readChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exports/listings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Writes out listings as they are, all or those that fit */
        get: operations["exportListings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exports/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Writes out every price of every listing, corrections too */
        get: operations["exportPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/exports/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Writes out the feed, from a cursor on or from its start */
        get: operations["exportChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes in observations of listings, as many as there are */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/template.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The header of observations as CSV */
        get: operations["readImportTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads how far an import is, and what it wrote */
        get: operations["readImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells why lines were refused, as far as is known */
        get: operations["listImportErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/market/series": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Market figures by period and place
         * @description What each figure is, with its formula, stands in docs/market.md.
         */
        get: operations["readMarketSeries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/market/movers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The listings whose price moved most
         * @description Of those on offer at the end; docs/market.md says between which prices.
         */
        get: operations["readMarketMovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/listings/{id}/market": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where a listing stands among those like it
         * @description Among those on offer in its city, of its kind and about its size, as docs/market.md says.
         */
        get: operations["readListingMarket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists webhooks, page by page */
        get: operations["listWebhooks"];
        put?: never;
        /** Registers where changes are posted to, and which */
        post: operations["registerWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads a webhook */
        get: operations["readWebhook"];
        put?: never;
        post?: never;
        /** Removes a webhook, and what it was to be told */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        /** Changes, pauses or resumes a webhook (RFC 7396) */
        patch: operations["changeWebhook"];
        trace?: never;
    };
    "/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Gives a webhook another secret; the old one signs for a while */
        post: operations["rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts an event of type webhook.test */
        post: operations["testWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what was posted and is to be, the latest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts one event again */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Posts again everything after a cursor of the feed */
        post: operations["replayFrom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process answers */
        get: operations["livez"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the database answers too */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description The prices of a listing in short, as known now: what was corrected or voided is in none of it. Told by reads with=history only. */
        PriceSummary: {
            /** @description The first price, in euros. */
            first_price_eur: number;
            /**
             * Format: date-time
             * @description Since when that one held: since then the listing is on offer.
             */
            first_date: string;
            /** @description The lowest price it ever had, in euros. */
            lowest_price_eur: number;
            /** @description The highest one. */
            highest_price_eur: number;
            /** @description How many times another amount came into force. */
            changes: number;
            /** @description How many of these were lower than the amount before. */
            cuts: number;
            /** @description The price before the last change, in euros; left out where there was none. */
            previous_price_eur?: number;
            /**
             * Format: date-time
             * @description When the last change was; left out where there was none.
             */
            changed_date?: string;
            /** @description The prices of the last 12 months, oldest first, beginning with the one in force when they began; of more than 60 the latest. */
            recent: {
                /** @description The price in euros. */
                price_eur: number;
                /**
                 * Format: date-time
                 * @description The instant from which the price holds.
                 */
                created_date: string;
            }[];
        };
        /** @description A dwelling offered for sale or rent, as it is now. */
        Listing: {
            /** @description Given out by the service. */
            id: number;
            /** @description Title of the listing, as shown to people. */
            name: string;
            /** @description Free text about the dwelling. */
            description: string;
            /**
             * @description Kind of building.
             * @example STUDIO
             * @example APARTMENT
             * @example HOUSE
             */
            building_type: string;
            /** @description The price now, in euros. */
            latest_price_eur: number;
            /** @description Floor area in square metres. */
            surface_area_m2: number;
            /** @description Number of rooms. */
            rooms_count: number;
            /** @description Number of bedrooms. */
            bedrooms_count: number;
            /** @description Phone number to ask at, E.164. */
            contact_phone_number?: string;
            postal_address: {
                street_address: string;
                postal_code: string;
                city: string;
                /** @description ISO 3166-1 alpha-2. */
                country: string;
            };
            /** @description The owner's own id of the listing, unique. */
            reference?: string;
            /**
             * Format: date-time
             * @description Since when the listing is known.
             */
            created_date: string;
            /**
             * Format: date-time
             * @description Since when the listing is as it is now.
             */
            updated_date: string;
            history?: components["schemas"]["PriceSummary"];
        };
        /** @description A listing to create, or what one is to become. */
        ListingInput: {
            /** @description Title of the listing, as shown to people. */
            name: string;
            /** @description Free text about the dwelling. */
            description: string;
            /**
             * @description Kind of building.
             * @enum {unknown}
             */
            building_type: "STUDIO" | "APARTMENT" | "HOUSE";
            /** @description The price now, in euros. */
            latest_price_eur: number;
            /** @description Floor area in square metres. */
            surface_area_m2: number;
            /** @description Number of rooms. */
            rooms_count: number;
            /** @description Number of bedrooms. */
            bedrooms_count: number;
            postal_address: {
                /** @description Street and number. */
                street_address: string;
                /** @description Postal code, as written in the country. */
                postal_code: string;
                /** @description City or town. */
                city: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country: string;
            };
            /** @description Phone number to ask at, E.164. */
            contact_phone_number?: string | null;
            /** @description The owner's own id of the listing, unique. */
            reference?: string | null;
        };
        /** @description What is to change; null removes an optional member. */
        ListingPatch: {
            /** @description Title of the listing, as shown to people. */
            name?: string;
            /** @description Free text about the dwelling. */
            description?: string;
            /**
             * @description Kind of building.
             * @enum {unknown}
             */
            building_type?: "STUDIO" | "APARTMENT" | "HOUSE";
            /** @description The price now, in euros. */
            latest_price_eur?: number;
            /** @description Floor area in square metres. */
            surface_area_m2?: number;
            /** @description Number of rooms. */
            rooms_count?: number;
            /** @description Number of bedrooms. */
            bedrooms_count?: number;
            /** @description Phone number to ask at, E.164. */
            contact_phone_number?: string | null;
            /** @description The owner's own id of the listing, unique. */
            reference?: string | null;
            postal_address?: {
                /** @description Street and number. */
                street_address?: string;
                /** @description Postal code, as written in the country. */
                postal_code?: string;
                /** @description City or town. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
            };
        };
        /** @description A city, or a postal code of one, that has listings. */
        Place: {
            /** @description As most of its listings write it. */
            city: string;
            /** @description ISO 3166-1 alpha-2. */
            country: string;
            /** @description Where the postal code begins with the prefix. */
            postal_code?: string;
            /** @description How many listings there are. */
            count: number;
        };
        /** @description A price, and since when it holds; with detail=full all that is known of it. */
        Price: {
            /** @description The price in euros. */
            price_eur: number;
            /**
             * Format: date-time
             * @description The instant from which the price holds.
             */
            created_date: string;
            /**
             * Format: date-time
             * @description The instant from which the price holds (valid time); the same as created_date.
             */
            effective_at?: string;
            /**
             * Format: date-time
             * @description The instant at which the database learnt it (transaction time).
             */
            recorded_at?: string;
            /**
             * Format: date-time
             * @description The instant from which the next price holds; left out for the last one.
             */
            until?: string;
            /** @description Difference to the price before, in euros. */
            change_eur?: number;
            /** @description Difference to the price before in percent of that one, with two decimals. */
            change_pct?: number;
            /** @description Who stated the price. */
            actor?: string;
            /** @description Why, where a reason was given. */
            reason?: string;
        };
        /** @description What the price was from an instant on. */
        PriceStatement: {
            /** @description The price in euros that held from that instant on. */
            price_eur: number;
            /** @description Why the price is stated, for those who read the history. */
            reason?: string;
        };
        /** @description A price with all that is known of it. */
        PriceDetail: {
            /** @description The price in euros. */
            price_eur: number;
            /**
             * Format: date-time
             * @description The same as effective_at.
             */
            created_date: string;
            /**
             * Format: date-time
             * @description The instant from which the price holds (valid time); the same as created_date.
             */
            effective_at: string;
            /**
             * Format: date-time
             * @description The instant at which the database learnt it (transaction time).
             */
            recorded_at: string;
            /**
             * Format: date-time
             * @description The instant from which the next price holds; left out for the last one.
             */
            until?: string;
            /** @description Difference to the price before, in euros. */
            change_eur?: number;
            /** @description Difference to the price before in percent of that one, with two decimals. */
            change_pct?: number;
            /** @description Who stated the price. */
            actor?: string;
            /** @description Why, where a reason was given. */
            reason?: string;
        };
        /** @description A price that was stated, and what was stated in its place later. */
        Correction: {
            /**
             * Format: date-time
             * @description The instant that both prices were stated for (valid time).
             */
            effective_at: string;
            /**
             * Format: date-time
             * @description The instant at which the database learnt of the correction (transaction time).
             */
            recorded_at: string;
            /** @description What counted until then, in euros; null: nothing, it had been voided. */
            from: number | null;
            /** @description What took its place, in euros; null: nothing, it was voided. */
            to: number | null;
            /** @description Who corrected it. */
            actor?: string;
            /** @description Why, where a reason was given. */
            reason?: string;
        };
        /** @description A picture as an SVG document. */
        Picture: string;
        /** @description A picture as a PNG. */
        PngPicture: unknown;
        /** @description One committed write to one listing. */
        Change: {
            /** @description The position of this change: a read with after=cursor begins behind it. */
            cursor: string;
            listing_id: number;
            /** @description The version that the change made of the listing. */
            version: number;
            /**
             * @description created, updated, corrected or deleted.
             * @example created
             * @example updated
             * @example corrected
             * @example deleted
             */
            kind: string;
            /**
             * Format: date-time
             * @description The listing's updated_date after the change.
             */
            effective_at: string;
            /**
             * Format: date-time
             * @description When the database learnt of it.
             */
            recorded_at: string;
            /** @description What went from what to what, by member: name, description, building_type, street_address, postal_code, city, country, surface_area_m2, rooms_count, bedrooms_count, price_eur, contact_phone_number, reference, created_date. Personal data of a listing that was deleted since are null. */
            changed: {
                [key: string]: {
                    from: string | number | null;
                    to: string | number | null;
                };
            };
            /** @description What was stated about prices of the past. */
            prices?: {
                /**
                 * Format: date-time
                 * @description The instant from which the price holds.
                 */
                effective_at: string;
                /**
                 * Format: date-time
                 * @description When the database learnt it.
                 */
                recorded_at: string;
                /** @description What was stated for this instant before; null: nothing, or a void. */
                from: number | null;
                /** @description The price in euros; null: none, it was voided. */
                to: number | null;
            }[];
            /** @description Who made the change. */
            actor: string;
            /** @description Why, where a reason was given. */
            reason?: string;
        };
        /** @description A listing in each line as in POST /listings, with reference and observed_at, as JSON; or CSV with the header of /imports/template.csv. Of any size; a gzip is taken, too. */
        Observations: unknown;
        /** @description An import, and how far it is. */
        Import: {
            /** @description Given out by the service. */
            id: number;
            /**
             * @description receiving: its body is coming in; waiting for a worker; reading its lines; writing listings; done; failed: failure says why, and how much was written before, the other members.
             * @enum {unknown}
             */
            status: "receiving" | "waiting" | "reading" | "writing" | "done" | "failed";
            /**
             * @description What its lines are.
             * @enum {unknown}
             */
            format: "ndjson" | "csv";
            /** @description Whether what it would write is only counted. */
            dry_run: boolean;
            /** @description Whether it writes nothing where a line is refused. */
            strict: boolean;
            /** @description Lines read that are not blank. */
            lines: number;
            /** @description Lines that were refused; /imports/{id}/errors says why. */
            lines_refused: number;
            /** @description Lines that a later one about the same listing and instant takes the place of. */
            lines_superseded: number;
            /** @description How many listings its lines are about; known once all are read. */
            listings?: number;
            /** @description Listings that are new. */
            listings_created: number;
            /** @description Listings that were there and got another state or a price of the past. */
            listings_updated: number;
            /** @description Listings that were there and stayed as they were. */
            listings_unchanged: number;
            /** @description Prices that were added. */
            prices_added: number;
            /** @description Why it failed, and what to do about it. */
            failure?: string;
            /**
             * Format: date-time
             * @description When it came in.
             */
            created_date: string;
            /**
             * Format: date-time
             * @description When it was done, or failed.
             */
            finished_date?: string;
        };
        /** @description Figures of one period, and of one group where by is given. */
        SeriesRow: {
            /**
             * Format: date
             * @description The first day of the period, UTC.
             */
            period: string;
            /** @description ISO 3166-1 alpha-2. */
            country?: string;
            /** @description As most of its listings have it. */
            city?: string;
            /** @description As most of its listings have it. */
            postal_code?: string;
            building_type?: string;
            /** @description Number of rooms. */
            rooms?: number;
            /** @description Listings on offer at the end of the period, or now for the one that runs. */
            count: number;
            /** @description Median of the prices in force. Unit: EUR. */
            median_price?: number;
            /** @description Mean of the prices in force. Unit: EUR. */
            mean_price?: number;
            /** @description 10th percentile of the prices in force. Unit: EUR. */
            p10_price?: number;
            /** @description 25th percentile of the prices in force. Unit: EUR. */
            p25_price?: number;
            /** @description 75th percentile of the prices in force. Unit: EUR. */
            p75_price?: number;
            /** @description 90th percentile of the prices in force. Unit: EUR. */
            p90_price?: number;
            /** @description Median of the prices per m2. Unit: EUR/m2. */
            median_price_per_m2?: number;
            /** @description Mean of the prices per m2. Unit: EUR/m2. */
            mean_price_per_m2?: number;
            /** @description 10th percentile of the prices per m2. Unit: EUR/m2. */
            p10_price_per_m2?: number;
            /** @description 25th percentile of the prices per m2. Unit: EUR/m2. */
            p25_price_per_m2?: number;
            /** @description 75th percentile of the prices per m2. Unit: EUR/m2. */
            p75_price_per_m2?: number;
            /** @description 90th percentile of the prices per m2. Unit: EUR/m2. */
            p90_price_per_m2?: number;
            /** @description Listings with a price in force at the end of the period. Unit: listings. */
            listings_on_offer?: number;
            /** @description Listings whose first price began in the period. Unit: listings. */
            new_listings?: number;
            /** @description Changes of prices in the period. Unit: changes. */
            price_changes?: number;
            /** @description Share of the listings whose price was cut in the period, from 0 to 1. Unit: share. */
            cut_share?: number;
            /** @description Cuts in the period for each listing on offer at its end. Unit: cuts. */
            cuts_per_listing?: number;
            /** @description Median of the cuts in the period, in percent of the price before. Unit: percent. */
            median_cut_pct?: number;
            /** @description Median of the cuts in the period, in euros. Unit: EUR. */
            median_cut_eur?: number;
            /** @description Median of the days from the start to the first cut, of listings whose first cut was in the period. Unit: days. */
            days_to_first_cut?: number;
            /** @description Prices of the same listings, chained from period to period: 100 at the start of the first one. A change of what is on offer does not move it. Unit: index. */
            price_index?: number;
            /** @description Figures that are left out, since they would be of fewer than min_count. */
            hidden?: string[];
        };
        /** @description A listing whose price moved, and the listing as it was at the end. */
        Mover: {
            listing_id: number;
            /** @description The price at the start; of a listing that was new since, its first price. */
            from_eur: number;
            /** @description The price at the end. */
            to_eur: number;
            /** @description By how much it moved; below 0 for a cut. */
            change_eur: number;
            /** @description The same in percent of the price at the start. */
            change_pct: number;
            /** @description How often its price was cut in between. */
            cuts: number;
            /** @description How often its price was changed in between. */
            changes: number;
            /**
             * Format: date-time
             * @description Since when the price at the end holds.
             */
            changed_date: string;
            listing: components["schemas"]["Listing"];
        };
        /** @description Where a listing stands among those like it, as they are now. */
        Standing: {
            listing_id: number;
            /** @description Its own; left out where it has no surface. Unit: EUR/m2. */
            price_per_m2?: number;
            /** @description How often its price has been cut since the start. */
            cuts: number;
            /** @description What it is compared with: those of its city, its kind and about its size. */
            comparable: {
                /** @description ISO 3166-1 alpha-2. */
                country: string;
                city: string;
                building_type: string;
                /** @description Their surface differs by so many percent at most; left out: they are of any. */
                size_within_pct?: number;
                /** @description How many other listings are on offer that are like it. */
                count: number;
            };
            /** @description The lower quartile of theirs. Unit: EUR/m2. */
            p25_price_per_m2?: number;
            /** @description The median of theirs. Unit: EUR/m2. */
            median_price_per_m2?: number;
            /** @description The upper quartile of theirs. Unit: EUR/m2. */
            p75_price_per_m2?: number;
            /** @description By how much it is above their median, in percent. */
            difference_pct?: number;
            /** @description Share of them that cost less per m2, from 0 to 1. */
            cheaper_share?: number;
            /** @description Mean number of cuts of them since their start. */
            cuts_per_listing?: number;
            /** @description Share of them that have been cut, from 0 to 1. */
            cut_share?: number;
        };
        /** @description Where events are to be posted, and which. */
        WebhookInput: {
            /**
             * @description Where events are posted to.
             * @example https://example.com/hook
             */
            url: string;
            /** @description Events of these kinds only; left out: all. */
            kinds?: ("created" | "price_changed" | "updated" | "corrected" | "deleted")[];
            /** @description Which events are posted: those that fit all that is said here. */
            filter?: {
                /** @description Of listings in this city; accents and case do not matter. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description Of listings of this kind, or of one of these. */
                building_type?: ("STUDIO" | "APARTMENT" | "HOUSE") | ("STUDIO" | "APARTMENT" | "HOUSE")[];
                /** @description Only prices that fall, by so many percent or more. */
                min_drop_pct?: number;
                /** @description Of listings that cost less than this, in euros, after the change. */
                price_below?: number;
                /** @description Of listings that cost more than this, in euros, after the change. */
                price_above?: number;
                /** @description Of these listings. */
                listing_ids?: number[];
            };
            /** @description What it is for, in your words. */
            description?: string;
        };
        /** @description A webhook with its secret. */
        WebhookWithSecret: {
            id: number;
            url: string;
            kinds: string[];
            /** @description Which events are posted: those that fit all that is said here. */
            filter: {
                /** @description Of listings in this city; accents and case do not matter. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description Of listings of this kind, or of one of these. */
                building_type?: ("STUDIO" | "APARTMENT" | "HOUSE") | ("STUDIO" | "APARTMENT" | "HOUSE")[];
                /** @description Only prices that fall, by so many percent or more. */
                min_drop_pct?: number;
                /** @description Of listings that cost less than this, in euros, after the change. */
                price_below?: number;
                /** @description Of listings that cost more than this, in euros, after the change. */
                price_above?: number;
                /** @description Of these listings. */
                listing_ids?: number[];
            };
            description?: string;
            /**
             * @description active, paused, or disabled where deliveries failed.
             * @example active
             */
            status: string;
            /** @description Why nothing is posted any more. */
            disabled_reason?: string;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_date: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            updated_date: string;
            /**
             * Format: date-time
             * @description Until when the secret before signs as well.
             */
            previous_secret_until?: string;
            /**
             * @description What events are signed with. It is told in this answer only.
             * @example whsec_…
             */
            secret: string;
        };
        /** @description Where events are posted, and which. */
        Webhook: {
            id: number;
            url: string;
            kinds: string[];
            /** @description Which events are posted: those that fit all that is said here. */
            filter: {
                /** @description Of listings in this city; accents and case do not matter. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description Of listings of this kind, or of one of these. */
                building_type?: ("STUDIO" | "APARTMENT" | "HOUSE") | ("STUDIO" | "APARTMENT" | "HOUSE")[];
                /** @description Only prices that fall, by so many percent or more. */
                min_drop_pct?: number;
                /** @description Of listings that cost less than this, in euros, after the change. */
                price_below?: number;
                /** @description Of listings that cost more than this, in euros, after the change. */
                price_above?: number;
                /** @description Of these listings. */
                listing_ids?: number[];
            };
            description?: string;
            /**
             * @description active, paused, or disabled where deliveries failed.
             * @example active
             */
            status: string;
            /** @description Why nothing is posted any more. */
            disabled_reason?: string;
            /**
             * Format: date-time
             * @description When it was registered.
             */
            created_date: string;
            /**
             * Format: date-time
             * @description When it was changed last.
             */
            updated_date: string;
            /**
             * Format: date-time
             * @description Until when the secret before signs as well.
             */
            previous_secret_until?: string;
        };
        /** @description What is to change; null removes a member. */
        WebhookPatch: {
            /**
             * @description Where events are posted to.
             * @example https://example.com/hook
             */
            url?: string;
            kinds?: ("created" | "price_changed" | "updated" | "corrected" | "deleted")[] | null;
            filter?: {
                [key: string]: unknown;
            } | null;
            description?: string | null;
            /**
             * @description paused: nothing is posted until it is active again; then what happened meanwhile follows.
             * @enum {unknown}
             */
            status?: "active" | "paused";
        };
        /** @description What was posted to a webhook, or is to be, and what came of it. */
        Delivery: {
            id: number;
            /** @description The webhook-id that the receiver is sent, the same at every attempt. */
            message_id: string;
            /**
             * @description The type of the event.
             * @example listing.price_changed
             */
            type: string;
            listing_id?: number;
            /** @description The version that the change made of the listing. */
            version?: number;
            /**
             * @description pending, delivered or failed.
             * @example pending
             * @example delivered
             * @example failed
             */
            status: string;
            /**
             * Format: date-time
             * @description Since when it is to be posted.
             */
            created_date: string;
            /** @description How often it was tried. */
            attempts: number;
            /**
             * Format: date-time
             * @description When it is tried next.
             */
            due_date?: string;
            /**
             * Format: date-time
             * @description When it was tried last.
             */
            attempted_date?: string;
            /** @description The HTTP status of the last answer. */
            response_status?: number;
            /** @description How long the last attempt took, in ms. */
            response_ms?: number;
            /** @description The beginning of the last answer, or what failed. Gone once the listing is deleted. */
            response_excerpt?: string;
        };
        ReplayInput: {
            /** @description A cursor of the feed: what follows it is posted again. now: what is not posted yet is left out. */
            after: string;
        };
        /** @description Why a request failed (RFC 9457). */
        Problem: {
            /**
             * Format: uri-reference
             * @description Leads to a page that explains the problem.
             */
            type: string;
            title: string;
            status: number;
            /** @description What is wrong with this request, and what would be right. */
            detail: string;
            /** @description The same as detail, for clients of the ListingAPI. */
            message: string;
            /** @description Names this request in the log of the service. */
            request_id?: string;
            errors?: {
                /** @description JSON pointer (RFC 6901) into the body. */
                pointer?: string;
                /** @description Name of a query parameter, of a header field, or of a part of the path. */
                parameter?: string;
                /** @description What would be right. */
                detail: string;
            }[];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listListings: {
        parameters: {
            query?: {
                /** @description How many listings a page has. */
                limit?: number;
                /** @description Where the page before ended, or the one after began: taken from a Link header. */
                after?: string;
                /** @description By what the listings are ordered; with a minus sign the other way round. What has no price per m2 comes last. largest_drop takes price_dropped_since, and begins with the largest one in percent. */
                sort?: "id" | "-id" | "created_date" | "-created_date" | "updated_date" | "-updated_date" | "latest_price_eur" | "-latest_price_eur" | "price_per_m2" | "-price_per_m2" | "surface_area_m2" | "-surface_area_m2" | "largest_drop" | "-largest_drop";
                /** @description Says in Total-Count how many listings there are on all pages: counted, which takes time, or as the planner of the database has it. */
                count?: "exact" | "estimated";
                /** @description In this city; case, accents and hyphens do not matter. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description With a postal code that begins so; spaces, hyphens, dots and slashes do not matter. */
                postal_code?: string;
                /** @description Of one of these kinds, separated by commas. */
                building_type?: ("STUDIO" | "APARTMENT" | "HOUSE")[];
                /** @description Costs this or more, in euros. */
                price_min?: number;
                /** @description Costs this or less, in euros. */
                price_max?: number;
                /** @description Has this floor area in m2 or more. */
                surface_min?: number;
                /** @description Has this floor area in m2 or less. */
                surface_max?: number;
                /** @description Has so many rooms or more. */
                rooms_min?: number;
                /** @description Has so many rooms or fewer. */
                rooms_max?: number;
                /** @description Has so many bedrooms or more. */
                bedrooms_min?: number;
                /** @description Costs this or less per m2, in euros; has a floor area. */
                price_per_m2_max?: number;
                /** @description Known since this instant or later. */
                created_since?: string;
                /** @description Changed at this instant or later. */
                updated_since?: string;
                /** @description Has each of these words in its name, description, street or city; case and accents do not matter. A word of three letters or more may be the beginning of a longer one. */
                q?: string;
                /** @description Has this reference: the owner's own id. */
                reference?: string;
                /** @description Has one of these ids, separated by commas. */
                ids?: number[];
                /** @description Costs less now than just before this instant; of a younger listing the first price counts. */
                price_dropped_since?: string;
                /** @description Costs less by so many percent or more; with price_dropped_since. */
                min_drop_pct?: number;
                /** @description The price it has now holds since this instant or later, and it had another one before. */
                price_changed_since?: string;
                /** @description Cost less than this once, or does now, in euros. */
                ever_below?: number;
                /** @description As it was at this instant (valid time); left out: as it is. */
                as_of?: string;
                /** @description As it was known at this instant (transaction time): what was recorded later is left out. */
                known_at?: string;
                /** @description Tells each listing with its prices in short, as its member history. Of listings as they are now. */
                with?: "history";
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
                /** @description Of what the answer has to see: the latest that a write or the feed answered with, or both with a comma. */
                "consistency-token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of listings; Link rel="next" and rel="prev" lead on. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description Where the next page is, rel="next", and of listings the one before, rel="prev" (RFC 8288). */
                    Link?: string;
                    /** @description How many there are on all pages, where count asks for it. */
                    "Total-Count"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of your own for this write, in quotes; without them it is taken too. Sent again with the same key within 24 hours, it is not made again: the answer is that of the first time. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description A listing to create, or what one is to become. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListingInput"];
            };
        };
        responses: {
            /** @description A dwelling offered for sale or rent, as it is now. */
            201: {
                headers: {
                    /** @description The address of what was created. */
                    Location?: string;
                    /** @description The version of the listing, for If-Match. */
                    ETag?: string;
                    /** @description Where a replica answers reads: sent with a read, the answer is of this write or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readListing: {
        parameters: {
            query?: {
                /** @description As it was at this instant (valid time); left out: as it is. */
                as_of?: string;
                /** @description As it was known at this instant (transaction time): what was recorded later is left out. */
                known_at?: string;
                /** @description Tells each listing with its prices in short, as its member history. Of listings as they are now. */
                with?: "history";
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
                /** @description Of what the answer has to see: the latest that a write or the feed answered with, or both with a comma. */
                "consistency-token"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A dwelling offered for sale or rent, as it is now. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of your own for this write, in quotes; without them it is taken too. Sent again with the same key within 24 hours, it is not made again: the answer is that of the first time. */
                "idempotency-key"?: string;
                /** @description Write only if the listing still has this ETag, quotes included: "3". */
                "if-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        /** @description A listing to create, or what one is to become. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListingInput"];
            };
        };
        responses: {
            /** @description A dwelling offered for sale or rent, as it is now. */
            200: {
                headers: {
                    /** @description The version of the listing, for If-Match. */
                    ETag?: string;
                    /** @description Where a replica answers reads: sent with a read, the answer is of this write or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of your own for this write, in quotes; without them it is taken too. Sent again with the same key within 24 hours, it is not made again: the answer is that of the first time. */
                "idempotency-key"?: string;
                /** @description Write only if the listing still has this ETag, quotes included: "3". */
                "if-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The listing is gone. */
            204: {
                headers: {
                    /** @description Where a replica answers reads: sent with a read, the answer is of this write or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchListing: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of your own for this write, in quotes; without them it is taken too. Sent again with the same key within 24 hours, it is not made again: the answer is that of the first time. */
                "idempotency-key"?: string;
                /** @description Write only if the listing still has this ETag, quotes included: "3". */
                "if-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What is to change; null removes an optional member. */
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["ListingPatch"];
                "application/json": components["schemas"]["ListingPatch"];
            };
        };
        responses: {
            /** @description A dwelling offered for sale or rent, as it is now. */
            200: {
                headers: {
                    /** @description The version of the listing, for If-Match. */
                    ETag?: string;
                    /** @description Where a replica answers reads: sent with a read, the answer is of this write or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Listing"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suggestPlaces: {
        parameters: {
            query: {
                /** @description What a city or a postal code begins with; case, accents, hyphens do not matter. */
                prefix: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description How many places at most. */
                limit?: number;
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
                /** @description Of what the answer has to see: the latest that a write or the feed answered with, or both with a comma. */
                "consistency-token"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cities first, then postal codes; most listings first. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Place"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readPrices: {
        parameters: {
            query?: {
                /** @description Prices that hold from this instant on or later. */
                from?: string;
                /** @description Prices that hold from before this instant. */
                to?: string;
                /** @description As it was known at this instant (transaction time): what was recorded later is left out. */
                known_at?: string;
                /** @description Oldest first, or newest first. */
                order?: "asc" | "desc";
                /** @description How many prices a page has. */
                limit?: number;
                /** @description Where the page before ended: taken from its Link header. */
                after?: string;
                /** @description Each price with all that is known of it. Never immutable: actors and reasons go when the feed is trimmed, which changes the ETag. */
                detail?: "full";
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
                /** @description Of what the answer has to see: the latest that a write or the feed answered with, or both with a comma. */
                "consistency-token"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of prices; Link rel="next" leads on. As CSV with Accept: text/csv. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description Where the next page is, rel="next", and of listings the one before, rel="prev" (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Price"][];
                    "text/csv": components["schemas"]["Price"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    statePrice: {
        parameters: {
            query?: never;
            header?: {
                /** @description A string of your own for this write, in quotes; without them it is taken too. Sent again with the same key within 24 hours, it is not made again: the answer is that of the first time. */
                "idempotency-key"?: string;
                /** @description Write only if the listing still has this ETag, quotes included: "3". */
                "if-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
                /** @description The instant from which the price holds, RFC 3339. */
                effective_at: string;
            };
            cookie?: never;
        };
        /** @description What the price was from an instant on. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["PriceStatement"];
            };
        };
        responses: {
            /** @description A price with all that is known of it. */
            200: {
                headers: {
                    /** @description The version of the listing, for If-Match. */
                    ETag?: string;
                    /** @description Where a replica answers reads: sent with a read, the answer is of this write or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceDetail"];
                };
            };
            /** @description A price with all that is known of it. */
            201: {
                headers: {
                    /** @description The version of the listing, for If-Match. */
                    ETag?: string;
                    /** @description Where a replica answers reads: sent with a read, the answer is of this write or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PriceDetail"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    voidPrice: {
        parameters: {
            query?: {
                /** @description Why the price is void, for those who read the history. */
                reason?: string;
            };
            header?: {
                /** @description A string of your own for this write, in quotes; without them it is taken too. Sent again with the same key within 24 hours, it is not made again: the answer is that of the first time. */
                "idempotency-key"?: string;
                /** @description Write only if the listing still has this ETag, quotes included: "3". */
                "if-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
                /** @description The instant from which the price holds, RFC 3339. */
                effective_at: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The price is void. */
            204: {
                headers: {
                    /** @description Where a replica answers reads: sent with a read, the answer is of this write or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readCorrections: {
        parameters: {
            query?: {
                /** @description How many corrections a page has. */
                limit?: number;
                /** @description Where the page before ended: taken from its Link header. */
                after?: string;
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
                /** @description Of what the answer has to see: the latest that a write or the feed answered with, or both with a comma. */
                "consistency-token"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of corrections; Link rel="next" leads on. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description Where the next page is, rel="next", and of listings the one before, rel="prev" (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Correction"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drawChart: {
        parameters: {
            query?: {
                /** @description In pixels. */
                width?: number;
                /** @description In pixels. */
                height?: number;
                /** @description How far back it goes: months, a year, or to the first price. */
                range?: "1m" | "3m" | "1y" | "all";
                /** @description Whether the price axis begins at zero. */
                zero?: boolean;
                /** @description Its colours; auto goes by what the reader's system prefers. */
                theme?: "light" | "dark" | "auto";
                /** @description Its language, and the way numbers and dates are written. */
                locale?: "en" | "fr" | "de";
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture as an SVG document. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": components["schemas"]["Picture"];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drawPngChart: {
        parameters: {
            query?: {
                /** @description In pixels. */
                width?: number;
                /** @description In pixels. */
                height?: number;
                /** @description How far back it goes: months, a year, or to the first price. */
                range?: "1m" | "3m" | "1y" | "all";
                /** @description Whether the price axis begins at zero. */
                zero?: boolean;
                /** @description Its colours: a PNG has one set of them, and cannot go by what a system prefers. */
                theme?: "light" | "dark";
                /** @description Its language, and the way numbers and dates are written. */
                locale?: "en" | "fr" | "de";
                /** @description 2 draws the same with twice the pixels, of which 2000 × 1200 are the most. */
                scale?: number;
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture as a PNG. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/png": components["schemas"]["PngPicture"];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    drawBadge: {
        parameters: {
            query?: {
                /** @description Its colours; auto goes by what the reader's system prefers. */
                theme?: "light" | "dark" | "auto";
                /** @description Its language, and the way numbers and dates are written. */
                locale?: "en" | "fr" | "de";
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A picture as an SVG document. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "image/svg+xml": components["schemas"]["Picture"];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readChanges: {
        parameters: {
            query?: {
                /** @description A cursor: changes after it. now: those after this moment. Left out: from the start. */
                after?: string;
                /** @description How many changes a page has. */
                limit?: number;
                /** @description Changes of this kind only. */
                kind?: "created" | "updated" | "corrected" | "deleted";
                /** @description Changes of this member only; price_eur: also those of prices of the past. */
                field?: "name" | "description" | "building_type" | "street_address" | "postal_code" | "city" | "country" | "surface_area_m2" | "rooms_count" | "bedrooms_count" | "price_eur" | "contact_phone_number" | "reference" | "created_date";
                /** @description Changes of this listing only, also of one that is gone. */
                listing_id?: string;
                /** @description Instead of after, a cursor: the changes before that one, the latest first. now: from the latest on. */
                before?: string;
            };
            header?: {
                /** @description With Accept: text/event-stream, the id of the last event: the stream goes on after it. */
                "last-event-id"?: string;
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of changes. Link rel="next" is always there; where it has the cursor that was sent, this is the end, or with before the beginning. With Accept: text/event-stream the changes as server-sent events, without an end. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description Where the next page is, rel="next", and of listings the one before, rel="prev" (RFC 8288). */
                    Link?: string;
                    /** @description Where a replica answers reads: sent with a read, the answer is of these changes or later. Opaque. */
                    "Consistency-Token"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Change"][];
                    "text/event-stream": components["schemas"]["Change"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportListings: {
        parameters: {
            query?: {
                /** @description In this city; case, accents and hyphens do not matter. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description With a postal code that begins so; spaces, hyphens, dots and slashes do not matter. */
                postal_code?: string;
                /** @description Of one of these kinds, separated by commas. */
                building_type?: ("STUDIO" | "APARTMENT" | "HOUSE")[];
                /** @description Costs this or more, in euros. */
                price_min?: number;
                /** @description Costs this or less, in euros. */
                price_max?: number;
                /** @description Has this floor area in m2 or more. */
                surface_min?: number;
                /** @description Has this floor area in m2 or less. */
                surface_max?: number;
                /** @description Has so many rooms or more. */
                rooms_min?: number;
                /** @description Has so many rooms or fewer. */
                rooms_max?: number;
                /** @description Has so many bedrooms or more. */
                bedrooms_min?: number;
                /** @description Costs this or less per m2, in euros; has a floor area. */
                price_per_m2_max?: number;
                /** @description Known since this instant or later. */
                created_since?: string;
                /** @description Changed at this instant or later. */
                updated_since?: string;
                /** @description Has each of these words in its name, description, street or city; case and accents do not matter. A word of three letters or more may be the beginning of a longer one. */
                q?: string;
                /** @description Has this reference: the owner's own id. */
                reference?: string;
                /** @description Has one of these ids, separated by commas. */
                ids?: number[];
                /** @description Costs less now than just before this instant; of a younger listing the first price counts. */
                price_dropped_since?: string;
                /** @description Costs less by so many percent or more; with price_dropped_since. */
                min_drop_pct?: number;
                /** @description The price it has now holds since this instant or later, and it had another one before. */
                price_changed_since?: string;
                /** @description Cost less than this once, or does now, in euros. */
                ever_below?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of one moment: in lines, as JSON or as CSV with a header, or as a Parquet file, which is whole once it has its footer. Feed-Cursor is the cursor of the feed at that moment; a Parquet file has it as pricetrail.feed_cursor, too. */
            200: {
                headers: {
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description The cursor of the feed at the moment of the rows: GET /changes?after= goes on from there. */
                    "Feed-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportPrices: {
        parameters: {
            query?: {
                /** @description Prices that hold from this instant on, or a later one. */
                from?: string;
                /** @description Prices that hold from an instant before this one. */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of one moment: in lines, as JSON or as CSV with a header, or as a Parquet file, which is whole once it has its footer. Feed-Cursor is the cursor of the feed at that moment; a Parquet file has it as pricetrail.feed_cursor, too. */
            200: {
                headers: {
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description The cursor of the feed at the moment of the rows: GET /changes?after= goes on from there. */
                    "Feed-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportChanges: {
        parameters: {
            query?: {
                /** @description A cursor: changes after it. now: those after this moment. Left out: from the start. */
                after?: string;
                /** @description Changes of this kind only. */
                kind?: "created" | "updated" | "corrected" | "deleted";
                /** @description Changes of this member only; price_eur: also those of prices of the past. */
                field?: "name" | "description" | "building_type" | "street_address" | "postal_code" | "city" | "country" | "surface_area_m2" | "rooms_count" | "bedrooms_count" | "price_eur" | "contact_phone_number" | "reference" | "created_date";
                /** @description Changes of this listing only, also of one that is gone. */
                listing_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Rows of one moment: in lines, as JSON or as CSV with a header, or as a Parquet file, which is whole once it has its footer. Feed-Cursor is the cursor of the feed at that moment; a Parquet file has it as pricetrail.feed_cursor, too. */
            200: {
                headers: {
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description The cursor of the feed at the moment of the rows: GET /changes?after= goes on from there. */
                    "Feed-Cursor"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                    "application/vnd.apache.parquet": string;
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createImport: {
        parameters: {
            query?: {
                /** @description Only counts what it would write. */
                dry_run?: boolean;
                /** @description Writes nothing at all where a line is refused. */
                strict?: boolean;
            };
            header?: {
                /** @description A string of your own for this import, in quotes. The same body sent again under it is the same import: one that was cut off or failed goes on after what it has written. */
                "idempotency-key"?: string;
                /** @description wait: answers with the finished import; wait=60: waits for 60 seconds at most (RFC 7240). */
                prefer?: string;
            };
            path?: never;
            cookie?: never;
        };
        /** @description A listing in each line as in POST /listings, with reference and observed_at, as JSON; or CSV with the header of /imports/template.csv. Of any size; a gzip is taken, too. */
        requestBody: {
            content: {
                "application/x-ndjson": components["schemas"]["Observations"];
                "application/ndjson": components["schemas"]["Observations"];
                "application/jsonl": components["schemas"]["Observations"];
                "text/csv": components["schemas"]["Observations"];
            };
        };
        responses: {
            /** @description An import, and how far it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description An import, and how far it is. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readImportTemplate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One line. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readImport: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the import. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An import, and how far it is. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listImportErrors: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the import. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In each line {"line", "pointer", "reason"}; the first 10,000 reasons. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMarketSeries: {
        parameters: {
            query: {
                /**
                 * @description Which figures, separated by commas:
                 *     - `median_price`: Median of the prices in force.
                 *     - `mean_price`: Mean of the prices in force.
                 *     - `p10_price`: 10th percentile of the prices in force.
                 *     - `p25_price`: 25th percentile of the prices in force.
                 *     - `p75_price`: 75th percentile of the prices in force.
                 *     - `p90_price`: 90th percentile of the prices in force.
                 *     - `median_price_per_m2`: Median of the prices per m2.
                 *     - `mean_price_per_m2`: Mean of the prices per m2.
                 *     - `p10_price_per_m2`: 10th percentile of the prices per m2.
                 *     - `p25_price_per_m2`: 25th percentile of the prices per m2.
                 *     - `p75_price_per_m2`: 75th percentile of the prices per m2.
                 *     - `p90_price_per_m2`: 90th percentile of the prices per m2.
                 *     - `listings_on_offer`: Listings with a price in force at the end of the period.
                 *     - `new_listings`: Listings whose first price began in the period.
                 *     - `price_changes`: Changes of prices in the period.
                 *     - `cut_share`: Share of the listings whose price was cut in the period, from 0 to 1.
                 *     - `cuts_per_listing`: Cuts in the period for each listing on offer at its end.
                 *     - `median_cut_pct`: Median of the cuts in the period, in percent of the price before.
                 *     - `median_cut_eur`: Median of the cuts in the period, in euros.
                 *     - `days_to_first_cut`: Median of the days from the start to the first cut, of listings whose first cut was in the period.
                 *     - `price_index`: Prices of the same listings, chained from period to period: 100 at the start of the first one. A change of what is on offer does not move it.
                 */
                metric: ("median_price" | "mean_price" | "p10_price" | "p25_price" | "p75_price" | "p90_price" | "median_price_per_m2" | "mean_price_per_m2" | "p10_price_per_m2" | "p25_price_per_m2" | "p75_price_per_m2" | "p90_price_per_m2" | "listings_on_offer" | "new_listings" | "price_changes" | "cut_share" | "cuts_per_listing" | "median_cut_pct" | "median_cut_eur" | "days_to_first_cut" | "price_index")[];
                /** @description What rows are told apart by, separated by commas; cities and postal codes with their country. */
                by?: ("city" | "postal_code" | "country" | "building_type" | "rooms")[];
                /** @description How long a period is, in UTC; weeks begin on Monday. */
                period?: "day" | "week" | "month" | "quarter" | "year";
                /**
                 * @description The first period is the one of this day or instant. Left out: the twelve periods before `to`.
                 * @example 2024-03-01
                 */
                from?: string;
                /**
                 * @description Periods begin before this day or instant, and before now. Left out: up to the period that runs.
                 * @example 2024-03-01
                 */
                to?: string;
                /** @description A figure of fewer listings, cuts or pairs than that is left out; `hidden` names it. */
                min_count?: number;
                /** @description In this city; case, accents and hyphens do not matter. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description With a postal code that begins so; spaces, hyphens, dots and slashes do not matter. */
                postal_code?: string;
                /** @description Of one of these kinds, separated by commas. */
                building_type?: ("STUDIO" | "APARTMENT" | "HOUSE")[];
                /** @description Costs this or more, in euros. */
                price_min?: number;
                /** @description Costs this or less, in euros. */
                price_max?: number;
                /** @description Has this floor area in m2 or more. */
                surface_min?: number;
                /** @description Has this floor area in m2 or less. */
                surface_max?: number;
                /** @description Has so many rooms or more. */
                rooms_min?: number;
                /** @description Has so many rooms or fewer. */
                rooms_max?: number;
                /** @description Has so many bedrooms or more. */
                bedrooms_min?: number;
                /** @description Costs this or less per m2, in euros; has a floor area. */
                price_per_m2_max?: number;
                /** @description Known since this instant or later. */
                created_since?: string;
                /** @description Changed at this instant or later. */
                updated_since?: string;
                /** @description Has each of these words in its name, description, street or city; case and accents do not matter. A word of three letters or more may be the beginning of a longer one. */
                q?: string;
                /** @description Has this reference: the owner's own id. */
                reference?: string;
                /** @description Has one of these ids, separated by commas. */
                ids?: number[];
                /** @description Costs less now than just before this instant; of a younger listing the first price counts. */
                price_dropped_since?: string;
                /** @description Costs less by so many percent or more; with price_dropped_since. */
                min_drop_pct?: number;
                /** @description The price it has now holds since this instant or later, and it had another one before. */
                price_changed_since?: string;
                /** @description Cost less than this once, or does now, in euros. */
                ever_below?: number;
                /** @description As it was known at this instant (transaction time): a figure as it was published then, but for listings that were deleted since. For filters that are kept of the past. */
                known_at?: string;
                /** @description Answers 503 where the figures lack what was recorded longer ago than so many seconds. */
                max_lag?: number;
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A row for each period and group in which listings are on offer, by period. Data-As-Of: all that was recorded before it is in. Also as CSV or Parquet. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description All that was recorded before this instant is in the figures, RFC 3339. */
                    "Data-As-Of"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeriesRow"][];
                    "text/csv": components["schemas"]["SeriesRow"][];
                    "application/vnd.apache.parquet": components["schemas"]["SeriesRow"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readMarketMovers: {
        parameters: {
            query?: {
                /** @description Listings that cost less at the end than at the start, or more. */
                direction?: "cuts" | "rises";
                /** @description The largest first: in percent, in euros, or those with the most cuts. */
                sort?: "percent" | "amount" | "cuts";
                /**
                 * @description From this day or instant on. Left out: the 30 days before `to`.
                 * @example 2024-03-01
                 */
                from?: string;
                /**
                 * @description Up to, and without, this day or instant. Left out: up to now.
                 * @example 2024-03-01
                 */
                to?: string;
                /** @description How many listings there are at most. */
                limit?: number;
                /** @description In this city; case, accents and hyphens do not matter. */
                city?: string;
                /**
                 * @description Country, as an ISO 3166-1 alpha-2 code.
                 * @example FR
                 */
                country?: string;
                /** @description With a postal code that begins so; spaces, hyphens, dots and slashes do not matter. */
                postal_code?: string;
                /** @description Of one of these kinds, separated by commas. */
                building_type?: ("STUDIO" | "APARTMENT" | "HOUSE")[];
                /** @description Costs this or more, in euros. */
                price_min?: number;
                /** @description Costs this or less, in euros. */
                price_max?: number;
                /** @description Has this floor area in m2 or more. */
                surface_min?: number;
                /** @description Has this floor area in m2 or less. */
                surface_max?: number;
                /** @description Has so many rooms or more. */
                rooms_min?: number;
                /** @description Has so many rooms or fewer. */
                rooms_max?: number;
                /** @description Has so many bedrooms or more. */
                bedrooms_min?: number;
                /** @description Costs this or less per m2, in euros; has a floor area. */
                price_per_m2_max?: number;
                /** @description Known since this instant or later. */
                created_since?: string;
                /** @description Changed at this instant or later. */
                updated_since?: string;
                /** @description Has each of these words in its name, description, street or city; case and accents do not matter. A word of three letters or more may be the beginning of a longer one. */
                q?: string;
                /** @description Has this reference: the owner's own id. */
                reference?: string;
                /** @description Has one of these ids, separated by commas. */
                ids?: number[];
                /** @description Costs less now than just before this instant; of a younger listing the first price counts. */
                price_dropped_since?: string;
                /** @description Costs less by so many percent or more; with price_dropped_since. */
                min_drop_pct?: number;
                /** @description The price it has now holds since this instant or later, and it had another one before. */
                price_changed_since?: string;
                /** @description Cost less than this once, or does now, in euros. */
                ever_below?: number;
                /** @description As it was known at this instant (transaction time): a figure as it was published then, but for listings that were deleted since. For filters that are kept of the past. */
                known_at?: string;
                /** @description Answers 503 where the figures lack what was recorded longer ago than so many seconds. */
                max_lag?: number;
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The largest first. Data-As-Of: all that was recorded before it is in. As CSV or Parquet without the listings. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description All that was recorded before this instant is in the figures, RFC 3339. */
                    "Data-As-Of"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Mover"][];
                    "text/csv": components["schemas"]["Mover"][];
                    "application/vnd.apache.parquet": components["schemas"]["Mover"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readListingMarket: {
        parameters: {
            query?: {
                /** @description Where fewer are within 20 percent of its surface, those within 50 percent are compared, else those of any; what would be of fewer is left out. */
                min_count?: number;
                /** @description Answers 503 where the figures lack what was recorded longer ago than so many seconds. */
                max_lag?: number;
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the listing, a positive 64-bit integer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where a listing stands among those like it, as they are now. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description All that was recorded before this instant is in the figures, RFC 3339. */
                    "Data-As-Of"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Standing"];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWebhooks: {
        parameters: {
            query?: {
                /** @description Where the page before ended, as its Link says. */
                after?: string;
                /** @description How many a page has. */
                limit?: number;
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of webhooks; Link rel="next" leads on. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description Where the next page is, rel="next", and of listings the one before, rel="prev" (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Where events are to be posted, and which. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookInput"];
            };
        };
        responses: {
            /** @description A webhook with its secret. */
            201: {
                headers: {
                    /** @description The address of what was created. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where events are posted, and which. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The webhook is gone. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What is to change; null removes a member. */
        requestBody: {
            content: {
                "application/merge-patch+json": components["schemas"]["WebhookPatch"];
                "application/json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            /** @description Where events are posted, and which. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateSecret: {
        parameters: {
            query?: {
                /** @description For how many seconds the secret of now signs as well. */
                keep_previous_s?: number;
            };
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A webhook with its secret. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was posted to a webhook, or is to be, and what came of it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Where the page before ended, as its Link says. */
                after?: string;
                /** @description How many a page has. */
                limit?: number;
                /** @description Those that are so only. */
                status?: "pending" | "delivered" | "failed";
            };
            header?: {
                /** @description Answer 304 if the ETag is still this one, quotes included: "3". Of several one is enough; * is any. */
                "if-none-match"?: string;
            };
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries; Link rel="next" leads on. */
            200: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    /** @description Where the next page is, rel="next", and of listings the one before, rel="prev" (RFC 8288). */
                    Link?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"][];
                };
            };
            /** @description It is what If-None-Match says. */
            304: {
                headers: {
                    /** @description Names what this answer says; another answer has another one. To be sent as it is, quotes included. */
                    ETag?: string;
                    /** @description For how long a cache may answer without asking: as CACHE_CONTROL says, or a day if it is final. */
                    "Cache-Control"?: string;
                    /** @description The header fields of the request that the answer depends on. */
                    Vary?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
                /** @description Id of the delivery. */
                delivery_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What was posted to a webhook, or is to be, and what came of it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replayFrom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayInput"];
            };
        };
        responses: {
            /** @description Where events are posted, and which. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    livez: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The database answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                        feed: {
                            /** @description For how long an open transaction has been holding back the oldest change that is committed. */
                            held_back_ms: number;
                        };
                    };
                };
            };
            /** @description Why the request failed; the type leads to a page that explains it. */
            default: {
                headers: {
                    /** @description After how many seconds the same request may succeed, where that is so. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
