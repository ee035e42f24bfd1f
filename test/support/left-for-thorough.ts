/**
 * Test files that the usual run leaves out, so that it stays short enough to be run often: they kill processes, cut
 * connections, fill disks, send very many bad requests, try deployments and what AWS would be told, compare figures of the market
 * with plain definitions, or look into the corners of the page: every fault, theme and width, answers that are lost, a second
 * window. The build runs them all.
 */
export const leftForThorough = [
  'test/faults/**',
  'test/**/*-deaths.test.ts',
  'test/cli/{embedded,messages,redis,relay,silent-commands,silent-database,silent-store,stopped-early,workers}.test.ts',
  'test/deliveries/relay/{nats,kafka}.test.ts',
  'test/db/migrations-served.test.ts',
  'test/deliveries/end-to-end.test.ts',
  'test/deliveries/webhooks/outage.test.ts',
  'test/deploy/**',
  'test/doctor/{damage,sound,writers}.test.ts',
  'test/exchange/{export,export-parquet,export-under-way,jobs/repeated-imports}.test.ts',
  'test/hostile/{made-requests,raw-bytes,slow-and-swollen}.test.ts',
  'test/http/{database-away,overload,slow-clients}.test.ts',
  'test/infra/**',
  'test/market/duckdb/duckdb-process.test.ts',
  'test/market/lake/{commands,disk,follow,lake-view,recovery}.test.ts',
  'test/market/*.property.test.ts',
  'test/security/resource-consumption.test.ts',
  'test/page/corners/**',
];
