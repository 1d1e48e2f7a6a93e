import { createServer, get } from 'node:http';

/** Fetches one page once and answers every request with its bytes and headers, by node:http alone. */
const [, , url] = process.argv;
get(url, { headers: { 'accept-encoding': 'br' } }, (page) => {
  const chunks = [];
  page.on('data', (chunk) => chunks.push(chunk));
  page.on('end', () => serve(page.headers, Buffer.concat(chunks)));
});

const ofTheConnection = ['date', 'connection', 'keep-alive'];

function serve(sent, body) {
  const headers = Object.fromEntries(Object.entries(sent).filter(([name]) => !ofTheConnection.includes(name)));
  const server = createServer((_request, response) => {
    response.writeHead(200, headers);
    response.end(body);
  });
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
}
