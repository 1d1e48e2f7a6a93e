import { ConfigError, readConfig } from '#config';
import { startProvince } from './start-province.ts';
import { DataInUse } from '#kernel/db/open-database.ts';
import { PortTaken } from '#kernel/web/index.ts';

try {
  const config = readConfig();
  const province = await startProvince(config);
  province.announce();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      // A second Ctrl-C must not interrupt the database while it closes; the terminal has been told that we are leaving.
      process.on(signal, () => undefined);
      void province.stop().then(() => process.exit(0));
    });
  }
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof PortTaken || error instanceof DataInUse;
  console.error(expected ? error.message : error);
  process.exit(1);
}
