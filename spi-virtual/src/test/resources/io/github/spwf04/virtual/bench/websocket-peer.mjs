// A web socket server of npm's ws on loopback. Prints its port, then what its clients do, one a line.
// Arguments: the folder of ws, then key and certificate for TLS, or nothing.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import path from 'node:path';

const [folder, key, certificate] = process.argv.slice(2);
const { WebSocketServer } = createRequire(path.join(folder, 'package.json'))(folder);
const server = key
  ? https.createServer({ key: readFileSync(key), cert: readFileSync(certificate) })
  : http.createServer();
const sockets = new WebSocketServer({
  noServer: true,
  handleProtocols: (protocols) => protocols.values().next().value,
});

server.on('upgrade', (request, socket, head) => {
  if (request.url.startsWith('/refuse')) {
    socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  if (request.url.startsWith('/silent')) return;
  sockets.handleUpgrade(request, socket, head, (client) => {
    const { host, origin, authorization } = request.headers;
    const extensions = request.headers['sec-websocket-extensions'];
    console.log('open', JSON.stringify({ url: request.url, host, origin, authorization,
      protocol: client.protocol, extensions }));
    client.on('close', (code) => console.log('closed', code));
    client.on('error', (error) => console.log('error', error.code));
    if (request.url.startsWith('/greet')) client.send('hello');
    if (request.url.startsWith('/drop')) socket.destroy();
    if (request.url.startsWith('/flood')) client.send('x'.repeat(Number(request.url.slice(7))));
    client.on('message', (data, binary) => {
      console.log('message', binary ? 'binary' : 'text', data.toString('latin1'));
      if (request.url.startsWith('/fragments')) {
        for (let at = 0; at < data.length; at += 3) {
          client.send(data.subarray(at, at + 3), { binary, fin: at + 3 >= data.length });
        }
      } else if (data.toString() === 'bye') {
        client.close(1000);
      } else {
        client.send(data, { binary });
      }
    });
  });
});
server.listen(0, '127.0.0.1', () => console.log('port', server.address().port));
