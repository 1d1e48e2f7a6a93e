import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type SlowLine = { url: string; close(): void };

/**
 * A line between a phone and the server: so many bytes a second in each direction, shared by all connections, and a way there and
 * back of so many milliseconds, which opening a connection also costs once.
 */
export async function openSlowLine(port: number, { bytesPerSecond, roundTrip }: { bytesPerSecond: number; roundTrip: number }): Promise<SlowLine> {
  const sockets = new Set<Socket>();
  const [up, down] = [carrier(bytesPerSecond, roundTrip / 2), carrier(bytesPerSecond, roundTrip / 2)];
  const server = createServer((phone) => {
    const far = connect(port, '127.0.0.1');
    for (const socket of [phone, far]) {
      sockets.add(socket);
      socket.setNoDelay(true).on('error', () => socket.destroy());
    }
    const openedAt = performance.now() + roundTrip;
    phone.on('data', (bytes) => up(bytes, openedAt, (packet) => far.write(packet)));
    far.on('data', (bytes) => down(bytes, 0, (packet) => phone.write(packet)));
    phone.on('close', () => far.destroy());
    far.on('close', () => setTimeout(() => phone.destroy(), 10 * roundTrip));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Packets leave one after another, as fast as the line takes them, and arrive half a round trip later. */
function carrier(bytesPerSecond: number, delay: number) {
  const packetSize = 500;
  let freeAt = 0;
  return (bytes: Buffer, earliest: number, deliver: (packet: Buffer) => void) => {
    for (let from = 0; from < bytes.length; from += packetSize) {
      const packet = bytes.subarray(from, from + packetSize);
      freeAt = Math.max(freeAt, earliest, performance.now()) + (packet.length * 1000) / bytesPerSecond;
      setTimeout(() => deliver(packet), freeAt + delay - performance.now());
    }
  };
}
