# syntax=docker/dockerfile:1
# The image of every role: docs/deployment.md. It runs as nobody in particular, and writes to /data and /tmp alone.

ARG NODE=24.21.0-trixie-slim

# What builds the page, and nothing else of the dev dependencies. It runs on what builds, whatever the image is for.
FROM --platform=$BUILDPLATFORM node:${NODE} AS page
WORKDIR /app
COPY package.json package-lock.json ./
COPY ui/package.json ui/
RUN npm ci --workspace ui --ignore-scripts
COPY tsconfig.json ./
COPY src/drawing src/drawing
COPY src/listings/countries.ts src/listings/
COPY ui ui
RUN npm run build

# The packages that the service needs, in the versions of package-lock.json, with the peers of PEERS: S3 holds lakes. A relay
# to Kafka wants @platformatic/kafka, one to NATS @nats-io/jetstream and @nats-io/transport-node, RATE_LIMIT_STORE=redis ioredis,
# traces those of docs/monitoring.md.
# --omit=optional would leave DuckDB's native module out, too: the embedded PostgreSQL is taken out of the list instead.
FROM node:${NODE} AS packages
ARG PEERS="@aws-sdk/client-s3"
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm pkg delete workspaces devDependencies optionalDependencies \
 && npm install --no-save --save-prod --ignore-scripts \
      $(for peer in $PEERS; do echo "$peer@$(npm pkg get "peerDependencies.$peer" | tr -d '"')"; done)

# All that is of this tree. A checkout under umask 077 is its owner's alone, who is not the one that the service runs as.
FROM --platform=$BUILDPLATFORM node:${NODE} AS tree
WORKDIR /app
COPY package.json LICENSE ./
COPY migrations migrations
COPY infra/jobs infra/jobs
COPY src src
COPY --from=page /app/ui/dist ui/dist
RUN chmod -R u=rwX,go=rX .

# Debian's C library, since DuckDB's module is made for it.
FROM node:${NODE} AS service
RUN printf '#!/bin/sh\nexec node /app/src/main.ts "$@"\n' > /usr/local/bin/pricetrail \
 && chmod 755 /usr/local/bin/pricetrail \
 && install --directory --owner=node --group=node --mode=700 /data \
 && rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn* /opt/yarn*
# RDS signs with authorities of its own: a DATABASE_URL names this file as its sslrootcert.
ADD --chmod=444 https://truststore.pki.rds.amazonaws.com/global/global-bundle.pem /etc/ssl/certs/rds.pem
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY --from=tree /app .
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data
USER node
# Volumes keep their owner where the file system is read-only and a folder is put in their place.
VOLUME ["/data", "/tmp"]
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/livez`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT []
CMD ["pricetrail", "serve"]
# Last, since what comes after an argument is made anew for each of its values.
ARG VERSION=0.1.0
ARG REVISION=
LABEL org.opencontainers.image.title="Pricetrail" \
      org.opencontainers.image.description="The system of record for real-estate listings and every price they ever had" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
