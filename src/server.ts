import { ConfigError, readConfig } from '#config';
import { type Province, startProvince } from './start-province.ts';
import { DataInUse } from '#kernel/db/open-database.ts';
import { PortTaken } from '#kernel/web/index.ts';

const starting = start();
let leaving = false;
// Listening from the first moment: whoever changes his mind during the first start must not leave a database behind.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave);
await starting;

async function start(): Promise<Province> {
  try {
    const province = await startProvince(readConfig());
    if (!leaving) province.announce();
    return province;
  } catch (error) {
    const expected = error instanceof ConfigError || error instanceof PortTaken || error instanceof DataInUse;
    console.error(expected ? error.message : error);
    process.exit(1);
  }
}

/** Once: a second Ctrl-C must not interrupt the database while it closes. */
function leave(): void {
  if (leaving) return;
  leaving = true;
  void starting
    .then((province) => province.stop())
    .then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
}
