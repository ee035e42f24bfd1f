/**
 * Test files that the usual run leaves out, so that it stays short enough to be run often: they kill processes, cut
 * connections, fill disks, or look into the corners of the page, such as every fault, theme and width, answers that are lost, and a
 * second window. The build runs them all.
 */
export const leftForThorough = [
  'test/faults/**',
  'test/**/*-deaths.test.ts',
  'test/cli/{embedded,relay,workers}.test.ts',
  'test/deliveries/relay/{nats,kafka}.test.ts',
  'test/deploy/operations/**',
  'test/doctor/{damage,sound}.test.ts',
  'test/exchange/{export,export-parquet,export-under-way,jobs/repeated-imports}.test.ts',
  'test/http/overload.test.ts',
  'test/infra/**',
  'test/market/duckdb/duckdb-process.test.ts',
  'test/security/resource-consumption.test.ts',
  'test/page/corners/**',
];
