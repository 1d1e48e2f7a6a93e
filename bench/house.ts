import { type Base, reachDatabase } from './province.ts';
import { makeDataDir, removeDataDir, type Server, type Special, startServer, stopServer } from './server.ts';

/** A server of its own with its database and data folder; all of it goes with `close`. */
export type House = { server: Server; base: Base; dataDir: string; close(): Promise<void> };

/** Opens a house and furnishes it; when that fails, nothing of it stays. */
export async function openHouse<T>(special: Special, furnish: (house: House) => Promise<T>): Promise<House & T> {
  const dataDir = await makeDataDir();
  const server = await startServer(dataDir, special);
  const base = await reachDatabase(dataDir);
  const close = async () => {
    await base.close();
    await stopServer(server);
    await removeDataDir(dataDir);
  };
  const house = { server, base, dataDir, close };
  try {
    return { ...house, ...(await furnish(house)) };
  } catch (error) {
    await close();
    throw error;
  }
}
