import type pg from 'pg';
import { AppError } from '../errors.ts';

/**
 * Whether the tables can be made in a database that has none of them yet.
 * @throws AppError `misconfigured` where the role may not make tables, or the database has not all characters
 */
export async function checkDatabase(client: pg.Client): Promise<void> {
  await checkRights(client);
  await checkEncoding(client);
}

async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "SELECT current_user AS role, current_schema() AS schema, has_schema_privilege(current_schema(), 'CREATE') AS may",
  );
  const [{ role, schema, may }] = rows;
  if (may) return;
  const where = schema === null ? 'a schema: search_path names none that there is' : `the schema ${schema}`;
  throw new AppError(
    'misconfigured',
    `The role ${role} may not make tables in ${where}. It has to own the database: ALTER DATABASE … OWNER TO ${role}.`,
  );
}

/** Of a database that is there it cannot be changed. */
async function checkEncoding(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    "SELECT current_database() AS name, current_setting('server_encoding') AS encoding",
  );
  const [{ name, encoding }] = rows;
  if (encoding === 'UTF8') return;
  throw new AppError(
    'misconfigured',
    `The database ${name} has the encoding ${encoding}, which cannot hold every text: it has to be UTF8. Make another one: CREATE DATABASE … OWNER … TEMPLATE template0 ENCODING 'UTF8'.`,
  );
}
